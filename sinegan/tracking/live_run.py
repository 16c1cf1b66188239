"""A training's run in MLflow while the training goes on."""

import logging
import math
import re
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sinegan.provenance import keys
from sinegan.tracking import run_fields
from sinegan.tracking.curves import Curves
from sinegan.tracking.feed import Row
from sinegan.tracking.processes import Process
from sinegan.tracking.store import HOST, PROCESS, find, mark_killed, naming_the_cure, open_store, uri

# isort: split
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, Run, RunTag
from mlflow.system_metrics.system_metrics_monitor import SystemMetricsMonitor
from numpy.typing import NDArray

PICTURE_EVERY = 10.0
"""Seconds between two pictures: to draw one takes a tenth of a second from cores that train."""
_SAMPLING, _DPI = 10.0, 80  # seconds between system metrics; dots per inch of a picture
_STEP = re.compile(r"step[+%](\d+)[+%]")
_CURVES = tuple(
    f"train/{name}" for name in ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
)


@contextmanager
def open_run(about: Mapping[str, Any], training: Process) -> Iterator["LiveRun"]:
    """The run of a training, new or found by its key, as running; the machine is watched meanwhile.

    Parameters
    ----------
    about
        What `sinegan.tracking.live` tells of the training: ``name``, ``recipe``, ``key``.
    training
        The process that trains.

    Raises
    ------
    TrackingError
        The store does not answer.
    """
    with naming_the_cure():
        client, experiment = open_store()
        mark_killed(client, experiment)
        name = f"{about['name']}-seed{about['recipe']['seed']}"
        run = find(client, experiment, about["key"]) or client.create_run(
            experiment, run_name=name, tags={"key": about["key"]}
        )
        _describe(client, run, about, training)
        monitor = _monitor(run.info.run_id)
    try:
        yield LiveRun(client, run, name)
    finally:
        monitor.finish()


def _describe(client: MlflowClient, run: Run, about: Mapping[str, Any], training: Process) -> None:
    recipe = about["recipe"]
    tags = run_fields.tags(about["name"], recipe, {}) | {"config_key": keys.config_key(recipe), "origin": "trained"}
    tags |= {HOST: socket.gethostname(), PROCESS: str(training)}
    client.log_batch(
        run.info.run_id,
        params=[Param(name, str(value)) for name, value in run_fields.params(recipe).items()],
        tags=[RunTag(name, str(value)) for name, value in tags.items()],
    )
    client.update_run(run.info.run_id, status="RUNNING")


def _monitor(run_id: str) -> SystemMetricsMonitor:
    logging.getLogger("mlflow.system_metrics").setLevel(logging.ERROR)  # it tells of every start and end
    monitor = SystemMetricsMonitor(run_id, sampling_interval=_SAMPLING, resume_logging=True)
    monitor.start()
    return monitor


class LiveRun:
    """A run that is going on; methods raise TrackingError when the store does not answer."""

    def __init__(self, client: MlflowClient, run: Run, name: str) -> None:
        self.name, self.uri = name, uri()
        self._client, self._id, self._drawn_at = client, run.info.run_id, -math.inf
        self._curves = Curves(client, run, _CURVES)
        images = client.list_artifacts(self._id, "images")
        self._pictures = {int(found[1]) for image in images if (found := _STEP.search(image.path))}

    def add(self, rows: Sequence[Row]) -> None:
        """Log what is not there yet."""
        points = [
            Metric(f"train/{name}", value, row.time, row.epoch) for row in rows for name, value in row.numbers.items()
        ]
        with naming_the_cure():
            self._curves.add(points)

    def seconds_since_picture(self) -> float:
        """Infinity before the first."""
        return time.monotonic() - self._drawn_at

    def draw(self, epoch: int, waves: NDArray[np.float32]) -> None:
        """A picture of a few waves, as a step of the run's image."""
        self._drawn_at = time.monotonic()
        if epoch in self._pictures:
            return
        from sinegan.tracking.live_picture import pixels  # Matplotlib would delay the opening of the run

        with naming_the_cure():
            self._client.log_image(self._id, pixels(waves, _DPI), key="waves", step=epoch, synchronous=True)

    def close(self, status: str) -> None:
        """End the run; ``stages.publish`` completes it with scores and pictures."""
        with naming_the_cure():
            self._client.set_terminated(self._id, status)
