"""Write series to ``.npy`` and text files, in memory that does not grow with their number."""

import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.errors import UnknownSuffixError
from sinegan.io.files import replacing

_FORMAT = "%.9g"
"""As many digits as float32 has."""
_ARRAY = ".npy"
_SEPARATORS = {".csv": ",", ".tsv": "\t", ".txt": ","}
"""Of the columns of text files, by their suffix."""

Blocks = Iterable[NDArray[np.float32]]


def check_suffix(path: str) -> None:
    """Raise UnknownSuffixError if `write` has no format for the suffix, such as ``.parquet``."""
    if _suffix(path) not in {_ARRAY, *_SEPARATORS}:
        raise UnknownSuffixError(
            f"{path}: the suffix tells the format to write; give the file one of {', '.join([_ARRAY, *_SEPARATORS])}"
        )


def write(path: str | None, n: int, shape: tuple[int, ...], blocks: Blocks, columns: Sequence[str] | None) -> None:
    """Write series block by block.

    Parameters
    ----------
    path
        ``.npy``; or text, ``.csv`` and ``.txt`` with commas, ``.tsv`` with tabs: a row for each series, or, if there
        are several channels, a row for each point, with the number of the series in a first column ``series``. None
        for CSV on stdout.
    n, shape
        Number of series, and shape of each: ``(n_points,)`` or ``(n_points, n_channels)``.
    blocks
        Series, float32 ``(any, *shape)``, `n` in total.
    columns
        Names for a header: of the channels, or of the points if there is one channel. None for no names.

    Raises
    ------
    UnknownSuffixError
        The file has another suffix.
    FileProblemError
        The file cannot be written; no partial file is left.
    """
    if path is None:
        _write_stdout(shape, blocks, columns)
        return
    check_suffix(path)
    with replacing(path) as partial, partial.open("wb") as stream:
        if _suffix(path) == _ARRAY:
            header = {"descr": "<f4", "fortran_order": False, "shape": (n, *shape)}
            np.lib.format.write_array_header_1_0(stream, header)
            for block in blocks:
                stream.write(np.ascontiguousarray(block, "<f4").tobytes())
        else:
            _write_text(stream, shape, blocks, columns, _SEPARATORS[_suffix(path)])


def _suffix(path: str) -> str:
    return Path(path).suffix.lower()


def _write_text(
    stream: IO[bytes], shape: tuple[int, ...], blocks: Blocks, columns: Sequence[str] | None, separator: str
) -> None:
    if len(shape) > 1:
        _write_long(stream, shape, blocks, columns, separator)
        return
    if columns is not None:
        stream.write(_header(columns, separator))
    for block in blocks:
        np.savetxt(stream, block, fmt=_FORMAT, delimiter=separator)


def _write_long(
    stream: IO[bytes], shape: tuple[int, ...], blocks: Blocks, columns: Sequence[str] | None, separator: str
) -> None:
    n_points, n_channels = shape
    names = columns or [f"channel {number + 1}" for number in range(n_channels)]
    stream.write(_header(["series", *names], separator))
    first = 0
    for block in blocks:
        numbers = np.repeat(np.arange(first, first + len(block)), n_points)
        rows = np.column_stack([numbers, block.reshape(-1, n_channels)])
        np.savetxt(stream, rows, fmt=["%d", *[_FORMAT] * n_channels], delimiter=separator)
        first += len(block)


def _header(names: Sequence[str], separator: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerow(names)
    return text.getvalue().encode()


def _write_stdout(shape: tuple[int, ...], blocks: Blocks, columns: Sequence[str] | None) -> None:
    try:
        _write_text(sys.stdout.buffer, shape, blocks, columns, ",")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as ``head``, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # otherwise Python warns at exit
