"""Read waves that someone else drew, from ``.npy`` or CSV."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stages.outside.files import NO_ARCHIVE, FileProblemError


def read(path: str) -> NDArray[np.float64]:
    """Waves ``(n, n_points)``, one per row; a ``.npy`` array, or else numbers separated by commas, without a header.

    Raises
    ------
    FileProblemError
        The file cannot be read as rows of equally many finite numbers; the text names the first bad place.
    """
    try:
        waves = _read_npy(path) if Path(path).suffix.lower() == ".npy" else _read_csv(path)
    except OSError as error:
        raise FileProblemError(f"{path} cannot be read ({error.strerror or error}); name a .npy or CSV file") from error
    bad = np.argwhere(~np.isfinite(waves))
    if len(bad):
        row, point = bad[0]
        raise FileProblemError(f"{path}: wave {row + 1}, point {point + 1} is {waves[row, point]}; give finite numbers")
    return waves


def _read_npy(path: str) -> NDArray[np.float64]:
    try:
        with Path(path).open("rb") as stream:
            waves = np.load(stream, allow_pickle=False)
    except OSError:
        raise
    except NO_ARCHIVE as error:
        said = " ".join(str(error).split())
        raise FileProblemError(f"{path} is no plain .npy array ({said}); write it with numpy.save") from error
    if not isinstance(waves, np.ndarray) or waves.ndim != 2 or waves.dtype.kind not in "fiu":
        found = f"{waves.dtype} {waves.shape}" if isinstance(waves, np.ndarray) else "an archive of arrays"
        raise FileProblemError(f"{path} holds {found}; give real numbers of shape (n, n_points), one wave per row")
    return waves.astype(np.float64)


def _read_csv(path: str) -> NDArray[np.float64]:
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as stream:
            rows = [_numbers(path, line, row) for line, row in enumerate(csv.reader(stream), start=1) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileProblemError(f"{path} is no CSV text ({error}); give numbers separated by commas") from error
    if not rows:
        raise FileProblemError(f"{path} holds no wave; give one per line")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            found = f"wave {number} has {len(row)} points, wave 1 has {len(rows[0])}"
            raise FileProblemError(f"{path}: {found}; give equally many")
    return np.array(rows, dtype=np.float64)


def _numbers(path: str, line: int, row: list[str]) -> list[float]:
    try:
        return [float(cell) for cell in row]
    except ValueError as error:
        raise FileProblemError(f"{path}, line {line}: {error}; give numbers only, without a header") from error
