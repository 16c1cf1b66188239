"""Lines of a text file of any usual encoding, numbered, in memory that does not grow with the file."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from sinegan.datasets.errors import BadSeriesError

MAX_BYTES = 4 * 2**30
MAX_LINE = 2_000_000
"""Characters."""
_HEAD = 65_536
_MARKS = {  # those of UTF-32 begin with those of UTF-16
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FORMATS = {
    b"PK\x03\x04": "a zip archive, as Excel workbooks and .npz files are: export the table as CSV, or name it .npz",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: export the table as CSV",
    b"\x1f\x8b": "compressed by gzip: unpack it with gunzip",
    b"BZh": "compressed by bzip2: unpack it with bunzip2",
    b"\xfd7zXZ": "compressed by xz: unpack it with unxz",
    b"PAR1": "a Parquet file: name it .parquet",
    b"\x93NUMPY": "a NumPy array: name it .npy",
    b"\x89HDF": "an HDF5 file: save one array with numpy.save",
    b"RIFF": "a sound or video file: save its samples with numpy.save",
    b"%PDF": "a PDF: export the table as CSV",
}


class Line(NamedTuple):
    """A line that is not blank, without its end, and its number in the file, from 1."""

    number: int
    text: str


def encoding(path: str) -> str:
    """The encoding of a text file: by its byte order mark, or else UTF-8 or Latin-1.

    Raises
    ------
    BadSeriesError
        It is no text, or too large.
    OSError
        It cannot be read.
    """
    size = Path(path).stat().st_size
    with Path(path).open("rb") as stream:
        head = stream.read(_HEAD)
    if size > MAX_BYTES:
        raise BadSeriesError(f"{path} has {size:,} bytes of text, more than {MAX_BYTES:,}; save it as .npy or .parquet")
    for start, what in _FORMATS.items():
        if head.startswith(start):
            raise BadSeriesError(f"{path} is {what}")
    for mark, name in _MARKS.items():
        if head.startswith(mark):
            return name
    if b"\0" in head:
        raise BadSeriesError(f"{path} holds zero bytes and is no text; save it as UTF-8 text, .npy or .parquet")
    return "utf-8" if _is_utf8(head) else "latin-1"


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return True


def numbered(stream: IO[str], path: str) -> Iterator[Line]:
    """The lines that are not blank; raises BadSeriesError for a line without end, or of another encoding."""
    number = 0
    while True:
        try:
            text = stream.readline(MAX_LINE)
        except UnicodeDecodeError as error:
            place = f"{path}, after line {number}"
            raise BadSeriesError(f"{place}: not {error.encoding} text ({error.reason}); save it as UTF-8") from error
        if not text:
            return
        number += 1
        if len(text) >= MAX_LINE:
            raise BadSeriesError(f"{path}, line {number} is longer than {MAX_LINE:,} characters; give one row per line")
        if text.strip(" \t\r\n\0"):
            yield Line(number, text.rstrip("\r\n"))
