"""Where MLflow keeps its runs."""

import logging
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sinegan.errors import SineGanError
from sinegan.io.repository import locks, root
from sinegan.tracking import processes, run_lock  # environment: before MLflow is imported

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.entities import Run
from mlflow.exceptions import MlflowException
from mlflow.store.tracking import DEFAULT_LOCAL_FILE_AND_ARTIFACT_PATH
from sqlalchemy.exc import SQLAlchemyError

from sinegan.tracking import local_store
from sinegan.tracking.local_store import SchemaVersionError
from sinegan.tracking.run_lock import RunBusyError

EXPERIMENT = "sine-gan"
PUBLISHED = "metrics_md5"
"""The tag that a run bears once all is in it: the md5 of its scores."""
HOST, PROCESS = "host", "process"
"""Tags of a run that is going on: where."""
_LOCK_SECONDS = 120
"""A busy machine takes a minute to make a store."""
_KIND = {"mlflow.experimentKind": "custom_model_development"}  # else the UI takes it for a language model's


class TrackingError(SineGanError):
    """MLflow did not answer or did not take the result; the files are unharmed."""


@contextmanager
def naming_the_cure() -> Iterator[None]:
    """Turn what MLflow and its store raise into one line that says what to do."""
    try:
        yield
    except (SchemaVersionError, RunBusyError) as error:
        raise TrackingError(str(error)) from error
    except (MlflowException, SQLAlchemyError, sqlite3.Error, OSError, Timeout, ImportError) as error:
        said = " ".join(str(error).split())[:300]
        raise TrackingError(
            f"MLflow at {uri()} did not answer as it should ({said}); mend the store or MLFLOW_TRACKING_URI, "
            "then 'make publish'"
        ) from error


def uri() -> str:
    """The store's address: ``MLFLOW_TRACKING_URI``, or SQLite in the repository."""
    return os.environ.get("MLFLOW_TRACKING_URI") or _own_uri()


def _own_uri() -> str:
    return f"sqlite:///{root() / 'mlflow.db'}"


def _file(address: str) -> Path | None:
    """The file of a store in SQLite."""
    prefix = "sqlite:///"
    return Path(address.removeprefix(prefix)) if address.startswith(prefix) else None


def open_store() -> tuple[MlflowClient, str]:
    """A client of the store, made if need be, and the identifier of our experiment in it.

    Two first users of a fresh SQLite store would both create its tables, and one would fail: they take turns.
    """
    fail_soon()
    logging.getLogger("mlflow.store.db.utils").setLevel(logging.CRITICAL)  # prints tracebacks of what is told in a line
    mlflow.set_tracking_uri(uri())
    # Not by the environment, which MLflow itself sets; another store knows best where its artifacts go.
    own_folder = (root() / "mlartifacts").as_uri() if uri() == _own_uri() else None
    with FileLock(root() / "mlflow.db.lock", timeout=_LOCK_SECONDS):
        if path := _file(uri()):
            local_store.prepare(path, own_folder or DEFAULT_LOCAL_FILE_AND_ARTIFACT_PATH)
        client = MlflowClient(uri())
        experiment = client.get_experiment_by_name(EXPERIMENT)
        if experiment is None:
            return client, client.create_experiment(EXPERIMENT, artifact_location=own_folder, tags=_KIND)
        if own_folder and experiment.artifact_location != own_folder:
            raise TrackingError(
                f"{root() / 'mlflow.db'} keeps its files in {experiment.artifact_location}, where this folder was "
                "before it was moved or copied; move it back, or remove mlflow.db and mlartifacts/, then 'make publish'"
            )
        return client, experiment.experiment_id


def find(client: MlflowClient, experiment: str, key: str) -> Run | None:
    """The run of that key, or None."""
    found = client.search_runs([experiment], f"tags.key = '{key}'", max_results=1)
    return found[0] if found else None


def mark_killed(client: MlflowClient, experiment: str) -> int:
    """Give the status KILLED to runs whose process, on this machine, is no more; how many there were."""
    here = f"attributes.status = 'RUNNING' and tags.{HOST} = '{socket.gethostname()}'"
    dead = [run for run in client.search_runs([experiment], here) if not _is_written(run)]
    for run in dead:
        client.set_terminated(run.info.run_id, "KILLED")
    return len(dead)


def _is_written(run: Run) -> bool:
    tags = run.data.tags
    return processes.parse(tags.get(PROCESS, "")).is_running() or run_lock.is_held(locks(), tags.get("key", ""))


def runs_killed() -> int:
    """`mark_killed`, on the store as it is configured."""
    with naming_the_cure():
        return mark_killed(*open_store())


def is_published(key: str, metrics_md5: str) -> bool:
    """Whether the store has all of the result of that key with those scores."""
    with naming_the_cure():
        run = find(*open_store(), key)
    return run is not None and run.data.tags.get(PUBLISHED) == metrics_md5


def fail_soon() -> None:
    """Let an absent server cost seconds; MLflow would try for four minutes."""
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "10")
