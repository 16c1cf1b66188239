"""Files through which a training reports its progress to another process: one folder per training.

``about.json`` identifies the training, ``rows.jsonl`` has one line per row of the history, ``snapshot-<step>.npz`` has
waves, and ``end.json`` the status at the end. The other process replies in ``messages.txt``.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.io import files, repository
from sinegan.io.redaction import redact
from sinegan.tracking import processes

ABOUT, ROWS, END, MESSAGES, STDERR = "about.json", "rows.jsonl", "end.json", "messages.txt", "stderr.txt"
_STALE_SECONDS = 600.0
"""After this time without a change, the feed of a training that has ended is removed."""


class Row(NamedTuple):
    """A row of the history.

    Attributes
    ----------
    step
        Counted from 1.
    time
        When it was written, in milliseconds since 1970.
    values
        By column.
    """

    step: int
    time: int
    values: dict[str, float]


def create(about: Mapping[str, Any]) -> Path:
    """Create the feed of this process's training, and return its folder; `about` is for the process that reads it."""
    _remove_stale()
    folder = repository.feeds() / f"{os.getpid()}-{time.time_ns()}"
    files.write_text(str(folder / ABOUT), json.dumps(about))
    return folder


def append_row(folder: Path, step: int, values: Mapping[str, float]) -> None:
    """Append a row, with the digits of history.csv: as few as identify a float32."""
    short = {name: float(str(np.float32(value))) for name, value in values.items()}
    with (folder / ROWS).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps([step, int(time.time() * 1000), short]) + "\n")


def read_rows(folder: Path) -> list[Row]:
    """Read all complete rows written so far."""
    return [Row(*json.loads(line)) for line in _complete_lines(folder / ROWS)]


def write_snapshot(folder: Path, step: int, waves: NDArray[np.float32]) -> None:
    """Write the waves ``(n, n_points)`` that were generated after that step."""
    files.write_arrays(str(folder / f"snapshot-{step:010}.npz"), {"waves": waves})


def take_snapshots(folder: Path) -> dict[int, NDArray[np.float32]]:
    """Read the snapshots by step, in order, and remove their files."""
    paths = sorted(folder.glob("snapshot-*.npz"))
    snapshots = {
        int(path.stem.removeprefix("snapshot-")): files.read_arrays(str(path), ["waves"])["waves"] for path in paths
    }
    for path in paths:
        path.unlink()
    return snapshots


def write_end(folder: Path, status: str) -> None:
    """Mark the training as ended, with one of MLflow's statuses."""
    files.write_json(str(folder / END), {"status": status})


def read_end(folder: Path) -> str | None:
    """The status with which the training ended; None while it is running."""
    return str(files.read_json(str(folder / END), ["status"])["status"]) if (folder / END).exists() else None


def write_message(folder: Path, text: str) -> None:
    """Append a line for the training to print."""
    with (folder / MESSAGES).open("a", encoding="utf-8") as stream:
        stream.write(redact(text) + "\n")


def read_messages(folder: Path) -> list[str]:
    """Read all complete lines written so far."""
    return list(_complete_lines(folder / MESSAGES))


def running() -> list[dict[str, Any]]:
    """What identifies each training that is running now: the content of ``about.json``."""
    paths = [path for path in repository.feeds().glob(f"[0-9]*-[0-9]*/{ABOUT}") if _is_current(path.parent)]
    return [about for about in map(_read_about, paths) if about is not None]


def _is_current(folder: Path) -> bool:
    return not (folder / END).exists() and _is_running(folder)


def _read_about(path: Path) -> dict[str, Any] | None:
    """The content of that ``about.json``; None if the feed was removed in the meantime."""
    try:
        return files.read_json(str(path), ["name", "key"])
    except files.FileProblemError:
        if path.exists():
            raise
        return None


def warning(reason: str) -> str:
    """The warning that a training is not logged live."""
    return (
        f"WARNING: this training is not logged to MLflow while it runs; its files are not affected: {reason}. "
        "Afterwards, 'make publish' completes the run."
    )


def remove(folder: Path) -> None:
    """Remove a feed that is no longer needed."""
    shutil.rmtree(folder, ignore_errors=True)


def _complete_lines(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return (line.removesuffix("\n") for line in text.splitlines(keepends=True) if line.endswith("\n"))


def _remove_stale() -> None:
    """Remove feeds left behind when both the training and the reading process were killed."""
    for folder in repository.feeds().glob("[0-9]*-[0-9]*"):
        with suppress(FileNotFoundError):  # another process is writing to this feed, or removing it
            changed = max((path.stat().st_mtime for path in folder.iterdir()), default=0.0)
            if time.time() - changed > _STALE_SECONDS and not _is_running(folder):
                remove(folder)


def _is_running(folder: Path) -> bool:
    """Whether the training's process exists; a later process with the same id started after the feed was created."""
    pid, _, created = folder.name.partition("-")
    return processes.runs_since(int(pid), int(created) / 1e9)
