"""Kill a process while it creates a store; the next command must find the store absent or complete."""

import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from sinegan.tracking import store
from tests.faults.table import Row, row

OPENINGS, _TIMEOUT = 40, 60


def open_in_process(root: str) -> None:
    """Open the store in that folder, as every command does first."""
    os.environ["DVC_ROOT"] = root
    store.open_store()


def store_openings_killed(_: Path) -> Iterator[Row]:
    """Kill at random moments within the time that creating a store takes."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["sinegan.tracking.store"])
    draw, duration = random.Random(5), _seconds_of_an_opening()  # noqa: S311
    yield row(
        "creation of a new MLflow store killed (-9) at a random moment, then the next command",
        [_kill_opening(processes, draw.uniform(0, duration)) for _ in range(OPENINGS)],
    )


def _seconds_of_an_opening() -> float:
    with tempfile.TemporaryDirectory() as root:
        start = time.monotonic()
        _open(root)
        return time.monotonic() - start


def _kill_opening(processes: multiprocessing.context.ForkServerContext, after: float) -> str | None:
    with tempfile.TemporaryDirectory() as root:
        process = processes.Process(target=open_in_process, args=(root,))
        process.start()
        until = time.monotonic() + _TIMEOUT
        while not any(Path(root).iterdir()) and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(after)
        process.kill()
        process.join()
        try:
            _open(root)
        except store.TrackingError as error:
            return str(error)
        names = sorted(path.name for path in Path(root).glob("*mlflow.db*"))
        return None if names == ["mlflow.db", "mlflow.db.lock"] else f"files: {names}"


def _open(root: str) -> None:
    os.environ.pop("MLFLOW_TRACKING_URI", None)  # MLflow sets it
    with patch.dict(os.environ, {"DVC_ROOT": root}), store.mlflow_errors():
        store.open_store()
