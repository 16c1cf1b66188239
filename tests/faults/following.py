"""The process that logs a training to MLflow is stopped, killed, slowed down or not answered.

Each time the training must end with exit code 0 and its usual files, and publishing afterwards must complete its run
without duplicates.
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
from tests.faults.table import Row, row
from tests.fixtures.small_pipeline import environment

STARTS, KILLS, STOPS, LOADED, BUSY = 40, 20, 10, 10, 4
OUTPUTS = ("recipe.json", "generator.weights.h5", "discriminator.weights.h5", "history.csv", "snapshots.npz")
CURVES = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
STEPS = 6
_TIMEOUT = 300
_START = 7.0
"""Approximate seconds from the start of the logging process to its first figure."""

Disturb = Callable[["DisturbedTraining"], None]


class DisturbedTraining:
    """A small training, and the process that logs it.

    Parameters
    ----------
    folder
        Of the small pipeline, after one run.
    root
        Folder of this training's MLflow store.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, root
        self.follower: psutil.Process | None = None

    def train(self, disturb: Disturb, **variables: str) -> str | None:
        """Train, and disturb the logging process meanwhile; return the problem, or None."""
        before = outputs(self._folder)
        with subprocess.Popen(
            [sys.executable, "-m", "stages.train"], cwd=self._folder,
            env=environment() | {"DVC_ROOT": str(self._root)} | variables,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as training:  # fmt: skip
            self.follower = child(training)
            disturb(self)
            output = training.communicate(timeout=_TIMEOUT)[0]
        if training.returncode != 0:
            return f"train: exit {training.returncode}: {output[-300:]}"
        return None if outputs(self._folder) == before else "outputs differ"

    def publish(self) -> str | None:
        """Publish, and check that the store has one finished and complete run."""
        os.environ.pop("MLFLOW_TRACKING_URI", None)  # MLflow sets it
        with patch.dict(os.environ, {"DVC_ROOT": str(self._root)}), chdir(self._folder):
            with (
                Path(os.devnull).open("w") as devnull,
                redirect_stdout(devnull),
                patch.object(run_lock, "TIMEOUT", 3.0),
            ):
                publish.publish(result.read())
            return self._missing_from_store()

    def _missing_from_store(self) -> str | None:
        client, experiment = store.open_store()
        runs = client.search_runs([experiment])
        if len(runs) != 1 or runs[0].info.status != "FINISHED" or store.PUBLISHED not in runs[0].data.tags:
            return f"{[(run.info.status, len(run.data.tags)) for run in runs]}"
        (run,) = runs
        steps = {name: curve(client, run.info.run_id, name) for name in CURVES}
        if any(curve_steps != list(range(1, STEPS + 1)) for curve_steps in steps.values()):
            return f"curves: {steps}"
        complete = run.outputs.model_outputs and client.list_artifacts(run.info.run_id, "report")
        return None if complete else "no model or report"


def curve(client: MlflowClient, run_id: str, name: str) -> list[int]:
    """The steps of all points of a curve, duplicates included."""
    return sorted(point.step for point in client.get_metric_history(run_id, f"train/{name}"))


def outputs(folder: Path) -> dict[str, str]:
    """The md5s of the outputs of training."""
    return {name: hashlib.md5((folder / "models" / name).read_bytes()).hexdigest() for name in OUTPUTS}  # noqa: S324


def child(training: "subprocess.Popen[str]") -> psutil.Process:
    """The logging process, as soon as the training has started it."""
    until = time.monotonic() + _TIMEOUT
    while time.monotonic() < until:
        for process in psutil.Process(training.pid).children():
            with suppress(psutil.Error):  # other children may end meanwhile
                if any("follower" in arg for arg in process.cmdline()):
                    return process
        time.sleep(0.02)
    raise TimeoutError("the training has started no logging process")


def send(number: signal.Signals, after: float) -> Disturb:
    """A signal to the logging process, `after` seconds from its start, if it is still running."""

    def disturb(training: DisturbedTraining) -> None:
        time.sleep(after)
        if training.follower:
            with suppress(psutil.Error):
                training.follower.send_signal(number)

    return disturb


def _train_and_publish(folder: Path, disturb: Disturb, *, resume: bool = False, **variables: str) -> str | None:
    """Train with a new store, and publish; `resume` lets a stopped process continue after the training has ended."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        training = DisturbedTraining(folder, Path(root))
        try:
            problem = training.train(disturb, **variables)
            if resume:
                send(signal.SIGCONT, 0.0)(training)
            return problem or training.publish()
        finally:
            send(signal.SIGKILL, 0.0)(training)


def follower_held(folder: Path) -> Iterator[Row]:
    """Stop the process at a random moment of its start, and let it continue after the training has ended."""
    draw = random.Random(1)  # noqa: S311
    problems = [
        _train_and_publish(folder, send(signal.SIGSTOP, draw.uniform(0, _START)), resume=True) for _ in range(STARTS)
    ]
    yield row("training ended while the MLflow logging process was starting, at a random moment", problems)


def follower_killed(folder: Path) -> Iterator[Row]:
    """Kill the process at a random moment."""
    draw = random.Random(2)  # noqa: S311
    problems = [_train_and_publish(folder, send(signal.SIGKILL, draw.uniform(0, _START))) for _ in range(KILLS)]
    yield row("MLflow logging process killed (-9) at a random moment of a training", problems)


def follower_stopped(folder: Path) -> Iterator[Row]:
    """Stop the process for good."""
    draw = random.Random(3)  # noqa: S311
    problems = [_train_and_publish(folder, send(signal.SIGSTOP, draw.uniform(0, _START))) for _ in range(STOPS)]
    yield row("MLflow logging process stopped for good, then the run published", problems)


def follower_slowed(folder: Path) -> Iterator[Row]:
    """Run four busy processes at the same time."""
    with busy(BUSY):
        problems = [_train_and_publish(folder, lambda _: None) for _ in range(LOADED)]
    yield row("training next to four busy processes", problems)


def follower_unanswered(folder: Path) -> Iterator[Row]:
    """Use a store that another process has locked, and a server that accepts connections and never answers."""
    with tempfile.TemporaryDirectory() as temporary, socket.create_server(("127.0.0.1", 0)) as silent:
        path = Path(temporary) / "locked.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("CREATE TABLE a (b)")
            connection.execute("BEGIN EXCLUSIVE")
            locked = _train_and_publish(folder, lambda _: None, MLFLOW_TRACKING_URI=f"sqlite:///{path}")
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        unanswered = _train_and_publish(folder, lambda _: None, MLFLOW_TRACKING_URI=address)
        yield row("MLflow store locked, or its server not responding", [locked, unanswered])
