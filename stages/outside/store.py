"""Where MLflow keeps its runs."""

import os
from pathlib import Path

from filelock import FileLock

from stages.outside import environment  # noqa: F401 - before MLflow is imported

# isort: split
import mlflow
from mlflow import MlflowClient

EXPERIMENT = "sine-gan"
_LOCK_SECONDS = 60


def root() -> Path:
    """The repository that runs belong to.

    DVC names it in ``DVC_ROOT``: queued experiments run in a temporary copy, which is deleted afterwards together with
    any store that was made in it.
    """
    return Path(os.environ.get("DVC_ROOT") or Path(__file__).resolve().parents[2])


def uri() -> str:
    """The store's address: ``MLFLOW_TRACKING_URI``, or SQLite in the repository."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{root() / 'mlflow.db'}"


def open_store() -> tuple[MlflowClient, str]:
    """A client of the store, made if need be, and the identifier of our experiment in it.

    Two first users of a fresh SQLite store would both create its tables, and one would fail: they take turns.
    """
    fail_soon()
    mlflow.set_tracking_uri(uri())
    with FileLock(root() / "mlflow.db.lock", timeout=_LOCK_SECONDS):
        client = MlflowClient(uri())
        experiment = client.get_experiment_by_name(EXPERIMENT)
        if experiment is None:
            own_folder = None if os.environ.get("MLFLOW_TRACKING_URI") else (root() / "mlartifacts").as_uri()
            return client, client.create_experiment(EXPERIMENT, artifact_location=own_folder)
        return client, experiment.experiment_id


def fail_soon() -> None:
    """Let an absent server cost seconds; MLflow would try for four minutes."""
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "10")
