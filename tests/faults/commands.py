"""A full disk and read-only folders, for every stage."""

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

from tests.faults.table import Row, row
from tests.fixtures.small_pipeline import environment, md5s

COMMANDS = {
    "generate": ("data",),
    "calibrate": ("reports",),
    "train": ("models", ".checkpoints"),
    "evaluate": ("reports", "models"),
    "report": ("reports",),
    "publish": ("models",),
}
"""The folders that each stage writes to, besides that of its lock."""
SIZE_LIMITS = (0, 20_000, 80_000, 200_000)
"""Bytes that a file may have when the disk is full."""
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1
_TIMEOUT = 300


def disk_full(folder: Path) -> Iterator[Row]:
    """Run each command with limits of the file size."""
    for command in COMMANDS:
        yield row(f"disk full: {command}", [problem(folder, command, limit_size(size)) for size in SIZE_LIMITS])


def read_only(folder: Path) -> Iterator[Row]:
    """Run each command with each of its folders read-only."""
    problems = []
    for command, subfolders in COMMANDS.items():
        for subfolder in (".locks", *subfolders):
            with _read_only(folder / subfolder):
                problems.append(problem(folder, command, _drop_override))
    yield row("read-only folder", problems)


def problem(folder: Path, command: str, before: Callable[[], None] = lambda: None) -> str | None:
    """Run a command; None if it succeeded or failed with one line of output, and all files are unchanged."""
    expected = contents(folder)
    try:
        process = subprocess.run(
            [sys.executable, "-m", f"stages.{command}"], cwd=folder, env=environment(), preexec_fn=before,
            capture_output=True, text=True, timeout=_TIMEOUT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"{command}: still running after {_TIMEOUT} seconds"
    handled = process.returncode == 0 or (process.returncode == 1 and "ERROR: " in process.stderr)
    if not handled or "Traceback" in process.stderr:
        return f"{command}: exit {process.returncode}: {process.stderr[-300:]}"
    if contents(folder) != expected:
        return f"{command}: files differ"
    return None


def contents(folder: Path) -> dict[str, bytes]:
    """The contents of all outputs, and of any partial file, which should not exist."""
    outputs = [folder / path for path in md5s(folder)]
    files = [inner for path in outputs for inner in ([path] if path.is_file() else sorted(path.rglob("*")))]
    return {str(path): path.read_bytes() for path in [*files, *folder.rglob(".partial-*")] if path.is_file()}


def limit_size(size: int) -> Callable[[], None]:
    """A function that limits the size of the files which the process can write, in bytes."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    existed = folder.is_dir()
    folder.mkdir(exist_ok=True)
    mode = folder.stat().st_mode
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(mode)
        if not existed:
            shutil.rmtree(folder)


def _drop_override() -> None:
    """Make file permissions apply to the superuser, too."""
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0):
        raise OSError("the superuser's capability could not be dropped; run it as another user")
