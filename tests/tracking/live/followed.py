"""A training to follow, and its run."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from mlflow import MlflowClient
from mlflow.entities import Run

from sinegan.tracking import store
from sinegan.tracking.live import feed
from tests.tracking.live.logged_training import RECIPE

WAVES = np.zeros((8, 20), np.float32)
HISTORY = [0.1, 0.2, 0.3, 0.4, 0.5]
"""With as few digits as identify a float32, as in history.csv."""
ROWS = [{"generator_loss": float(np.float32(value))} for value in HISTORY]


def training(key: str, status: str | None = "FINISHED", pid: int | None = None, name: str = "small") -> Path:
    """The feed of a training with a few rows and a snapshot."""
    folder = feed.create({"name": name, "recipe": RECIPE, "key": key, "training": pid or os.getpid()})
    for step, row in enumerate(ROWS, start=1):
        feed.append_row(folder, step, row)
    feed.write_snapshot(folder, 5, WAVES)
    if status:
        feed.write_end(folder, status)
    return folder


def the_run(key: str) -> Run:
    client = MlflowClient(store.uri())
    experiment = client.get_experiment_by_name(store.EXPERIMENT)
    (run,) = client.search_runs([experiment.experiment_id], f"tags.key = '{key}'")
    return run


def history(run: Run) -> list[tuple[int, float]]:
    points = MlflowClient(store.uri()).get_metric_history(run.info.run_id, "train/generator_loss")
    return [(point.step, point.value) for point in points]


def n_figures(run: Run) -> int:
    artifacts = MlflowClient(store.uri()).list_artifacts(run.info.run_id, "images")
    return len([artifact for artifact in artifacts if artifact.path.endswith("png")])


def ended_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid
