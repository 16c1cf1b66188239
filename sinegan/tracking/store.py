"""The MLflow store: its address, and the runs in it."""

import logging
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from filelock import FileLock, Timeout

from sinegan.errors import SineGanError
from sinegan.io.redaction import redact
from sinegan.io.repository import locks, root
from sinegan.tracking import processes, run_lock, runs_view
from sinegan.tracking.diagnosis import diagnose

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.entities import LifecycleStage, Run
from mlflow.exceptions import MlflowException
from mlflow.store.tracking import DEFAULT_LOCAL_FILE_AND_ARTIFACT_PATH
from sqlalchemy.exc import SQLAlchemyError

from sinegan.tracking import local_store
from sinegan.tracking.local_store import SchemaVersionError
from sinegan.tracking.run_lock import RunBusyError

EXPERIMENT = "sine-gan"
PUBLISHED = "metrics_md5"
"""The tag that marks a run as complete: the md5 of its scores."""
HOST, PROCESS = "host", "process"
"""Tags of a run in progress: the machine and the process that trains."""
_ERRORS = (MlflowException, SQLAlchemyError, sqlite3.Error, OSError, Timeout, ImportError)
_LOCK_SECONDS = 120
"""A busy machine takes a minute to create a store."""
_KIND = {"mlflow.experimentKind": "custom_model_development"}  # otherwise the UI shows views for language models


class TrackingError(SineGanError):
    """MLflow did not answer, or refused the result; the files are not affected."""


@contextmanager
def mlflow_errors(model: str | None = None) -> Iterator[None]:
    """Turn exceptions of MLflow and its store into a TrackingError, whose message is one line with the fix.

    Parameters
    ----------
    model
        The model that is to be loaded, if any; then ValueError, with which Keras refuses files, is turned, too.
    """
    try:
        yield
    except (SchemaVersionError, RunBusyError) as error:
        raise TrackingError(str(error)) from error
    except _ERRORS as error:
        raise TrackingError(diagnose.diagnose(error, uri(), model)) from error
    except ValueError as error:
        if model is None:
            raise
        raise TrackingError(diagnose.diagnose(error, uri(), model)) from error


def uri() -> str:
    """The store's address, to connect to: ``MLFLOW_TRACKING_URI``, or SQLite in the repository."""
    return os.environ.get("MLFLOW_TRACKING_URI") or _default_uri()


def printable_uri() -> str:
    """The store's address without user and password."""
    return redact(uri())


def _default_uri() -> str:
    return f"sqlite:///{root() / 'mlflow.db'}"


def open_store() -> tuple[MlflowClient, str]:
    """A client of the store, which is created if necessary, and the id of this project's experiment in it.

    A lock beside an SQLite file keeps two processes, also of two clones, from creating its tables at the same time.
    """
    set_options()
    # It prints tracebacks of errors that are reported in one line.
    logging.getLogger("mlflow.store.db.utils").setLevel(logging.CRITICAL)
    mlflow.set_tracking_uri(uri())
    # MLflow sets the environment variable itself, so compare addresses. Other stores choose their artifact folder.
    artifacts = (root() / "mlartifacts").as_uri() if uri() == _default_uri() else None
    path = diagnose.sqlite_file(uri())
    with FileLock(f"{path}.lock", timeout=_LOCK_SECONDS) if path else nullcontext():
        if path:
            local_store.prepare(path, artifacts or DEFAULT_LOCAL_FILE_AND_ARTIFACT_PATH)
        client = _client()
        experiment = client.get_experiment_by_name(EXPERIMENT)
        if experiment is None:
            return client, _create_experiment(client, artifacts)
        if experiment.lifecycle_stage == LifecycleStage.DELETED:
            raise TrackingError(diagnose.experiment_deleted(experiment.experiment_id, uri()))
        if artifacts and experiment.artifact_location != artifacts:
            raise TrackingError(
                f"{root() / 'mlflow.db'} keeps its artifacts in {experiment.artifact_location}: this folder was moved "
                "or copied; move it back, or remove mlflow.db and mlartifacts/, then run 'make publish'"
            )
        return client, experiment.experiment_id


def _client() -> MlflowClient:
    try:
        return MlflowClient(uri())
    except ValueError as error:  # SQLAlchemy could not parse the address
        raise TrackingError(diagnose.diagnose(error, uri())) from error


def _create_experiment(client: MlflowClient, artifacts: str | None) -> str:
    """Create this project's experiment, unless another user of the server was faster; returns its id."""
    try:
        return client.create_experiment(EXPERIMENT, artifact_location=artifacts, tags=_KIND | runs_view.tags())
    except MlflowException:
        experiment = client.get_experiment_by_name(EXPERIMENT)
        if experiment is None:
            raise
        return str(experiment.experiment_id)


def find(client: MlflowClient, experiment: str, key: str) -> Run | None:
    """The run with that key, or None."""
    runs = client.search_runs([experiment], f"tags.key = '{key}'", max_results=1)
    return runs[0] if runs else None


def mark_killed(client: MlflowClient, experiment: str) -> int:
    """Give the status KILLED to runs whose process on this machine no longer exists; return their number."""
    on_this_host = f"attributes.status = 'RUNNING' and tags.{HOST} = '{socket.gethostname()}'"
    killed = [run for run in client.search_runs([experiment], on_this_host) if not _is_written(run)]
    for run in killed:
        client.set_terminated(run.info.run_id, "KILLED")
    return len(killed)


def _is_written(run: Run) -> bool:
    tags = run.data.tags
    return processes.parse(tags.get(PROCESS, "")).is_running() or run_lock.is_held(locks(), tags.get("key", ""))


def runs_killed() -> int:
    """`mark_killed` on the configured store."""
    with mlflow_errors():
        return mark_killed(*open_store())


def is_published(key: str, metrics_md5: str) -> bool:
    """Whether the store has the complete result with that key and those scores."""
    with mlflow_errors():
        run = find(*open_store(), key)
    return run is not None and run.data.tags.get(PUBLISHED) == metrics_md5


def locate(key: str | None = None) -> tuple[str, str | None]:
    """Ids of this project's experiment and of the run with that key; None if there is no such run."""
    with mlflow_errors():
        client, experiment = open_store()
        run = find(client, experiment, key) if key else None
    return experiment, run.info.run_id if run else None


def has_runs_view(view: runs_view.View) -> bool:
    """Whether the experiment has that saved view of its runs; the user may have deleted it."""
    with mlflow_errors():
        client, experiment = open_store()
        return view.tag in client.get_experiment(experiment).tags


def set_options() -> None:
    """Log synchronously, and give up on an absent server within seconds; MLflow would retry for four minutes."""
    # Whatever the user has set: errors would be lost, and a run that lacks points would be marked as complete.
    os.environ["MLFLOW_ENABLE_ASYNC_LOGGING"] = "false"
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "10")
