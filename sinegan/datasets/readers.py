"""Waves in files that other programs read and write: ``.npy`` and CSV, one wave per row."""

import csv
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from sinegan.io.files import FileProblemError, replacing, short
from sinegan.io.npz import UNREADABLE, load_npy


def brought(source: str | None, folder: str) -> NDArray[np.float64] | None:
    """Waves of the file that ``waves.source`` names; None if it names none.

    Raises
    ------
    FileProblemError
        It is not in `folder`, which DVC watches for changes; or as `read`.
    """
    if source is None:
        return None
    if Path(folder).resolve() not in Path(source).resolve().parents:
        raise FileProblemError(f"waves.source = {source!r} is not in {folder}/, which DVC watches; put it there")
    return read(source)


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
        waves = load_npy(Path(path))
    except OSError:
        raise
    except UNREADABLE as error:
        raise FileProblemError(f"{path} is no plain .npy array ({short(error)}); write it with numpy.save") from error
    if waves.ndim != 2 or waves.dtype.kind not in "fiu":
        found = f"{waves.dtype} {waves.shape}"
        raise FileProblemError(f"{path} holds {found}; give real numbers of shape (n, n_points), one wave per row")
    return waves.astype(np.float64)


def _read_csv(path: str) -> NDArray[np.float64]:
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as stream:
            rows = [_numbers(path, line, row) for line, row in enumerate(csv.reader(stream), start=1) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileProblemError(f"{path} is no CSV text ({short(error)}); give numbers separated by commas") from error
    if not rows:
        raise FileProblemError(f"{path} holds no wave; give one per line")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            found = f"wave {number} has {len(row)} points, wave 1 has {len(rows[0])}"
            raise FileProblemError(f"{path}: {found}; give equally many")
    return np.stack(rows)


def _numbers(path: str, line: int, row: list[str]) -> NDArray[np.float64]:
    """A row as an array: Python's own numbers would take four times the memory."""
    try:
        return np.array([float(cell) for cell in row])
    except ValueError as error:
        raise FileProblemError(f"{path}, line {line}: {short(error)}; give numbers only, without a header") from error


def write(path: str | None, shape: tuple[int, int], blocks: Iterable[NDArray[np.float32]]) -> None:
    """Write waves block by block, in memory that does not grow with their number.

    Parameters
    ----------
    path
        ``.npy``, or else CSV with as many digits as tell float32 numbers apart; None for CSV to stdout.
    shape
        Of all waves together, ``(n, n_points)``.
    blocks
        Waves, float32 ``(any number, n_points)``, `n` in all.

    Raises
    ------
    FileProblemError
        The file cannot be written; none is left.
    """
    if path is None:
        _write_stdout(blocks)
        return
    with replacing(path) as partial, partial.open("wb") as stream:
        if Path(path).suffix.lower() == ".npy":
            header = {"descr": "<f4", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(stream, header)
            for block in blocks:
                stream.write(block.astype("<f4").tobytes())
        else:
            _write_csv(stream, blocks)


def _write_csv(stream: IO[bytes], blocks: Iterable[NDArray[np.float32]]) -> None:
    for block in blocks:
        np.savetxt(stream, block, fmt="%.9g", delimiter=",")


def _write_stdout(blocks: Iterable[NDArray[np.float32]]) -> None:
    try:
        _write_csv(sys.stdout.buffer, blocks)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, as ``head``, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it ends
