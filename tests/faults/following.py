"""The process that brings a training into MLflow is stopped, killed, starved or not answered; training must not notice.

Each time the training has to end with exit code 0 and its files as ever, and publishing afterwards has to complete its
run, once.
"""

import hashlib
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, closing, redirect_stdout, suppress
from pathlib import Path
from unittest.mock import patch

import psutil
from mlflow import MlflowClient

from benchmarks.busy import busy
from sinegan.tracking import publish, result, run_lock, store
from tests.faults.told import Told, told
from tests.small_pipeline import environment

STARTS, KILLS, STOPS, LOADED, BUSY = 40, 20, 10, 10, 4
OUTPUTS = ("recipe.json", "generator.weights.h5", "discriminator.weights.h5", "history.csv", "film.npz")
CURVES = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
EPOCHS = 6
_SECONDS = 300
_START = 7.0
"""Seconds that the process takes from its start to the first picture, about."""

Disturb = Callable[["Trial"], None]


class Trial:
    """One small training, and the process that follows it.

    Parameters
    ----------
    folder
        The small pipeline, run once.
    root
        Where this training's MLflow store shall be.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, root
        self.follower: psutil.Process | None = None

    def train(self, disturb: Disturb, **variables: str) -> str | None:
        """Train, and disturb it meanwhile; what went wrong, or None."""
        before = outputs(self._folder)
        with subprocess.Popen(
            [sys.executable, "-m", "stages.train"], cwd=self._folder,
            env=environment() | {"DVC_ROOT": str(self._root)} | variables,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as training:  # fmt: skip
            self.follower = child(training)
            disturb(self)
            said = training.communicate(timeout=_SECONDS)[0]
        if training.returncode != 0:
            return f"train: exit {training.returncode}: {said[-300:]}"
        return None if outputs(self._folder) == before else "other files"

    def publish(self) -> str | None:
        """Publish, and look whether the store has one finished run with everything, once."""
        os.environ.pop("MLFLOW_TRACKING_URI", None)  # which MLflow sets
        with patch.dict(os.environ, {"DVC_ROOT": str(self._root)}), chdir(self._folder):
            with (
                Path(os.devnull).open("w") as nowhere,
                redirect_stdout(nowhere),
                patch.object(run_lock, "PATIENCE", 3.0),
            ):
                publish.publish(result.read())
            return self._incomplete()

    def _incomplete(self) -> str | None:
        client, experiment = store.open_store()
        runs = client.search_runs([experiment])
        if len(runs) != 1 or runs[0].info.status != "FINISHED" or store.PUBLISHED not in runs[0].data.tags:
            return f"{[(run.info.status, len(run.data.tags)) for run in runs]}"
        (run,) = runs
        steps = {name: curve(client, run.info.run_id, name) for name in CURVES}
        if any(found != list(range(1, EPOCHS + 1)) for found in steps.values()):
            return f"curves: {steps}"
        whole = run.outputs.model_outputs and client.list_artifacts(run.info.run_id, "report")
        return None if whole else "no model or report"


def curve(client: MlflowClient, run_id: str, name: str) -> list[int]:
    """The steps of a curve, as often as they are there."""
    return sorted(point.step for point in client.get_metric_history(run_id, f"train/{name}"))


def outputs(folder: Path) -> dict[str, str]:
    """The md5s of what training leaves."""
    return {name: hashlib.md5((folder / "models" / name).read_bytes()).hexdigest() for name in OUTPUTS}  # noqa: S324


def child(training: "subprocess.Popen[str]") -> psutil.Process:
    """The process that the training has started, as soon as it has."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        found = psutil.Process(training.pid).children()
        for process in found:
            with suppress(psutil.Error):  # others come and go
                if any("follower" in word for word in process.cmdline()):
                    return process
        time.sleep(0.02)
    raise TimeoutError("no process follows the training")


def send(number: signal.Signals, after: float) -> Disturb:
    """A signal to the process that follows, so many seconds after its start, if it is there still."""

    def disturb(trial: Trial) -> None:
        time.sleep(after)
        if trial.follower:
            with suppress(psutil.Error):
                trial.follower.send_signal(number)

    return disturb


def _tried(folder: Path, disturb: Disturb, *, go_on: bool = False, **variables: str) -> str | None:
    """A training with a store of its own; `go_on` lets a stopped process go on when the training has ended."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        trial = Trial(folder, Path(place))
        try:
            trouble = trial.train(disturb, **variables)
            if go_on:
                send(signal.SIGCONT, 0.0)(trial)
            return trouble or trial.publish()
        finally:
            send(signal.SIGKILL, 0.0)(trial)


def follower_held(folder: Path) -> Iterator[Told]:
    """The training ends while the process is at a random moment of its start, where it is held until then."""
    draw = random.Random(1)  # noqa: S311
    troubles = [_tried(folder, send(signal.SIGSTOP, draw.uniform(0, _START)), go_on=True) for _ in range(STARTS)]
    yield told("training ended while MLflow's process was at a random moment of its start", troubles)


def follower_killed(folder: Path) -> Iterator[Told]:
    """The process is killed at a random moment."""
    draw = random.Random(2)  # noqa: S311
    troubles = [_tried(folder, send(signal.SIGKILL, draw.uniform(0, _START))) for _ in range(KILLS)]
    yield told("MLflow's process killed (-9) at a random moment of a training", troubles)


def follower_stopped(folder: Path) -> Iterator[Told]:
    """The process is stopped and never goes on."""
    draw = random.Random(3)  # noqa: S311
    troubles = [_tried(folder, send(signal.SIGSTOP, draw.uniform(0, _START))) for _ in range(STOPS)]
    yield told("MLflow's process stopped for good, the run then published", troubles)


def follower_starved(folder: Path) -> Iterator[Told]:
    """Four busy processes beside it."""
    with busy(BUSY):
        troubles = [_tried(folder, lambda _: None) for _ in range(LOADED)]
    yield told("training beside four busy processes", troubles)


def follower_unanswered(folder: Path) -> Iterator[Told]:
    """A store that another process holds locked; a server that accepts and never answers."""
    with tempfile.TemporaryDirectory() as place, socket.create_server(("127.0.0.1", 0)) as silent:
        path = Path(place) / "locked.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("CREATE TABLE a (b)")
            other.execute("BEGIN EXCLUSIVE")
            locked = _tried(folder, lambda _: None, MLFLOW_TRACKING_URI=f"sqlite:///{path}")
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        yield told("MLflow's store locked, or its server silent", [
            locked, _tried(folder, lambda _: None, MLFLOW_TRACKING_URI=address),
        ])  # fmt: skip
