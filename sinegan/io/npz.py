"""Read and write NumPy files: sizes are checked before memory is allocated, and pickled objects are refused."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from tokenize import TokenError
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

MAX_BYTES = 8 * 2**30
"""Limit for all arrays in one file: more than the parameters allow."""

_UNIX, _MOST_HEADER = 3, 2**16

UNREADABLE = (
    *(OSError, ValueError, EOFError, KeyError, TypeError, RuntimeError, MemoryError, SyntaxError, OverflowError),
    *(NotImplementedError, TokenError, zipfile.BadZipFile, zlib.error),
)
"""What NumPy and its zip reader raise for invalid files."""


def save_npz(target: Path | io.BytesIO, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write an uncompressed ``.npz`` whose bytes depend on the arrays alone.

    `numpy.savez` forces ZIP64 headers, whose bytes differ between versions of Python.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy")  # dated 1980
            member.create_system = _UNIX
            member.file_size = array.nbytes + _MOST_HEADER  # from 2 GiB on, the archive does need ZIP64
            with archive.open(member, "w") as stream:
                np.lib.format.write_array(stream, np.asanyarray(array), allow_pickle=False)


def load_npz(source: Path | io.BytesIO) -> dict[str, NDArray[Any]]:
    """All arrays of an ``.npz``; raises one of `UNREADABLE` if it is invalid, or declares more bytes than it holds."""
    with zipfile.ZipFile(source) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        if total > MAX_BYTES:
            raise ValueError(f"its arrays need {total:,} bytes; at most {MAX_BYTES:,} are read")
        for member in members:
            with archive.open(member) as stream:
                _check_header(stream, member.file_size, member.filename)
    if isinstance(source, io.BytesIO):
        source.seek(0)
    with np.load(source, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def load_npy(path: Path) -> NDArray[Any]:
    """The array of a ``.npy`` file; raises as `load_npz` does."""
    with path.open("rb") as stream:
        if stream.read(2) == b"PK":
            raise ValueError("it is an archive of arrays")
        stream.seek(0)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ValueError(f"it has {size:,} bytes; at most {MAX_BYTES:,} are read")
        _check_header(stream, size, path.name)
        stream.seek(0)
        array: NDArray[Any] = np.load(stream, allow_pickle=False)
        return array


def _check_header(stream: IO[bytes], size: int, name: str) -> None:
    """NumPy allocates what a header declares before it checks the size of the file."""
    major, _ = np.lib.format.read_magic(stream)
    read = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(stream)
    if dtype.hasobject:
        raise ValueError(f"{name} holds Python objects, which are not read")
    declared = int(np.prod(shape, dtype=object)) * dtype.itemsize
    if not 0 <= declared <= size:
        raise ValueError(f"{name} declares {declared:,} bytes in a file of {size:,}")
