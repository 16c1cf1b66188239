"""A full disk and read-only folders, before every stage."""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.told import Told, told
from tests.small_pipeline import environment, md5s

DOORS = {
    "generate": ("data",),
    "calibrate": ("reports",),
    "train": ("models", ".checkpoints"),
    "evaluate": ("reports", "models"),
    "report": ("reports",),
    "publish": ("models",),
}
"""Where each writes, beside its lock."""
ROOMS = (0, 20_000, 80_000, 200_000)
"""Bytes that a file may have when the disk is full."""
_DROP_FROM_BOUNDING_SET, _OVERRIDE_RIGHTS = 24, 1
_SECONDS = 300


def disk_full(folder: Path) -> Iterator[Told]:
    """Each door, under limits of the size of any file."""
    for door in DOORS:
        yield told(f"disk full: {door}", [trouble(folder, door, limited(room)) for room in ROOMS])


def read_only(folder: Path) -> Iterator[Told]:
    """Each door, where a folder that it writes to may not be written to."""
    troubles = []
    for door, places in DOORS.items():
        for place in (".locks", *places):
            with _unwritable(folder / place):
                troubles.append(trouble(folder, door, _without_override))
    yield told("read-only folder", troubles)


def trouble(folder: Path, door: str, before: Callable[[], None] = lambda: None) -> str | None:
    """Run it: None if it ended well, or in one line with a cure; and all files are whole, and those that were there."""
    expected = contents(folder)
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"stages.{door}"], cwd=folder, env=environment(), preexec_fn=before,
            capture_output=True, text=True, timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"{door}: no end after {_SECONDS} seconds"
    named = done.returncode == 0 or (done.returncode == 1 and "ERROR: " in done.stderr)
    if not named or "Traceback" in done.stderr:
        return f"{door}: exit {done.returncode}: {done.stderr[-300:]}"
    if contents(folder) != expected:
        return f"{door}: other files than before"
    return None


def contents(folder: Path) -> dict[str, bytes]:
    """All outputs, and what should not be there."""
    found = [folder / path for path in md5s(folder)]
    files = [inner for path in found for inner in ([path] if path.is_file() else sorted(path.rglob("*")))]
    return {str(path): path.read_bytes() for path in [*files, *folder.rglob(".partial-*")] if path.is_file()}


def limited(room: int) -> Callable[[], None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return limit


@contextmanager
def _unwritable(folder: Path) -> Iterator[None]:
    there = folder.is_dir()
    folder.mkdir(exist_ok=True)
    rights = folder.stat().st_mode
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(rights)
        if not there:
            shutil.rmtree(folder)


def _without_override() -> None:
    """Let file rights hold for the superuser, too."""
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, _OVERRIDE_RIGHTS, 0, 0, 0):
        raise OSError("the superuser's rights could not be taken; run it as another user")
