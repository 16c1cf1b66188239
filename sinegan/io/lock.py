"""One process at a time: a second one, as beside a stage that outlived its ``dvc repro``, is told to wait."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sinegan.io.files import FileProblemError, replacing

FOLDER = ".locks"


class BusyError(FileProblemError):
    """Another process does the same in this folder."""


@contextmanager
def process_lock(name: str) -> Iterator[None]:
    """Keep other processes of that door out of this folder meanwhile; the lock of a killed one is void.

    Raises
    ------
    BusyError
        There is one; the text tells its process id.
    """
    lock, holder = FileLock(f"{FOLDER}/{name}", timeout=0), Path(f"{FOLDER}/{name}.pid")
    with replacing(holder) as partial:  # makes the folder, or tells why it cannot
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
    return f"another 'python -m stages.{name}' is at work in this folder{process}; wait for it or end it, then again"
