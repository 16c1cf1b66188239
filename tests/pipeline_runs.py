"""The runs in the MLflow store of a pipeline."""

import shutil
import tempfile
from pathlib import Path

import mlflow


def open_store(folder: Path) -> mlflow.MlflowClient:
    """A client of a copy of the current store, since MLflow keeps database files open."""
    copy = Path(tempfile.mkdtemp()) / "mlflow.db"
    shutil.copy2(folder / "mlflow.db", copy)
    return mlflow.MlflowClient(f"sqlite:///{copy}")


def runs(folder: Path) -> list[mlflow.entities.Run]:
    client = open_store(folder)
    experiment = client.get_experiment_by_name("sine-gan")
    return client.search_runs([experiment.experiment_id]) if experiment else []
