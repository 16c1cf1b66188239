"""Read and write waves in ``.npy``, ``.npz`` and CSV files, one wave per row."""

import csv
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.numpy_files import file_of, read_npy, read_npz
from sinegan.io.files import FileProblemError, replacing, short
from sinegan.io.repository import root


def load_user_waves(source: str | None, folder: str) -> NDArray[np.float64] | None:
    """The waves of the file ``waves.source``, ``(n, n_points)``; None if it is not set.

    Raises
    ------
    FileProblemError
        The file is not in `folder`, which is a dependency in dvc.yaml; or as for `read`.
    """
    if source is None:
        return None
    if Path(folder).resolve() not in Path(source).resolve().parents:
        raise FileProblemError(f"waves.source = {source!r} is not in {folder}/, which DVC watches; move it there")
    file = file_of(source)
    if not Path(file).exists() and (root() / file).exists():
        raise FileProblemError(
            f"{file} is not in DVC's temporary copy, which holds only files that git or DVC knows; "
            f"run 'git add -N {file}' (or 'dvc add {file}' and 'git add {file}.dvc'), then this command again"
        )
    return read(source)


def read(path: str) -> NDArray[np.float64]:
    """Waves ``(n, n_points)``, one per row.

    Parameters
    ----------
    path
        Of a ``.npy`` array; of an ``.npz`` archive with a single array of that shape, or with its key as in
        ``waves.npz:pool``; or else of CSV: numbers separated by commas, without a header.

    Raises
    ------
    FileProblemError
        The file does not hold rows of equally many finite numbers; the message names the first bad place.
    """
    suffix = Path(file_of(path)).suffix.lower()
    read_format = {".npy": read_npy, ".npz": read_npz}.get(suffix, _read_csv)
    try:
        waves = read_format(path)
    except OSError as error:
        reason = error.strerror or error
        raise FileProblemError(f"{path} cannot be read ({reason}); name a .npy, .npz or CSV file") from error
    bad = np.argwhere(~np.isfinite(waves))
    if len(bad):
        row, point = bad[0]
        raise FileProblemError(f"{path}: wave {row + 1}, point {point + 1} is {waves[row, point]}; give finite numbers")
    return waves


def _read_csv(path: str) -> NDArray[np.float64]:
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as stream:
            rows = [_numbers(path, line, row) for line, row in enumerate(csv.reader(stream), start=1) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileProblemError(
            f"{path} is not a CSV file ({short(error)}); give numbers separated by commas"
        ) from error
    if not rows:
        raise FileProblemError(f"{path} holds no waves; give one per line")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            lengths = f"wave {number} has {len(row)} points, wave 1 has {len(rows[0])}"
            raise FileProblemError(f"{path}: {lengths}; give equally many")
    return np.stack(rows)


def _numbers(path: str, line: int, row: list[str]) -> NDArray[np.float64]:
    """A row as an array: a list of Python numbers would take four times the memory."""
    try:
        return np.array([float(cell) for cell in row])
    except ValueError as error:
        raise FileProblemError(f"{path}, line {line}: {short(error)}; give numbers only, without a header") from error


def write(path: str | None, shape: tuple[int, int], blocks: Iterable[NDArray[np.float32]]) -> None:
    """Write waves block by block, in memory that does not grow with their number.

    Parameters
    ----------
    path
        ``.npy``, or else CSV with as many digits as float32 has. None for CSV on stdout.
    shape
        Of all waves, ``(n, n_points)``.
    blocks
        Waves, float32 ``(any, n_points)``, `n` in total.

    Raises
    ------
    FileProblemError
        The file cannot be written; no partial file is left.
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
    except BrokenPipeError:  # the reader, such as ``head``, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # otherwise Python warns at exit
