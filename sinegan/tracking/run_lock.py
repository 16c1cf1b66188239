"""One writer per MLflow run at a time. The lock of a process that died is released by the system."""

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

TIMEOUT = 20.0
"""Seconds that publishing waits for the logging process of a finished training, before it kills that process."""


class RunBusyError(SineGanError):
    """Another process writes the run and must not be stopped; the message names it."""


class Writer(NamedTuple):
    """The process that holds a lock, and the training that it logs; the same process if it does not log one."""

    process: Process
    training: Process


@contextmanager
def hold(folder: Path, key: str, training: Process | None = None, timeout: float = 0.0) -> Iterator[None]:
    """Hold the lock of the run with that key.

    Parameters
    ----------
    folder
        Of the locks; the same for all processes of a clone. Those of other clones are not kept out.
    key
        Of the run.
    training
        The process whose training is logged, if any.
    timeout
        Seconds to wait for another writer.

    Raises
    ------
    filelock.Timeout
        The other writer has not finished.
    """
    with _lock(folder, key).acquire(timeout=timeout):
        this_process = processes.current()
        with replacing(_writer_file(folder, key)) as partial:
            partial.write_text(f"{this_process} {training or this_process}")
        yield


@contextmanager
def take_over(folder: Path, key: str) -> Iterator[None]:
    """Hold the lock, if necessary by killing the process that still logs a training that has ended.

    Raises
    ------
    RunBusyError
        The training is still running, or another process is publishing.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(folder, key))
        except Timeout:
            console.echo(f"Waiting for process {writer(folder, key).process.pid}, which is writing this MLflow run")
            try:
                stack.enter_context(hold(folder, key, timeout=TIMEOUT))
            except Timeout:
                _kill(writer(folder, key))
                stack.enter_context(hold(folder, key, timeout=TIMEOUT))
        yield


def is_held(folder: Path, key: str) -> bool:
    """Whether a process is writing the run with that key."""
    lock = _lock(folder, key)
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def writer(folder: Path, key: str) -> Writer:
    """The last process that took the lock."""
    try:
        process, _, training = _writer_file(folder, key).read_text().partition(" ")
    except OSError:
        process = training = ""
    return Writer(processes.parse(process), processes.parse(training))


def _kill(other: Writer) -> None:
    """Kill the logging process of a training that has ended: a stopped or hanging one would hold the lock forever."""
    if other.process == other.training or other.training.is_running():
        raise RunBusyError(
            f"process {other.training.pid} is still using this run; wait for it or end it, then run 'make publish'"
        )
    if other.process.is_running():
        with suppress(ProcessLookupError):
            os.kill(other.process.pid, signal.SIGKILL)


def _lock(folder: Path, key: str) -> FileLock:
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f"run-{key}.lock")


def _writer_file(folder: Path, key: str) -> Path:
    return folder / f"run-{key}.txt"
