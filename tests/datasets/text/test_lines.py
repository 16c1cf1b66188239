"""The encoding of a text file, and its lines with their numbers."""

import io
from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.text import lines


def encoding(folder: Path, content: bytes) -> str:
    (folder / "a.csv").write_bytes(content)
    return lines.encoding(str(folder / "a.csv"))


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(name: str, tmp_path: Path) -> None:
    assert encoding(tmp_path, "Größe\n1\n".encode(name)) == name


def test_what_is_not_utf_8_is_latin_1(tmp_path: Path) -> None:
    assert encoding(tmp_path, "Größe\n1\n".encode("latin-1")) == "latin-1"
    assert encoding(tmp_path, ("a" * 65_535 + "ö").encode()) == "utf-8", "a character that the sample cuts"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04", "a zip archive, as Excel workbooks and .npz files are"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Excel workbook"),
        (b"\x1f\x8b\x08", "compressed by gzip: unpack it"),
        (b"PAR1", "a Parquet file: name it .parquet"),
        (b"\x93NUMPY", "a NumPy array: name it .npy"),
        (b"0,\x00", "holds zero bytes and is no text"),
    ],
)
def test_other_formats_are_named(content: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(BadSeriesError, match=what):
        encoding(tmp_path, content)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_BYTES", 3)
    with pytest.raises(BadSeriesError, match=r"has 4 bytes of text, more than 3; save it as \.npy or \.parquet"):
        encoding(tmp_path, b"1,2\n")


def test_lines_that_are_not_blank_keep_their_numbers() -> None:
    stream = io.StringIO("a\n\n  \t\nb\n\nc")
    assert [tuple(line) for line in lines.numbered(stream, "f")] == [(1, "a"), (4, "b"), (6, "c")]


def test_an_endless_line_is_refused_without_reading_it_whole() -> None:
    stream = io.StringIO("1,2\n" + "9" * (lines.MAX_LINE + 1_000_000))
    with pytest.raises(BadSeriesError, match=r"f, line 2 is longer than 2,000,000 characters; give one row per line"):
        list(lines.numbered(stream, "f"))
    assert stream.tell() <= lines.MAX_LINE + 4


def test_bytes_of_another_encoding_are_reported_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"1,2\n" * 50_000 + b"\xff,2\n" + b"1,2\n" * 9)
    with (tmp_path / "a.csv").open(encoding="utf-8") as stream, pytest.raises(BadSeriesError) as caught:
        list(lines.numbered(stream, "a.csv"))
    assert "not utf-8 text" in str(caught.value)
    assert "save it as UTF-8" in str(caught.value)
    assert np.isclose(int(str(caught.value).split("after line ")[1].split(":")[0]), 50_000, atol=3_000)
