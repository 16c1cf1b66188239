"""The MLflow run of a training that is running."""

import logging
import math
import re
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sinegan.tracking import run_fields
from sinegan.tracking.curves import Curves
from sinegan.tracking.live.feed import Row
from sinegan.tracking.processes import Process
from sinegan.tracking.run_name import run_name
from sinegan.tracking.store import HOST, PROCESS, find, mark_killed, mlflow_errors, open_store, printable_uri
from sinegan.training.history import COLUMNS

# isort: split
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, Run, RunTag
from mlflow.system_metrics.system_metrics_monitor import SystemMetricsMonitor
from numpy.typing import NDArray

FIGURE_EVERY = 30.0
"""Seconds between two figures: drawing one takes a tenth of a second from the cores that train."""
_SAMPLING, _DPI = 10.0, 80  # seconds between system metrics; dots per inch of a figure
_STEP = re.compile(r"step[+%](\d+)[+%]")
_SOURCE = "stages/train.py"
_CURVES = tuple(run_fields.curve(column) for column in COLUMNS)


@contextmanager
def open_run(about: Mapping[str, Any], training: Process) -> Iterator["LiveRun"]:
    """Find the run of a training by its key, or create it, mark it as running, and log the machine's load meanwhile.

    Parameters
    ----------
    about
        The training's ``name``, ``recipe`` and ``key``, from `sinegan.tracking.live.live_log`.
    training
        The process that trains.

    Raises
    ------
    TrackingError
        The store does not answer.
    """
    with mlflow_errors():
        client, experiment = open_store()
        mark_killed(client, experiment)
        name = run_name(about["name"], about["recipe"])
        run = find(client, experiment, about["key"]) or client.create_run(experiment, run_name=name, tags=_tags(about))
        _start(client, run, about, training)
        monitor = _start_monitor(run.info.run_id)
    try:
        yield LiveRun(client, run, name)
    finally:
        monitor.finish()


def _tags(about: Mapping[str, Any]) -> dict[str, str]:
    return run_fields.tags(about["name"], about["recipe"], key=about["key"], source=_SOURCE, origin="trained")


def _start(client: MlflowClient, run: Run, about: Mapping[str, Any], training: Process) -> None:
    """Mark the run as running, in case it is the continued one of a training that was killed or restored."""
    tags = _tags(about) | {HOST: socket.gethostname(), PROCESS: str(training)}
    params = run_fields.params(about["name"], about["recipe"])
    missing = [Param(name, str(value)) for name, value in params.items() if name not in run.data.params]
    client.log_batch(run.info.run_id, params=missing, tags=[RunTag(name, value) for name, value in tags.items()])
    client.update_run(run.info.run_id, status="RUNNING")


def _start_monitor(run_id: str) -> SystemMetricsMonitor:
    logging.getLogger("mlflow.system_metrics").setLevel(logging.ERROR)  # it reports every start and end
    monitor = SystemMetricsMonitor(run_id, sampling_interval=_SAMPLING, resume_logging=True)
    monitor.start()
    return monitor


class LiveRun:
    """A run in progress; its methods raise TrackingError if the store does not answer."""

    def __init__(self, client: MlflowClient, run: Run, name: str) -> None:
        self.name, self.uri = name, printable_uri()
        self._client, self._id, self._figure_at = client, run.info.run_id, -math.inf
        self._curves = Curves(client, run, _CURVES)
        images = client.list_artifacts(self._id, "images")
        self._figure_steps = {int(match[1]) for image in images if (match := _STEP.search(image.path))}

    def log_rows(self, rows: Sequence[Row]) -> None:
        """Log the rows that the run does not have yet."""
        points = [
            Metric(run_fields.curve(name), value, row.time, row.step)
            for row in rows
            for name, value in row.values.items()
        ]
        with mlflow_errors():
            self._curves.add(points)

    def seconds_since_figure(self) -> float:
        """Seconds since the last figure; infinite before the first."""
        return time.monotonic() - self._figure_at

    def log_figure(self, step: int, waves: NDArray[np.float32]) -> None:
        """Plot a few waves ``(n, n_points)`` as one step of the run's image."""
        self._figure_at = time.monotonic()
        if step in self._figure_steps:
            return
        from sinegan.tracking.live.live_figure import pixels  # Matplotlib would delay the opening of the run

        with mlflow_errors():
            self._client.log_image(self._id, pixels(waves, _DPI), key="waves", step=step, synchronous=True)

    def close(self, status: str) -> None:
        """End the run; ``stages.publish`` later adds scores and figures."""
        with mlflow_errors():
            self._client.set_terminated(self._id, status)
