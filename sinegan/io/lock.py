"""One process per command at a time; for instance, a stage may outlive its ``dvc repro``."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sinegan.io.files import FileProblemError, replacing

FOLDER = ".locks"


class BusyError(FileProblemError):
    """Another process runs the same command in this folder."""


@contextmanager
def process_lock(name: str) -> Iterator[None]:
    """Hold the lock of a command in this folder. The lock of a killed process is released by the system.

    Raises
    ------
    BusyError
        Another process holds it; the message names its process id.
    """
    lock, holder = FileLock(f"{FOLDER}/{name}", timeout=0), Path(f"{FOLDER}/{name}.pid")
    with replacing(holder) as partial:  # creates the folder, or fails with the reason
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError(_busy(name, holder)) from error
        partial.write_text(str(os.getpid()))
    try:
        yield
    finally:
        lock.release()


def _busy(name: str, holder: Path) -> str:
    try:
        process = f" (process {int(holder.read_text())})"
    except (OSError, ValueError):
        process = ""
    return f"another 'python -m stages.{name}' is running in this folder{process}; wait for it or end it"
