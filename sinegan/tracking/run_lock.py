"""One writer of a run in MLflow at a time. The lock of a process that died is free."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from sinegan.errors import SineGanError
from sinegan.io import console
from sinegan.io.files import replacing
from sinegan.tracking import processes
from sinegan.tracking.processes import Process

PATIENCE = 20.0
"""Seconds that publishing waits for a process that follows a finished training, before it ends that process."""


class RunBusyError(SineGanError):
    """Another process writes the run, and must not be stopped; the text names it."""


class Writer(NamedTuple):
    """The process that holds a lock, and the training that it follows; the same one if it follows none."""

    process: Process
    training: Process


@contextmanager
def hold(folder: Path, key: str, training: Process | None = None, timeout: float = 0.0) -> Iterator[None]:
    """Be the one writer of the run of that key.

    Parameters
    ----------
    folder
        Where locks lie; one for all processes that share a store.
    key
        Of the run.
    training
        The process that is followed, if one is.
    timeout
        Seconds to wait for another writer.

    Raises
    ------
    filelock.Timeout
        The other writer is still at work.
    """
    with _lock(folder, key).acquire(timeout=timeout):
        me = processes.current()
        with replacing(_note(folder, key)) as partial:
            partial.write_text(f"{me} {training or me}")
        yield


@contextmanager
def take_over(folder: Path, key: str) -> Iterator[None]:
    """Be the one writer, in place of a process that still follows a finished training.

    Raises
    ------
    RunBusyError
        The training still runs, or somebody else publishes.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(folder, key))
        except Timeout:
            console.say(f"Waiting for process {writer(folder, key).process.pid}, which writes this run in MLflow")
            try:
                stack.enter_context(hold(folder, key, timeout=PATIENCE))
            except Timeout:
                _end(writer(folder, key))
                stack.enter_context(hold(folder, key, timeout=PATIENCE))
        yield


def is_held(folder: Path, key: str) -> bool:
    """Whether a process writes the run of that key now."""
    lock = _lock(folder, key)
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def writer(folder: Path, key: str) -> Writer:
    """Who took the lock last."""
    try:
        first, _, second = _note(folder, key).read_text().partition(" ")
    except OSError:
        first = second = ""
    return Writer(processes.parse(first), processes.parse(second))


def _end(other: Writer) -> None:
    """End a process that follows a training which is over: a stopped or stuck one would hold the lock for ever."""
    if other.process == other.training or other.training.is_running():
        raise RunBusyError(
            f"process {other.training.pid} still works on this run; wait for it or end it, then 'make publish'"
        )
    if other.process.is_running():
        with suppress(ProcessLookupError):
            os.kill(other.process.pid, signal.SIGKILL)


def _lock(folder: Path, key: str) -> FileLock:
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f"run-{key}.lock")


def _note(folder: Path, key: str) -> Path:
    return folder / f"run-{key}.txt"
