"""The files by which a training tells another process how it goes on: a folder for each training.

``about.json`` says which training it is; ``rows.jsonl`` has a line for each row; ``snapshot-<epoch>.npz`` has waves;
``end.json`` says how it ended. The other process answers in ``messages.txt``.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.io import files, repository

ABOUT, ROWS, END, MESSAGES, STDERR = "about.json", "rows.jsonl", "end.json", "messages.txt", "stderr.txt"
_OLD = 600.0
"""Seconds after which nobody reads the feed of a training that is over."""


class Row(NamedTuple):
    """A row of the history.

    Attributes
    ----------
    epoch
        Its number, from 1.
    time
        When it was there, in milliseconds since 1970.
    numbers
        By column.
    """

    epoch: int
    time: int
    numbers: dict[str, float]


def begin(about: Mapping[str, Any]) -> Path:
    """A new feed of this process's training; `about` is for the process that reads it."""
    _remove_old()
    folder = repository.feeds() / f"{os.getpid()}-{time.time_ns()}"
    files.write_text(str(folder / ABOUT), json.dumps(about))
    return folder


def append_row(folder: Path, epoch: int, numbers: Mapping[str, float]) -> None:
    """Add a row, in the digits of history.csv: as few as tell float32 numbers apart."""
    short = {name: float(str(np.float32(value))) for name, value in numbers.items()}
    with (folder / ROWS).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps([epoch, int(time.time() * 1000), short]) + "\n")


def read_rows(folder: Path) -> list[Row]:
    """All whole rows so far."""
    return [Row(*json.loads(line)) for line in _whole_lines(folder / ROWS)]


def write_snapshot(folder: Path, epoch: int, waves: NDArray[np.float32]) -> None:
    """Waves ``(n, n_points)`` as they are after that epoch."""
    files.write_arrays(str(folder / f"snapshot-{epoch:010}.npz"), {"waves": waves})


def take_snapshots(folder: Path) -> dict[int, NDArray[np.float32]]:
    """The snapshots by epoch, in order; their files are removed."""
    paths = sorted(folder.glob("snapshot-*.npz"))
    found = {
        int(path.stem.removeprefix("snapshot-")): files.read_arrays(str(path), ["waves"])["waves"] for path in paths
    }
    for path in paths:
        path.unlink()
    return found


def _epoch(path: Path) -> int:
    return int(path.stem.removeprefix("snapshot-"))


def write_end(folder: Path, status: str) -> None:
    """The training is over, with one of MLflow's statuses."""
    files.write_json(str(folder / END), {"status": status})


def read_end(folder: Path) -> str | None:
    """How the training ended; None before."""
    return str(files.read_json(str(folder / END), ["status"])["status"]) if (folder / END).exists() else None


def write_message(folder: Path, text: str) -> None:
    """A line that the training shall print."""
    with (folder / MESSAGES).open("a", encoding="utf-8") as stream:
        stream.write(text + "\n")


def read_messages(folder: Path) -> list[str]:
    """All lines so far."""
    return list(_whole_lines(folder / MESSAGES))


def remove(folder: Path) -> None:
    """Nobody needs it any more."""
    shutil.rmtree(folder, ignore_errors=True)


def _whole_lines(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return (line.removesuffix("\n") for line in text.splitlines(keepends=True) if line.endswith("\n"))


def _remove_old() -> None:
    """Remove what is left of trainings and readers that were both killed."""
    for folder in repository.feeds().glob("[0-9]*-[0-9]*"):
        changed = max((path.stat().st_mtime for path in folder.iterdir()), default=0.0)
        if time.time() - changed > _OLD and not _runs(int(folder.name.partition("-")[0])):
            remove(folder)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
