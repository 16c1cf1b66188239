"""The first opening of a store is killed; the next command must find it absent or whole."""

import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from sinegan.tracking import store
from tests.faults.told import Told, told

OPENINGS, _SECONDS = 40, 60


def open_there(root: str) -> None:
    """Open the store of that root, as every command does first."""
    os.environ["DVC_ROOT"] = root
    store.open_store()


def store_openings_killed(_: Path) -> Iterator[Told]:
    """Killed at a random moment of the time that making a store takes."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["sinegan.tracking.store"])
    draw, whole = random.Random(5), _seconds_of_a_whole_opening()  # noqa: S311
    yield told(
        "opening of a new MLflow store killed (-9) at a random moment, then the next command",
        [_killed(processes, draw.uniform(0, whole)) for _ in range(OPENINGS)],
    )


def _seconds_of_a_whole_opening() -> float:
    with tempfile.TemporaryDirectory() as root:
        began = time.monotonic()
        _open(root)
        return time.monotonic() - began


def _killed(processes: multiprocessing.context.ForkServerContext, after: float) -> str | None:
    with tempfile.TemporaryDirectory() as root:
        process = processes.Process(target=open_there, args=(root,))
        process.start()
        until = time.monotonic() + _SECONDS
        while not any(Path(root).iterdir()) and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(after)
        process.kill()
        process.join()
        try:
            _open(root)
        except store.TrackingError as error:
            return str(error)
        left = sorted(path.name for path in Path(root).glob("*mlflow.db*"))
        return None if left == ["mlflow.db", "mlflow.db.lock"] else f"left: {left}"


def _open(root: str) -> None:
    os.environ.pop("MLFLOW_TRACKING_URI", None)  # which MLflow sets
    with patch.dict(os.environ, {"DVC_ROOT": root}), store.naming_the_cure():
        store.open_store()
