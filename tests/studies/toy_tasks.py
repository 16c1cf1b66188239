"""Tasks for tests of the cluster: module-level functions, since workers import them by name."""

import os
import signal
import time
from pathlib import Path
from typing import Any


def prepare() -> None:
    """Nothing to prepare."""


def scaled(task: float, shared: float) -> float:
    """Task times shared."""
    return task * shared


def fail_at_three(task: int, error: Exception) -> int:
    """Raises for 3."""
    if task == 3:
        raise error
    return task


def kill_the_first_worker(task: int, marker: str) -> int:
    """The first process that gets task 1 is killed."""
    if task == 1 and not Path(marker).exists():
        Path(marker).write_text(str(os.getpid()), encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def die(task: int, shared: Any) -> int:
    """Every process that gets this task is killed."""
    os.kill(os.getpid(), signal.SIGKILL)
    return task


def sleep(task: float, shared: Any) -> float:
    """Wait for `task` seconds."""
    time.sleep(task)
    return task


def threads(task: int, shared: Any) -> tuple[int, str]:
    """Process id, and the number of threads that its numeric libraries may use."""
    time.sleep(0.5)
    return os.getpid(), os.environ["OMP_NUM_THREADS"]
