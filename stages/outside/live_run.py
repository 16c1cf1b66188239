"""A training's run in MLflow while the training goes on."""

import logging
import math
import os
import re
import socket
import time
from collections.abc import Mapping, Sequence
from typing import Any

from stages.outside import canvas, key, naming
from stages.outside.live import Picture, Row
from stages.outside.store import HOST, PROCESS, find, log_points, mark_killed, naming_the_cure, open_store, uri

# isort: split
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.system_metrics.system_metrics_monitor import SystemMetricsMonitor
from numpy.typing import NDArray

_SAMPLING, _DPI = 5.0, 80  # seconds between system metrics; dots per inch of a picture
_STEP = re.compile(r"step[+%](\d+)[+%]")


def open_run(name: str, recipe: Mapping[str, Any], data: str) -> "LiveRun":
    """The run of the training with these inputs, new or found by its key, as running.

    Raises
    ------
    TrackingError
        The store does not answer.
    """
    with naming_the_cure():
        client, experiment = open_store()
        mark_killed(client, experiment)
        identity = key.training_key(dict(recipe), data)
        called = f"{name}-seed{recipe['seed']}"
        run = find(client, experiment, identity) or client.create_run(
            experiment, run_name=called, tags={"key": identity}
        )
        tags = naming.tags(name, recipe, {}) | {"config_key": key.config_key(dict(recipe)), "origin": "trained"}
        tags |= {HOST: socket.gethostname(), PROCESS: str(os.getpid())}
        client.log_batch(
            run.info.run_id,
            params=[Param(name, str(value)) for name, value in naming.params(recipe).items()],
            tags=[RunTag(name, str(value)) for name, value in tags.items()],
        )
        client.update_run(run.info.run_id, status="RUNNING")
        return LiveRun(client, run.info.run_id, called, sorted(run.data.metrics))


class LiveRun:
    """A run that is going on; methods raise TrackingError when the store does not answer."""

    def __init__(self, client: MlflowClient, run_id: str, name: str, metrics: Sequence[str]) -> None:
        self.name, self.uri = name, uri()
        self._client, self._id, self._drawn_at = client, run_id, -math.inf
        self._points = {(one, point.step) for one in metrics for point in client.get_metric_history(run_id, one)}
        images = client.list_artifacts(run_id, "images")
        self._pictures = {int(found[1]) for image in images if (found := _STEP.search(image.path))}
        logging.getLogger("mlflow.system_metrics").setLevel(logging.ERROR)  # it tells of every start and end
        self._monitor = SystemMetricsMonitor(run_id, sampling_interval=_SAMPLING, resume_logging=True)
        self._monitor.start()

    def rows(self, rows: Sequence[Row]) -> None:
        """Log what is not there yet."""
        points = [
            Metric(f"train/{name}", _as_in_history(value), row.time, row.epoch)
            for row in rows
            for name, value in row.numbers.items()
            if (f"train/{name}", row.epoch) not in self._points
        ]
        with naming_the_cure():
            log_points(self._client, self._id, points)

    def seconds_since_picture(self) -> float:
        """Infinity before the first."""
        return time.monotonic() - self._drawn_at

    def picture(self, picture: Picture) -> None:
        """Draw a few waves, as a step of the run's image."""
        self._drawn_at = time.monotonic()
        if picture.epoch in self._pictures:
            return
        drawing = FigureCanvasAgg(_drawn(picture.waves))
        drawing.draw()
        with naming_the_cure():
            pixels = np.asarray(drawing.buffer_rgba())[..., :3]
            self._client.log_image(self._id, pixels, key="waves", step=picture.epoch, synchronous=True)

    def close(self, status: str) -> None:
        """End the run; ``stages.publish`` completes it with scores and pictures."""
        self.leave()
        with naming_the_cure():
            self._client.set_terminated(self._id, status)

    def leave(self) -> None:
        """Watch the machine no longer; raises nothing."""
        self._monitor.finish()


@canvas.styled
def _drawn(waves: NDArray[np.float32]) -> Figure:
    """All in one panel: eight panels take four times as long, which the training would feel."""
    figure, (axis,) = canvas.panels(1, 1, (4.5, 2.8))
    figure.set_dpi(_DPI)
    axis.plot(waves.T, linewidth=1)
    axis.set(xlabel="point", ylabel="y")
    return figure


def _as_in_history(value: float) -> float:
    """The digits of history.csv, by which publishing knows a point again."""
    return float(str(np.float32(value)))
