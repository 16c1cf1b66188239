"""Invalid files of every kind are refused with their name; text and copies."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sinegan.io import files
from tests.io.file_kinds import ARRAYS, READERS, WRITERS, assert_refused, each_kind, each_reader


@each_reader
def test_a_missing_file_is_refused(tmp_path: Path, reader: Callable[[str], Any]) -> None:
    assert_refused(reader, tmp_path / "absent")


@each_reader
def test_a_folder_is_refused(tmp_path: Path, reader: Callable[[str], Any]) -> None:
    assert_refused(reader, tmp_path)


@each_reader
@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"plain text\nin lines\n", b"\xff\xfe\x00", b"PK\x03\x04", pickle.dumps([1, 2]), b"[" * 99_999],
    ids=["empty", "blank", "text", "binary", "head of a zip", "pickle", "brackets"],
)
def test_other_content_is_refused(tmp_path: Path, reader: Callable[[str], Any], content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert_refused(reader, tmp_path / "file")


@each_kind
def test_files_of_another_kind_are_refused(tmp_path: Path, kind: str) -> None:
    compatible = {"json": {"json", "model"}}
    for other in WRITERS.keys() - compatible.get(kind, {kind}):
        path = tmp_path / f"{other}.npz"
        WRITERS[other](str(path))
        assert_refused(READERS[kind], path)


@each_kind
def test_a_truncated_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file.npz"
    WRITERS[kind](str(path))
    content = path.read_bytes()
    READERS[kind](str(path))
    for length in range(0, len(content), 5 if kind == "arrays" else 1):
        # A table truncated between two rows is a shorter table; JSON without its last line break is valid.
        harmless = {"table": content[:length].count(b"\n") > 1 and content[:length].endswith(b"\n")}
        if harmless.get(kind, content[length:] == b"\n"):
            continue
        path.write_bytes(content[:length])
        assert_refused(READERS[kind], path)


def test_missing_arrays_and_keys_are_refused(tmp_path: Path) -> None:
    files.write_arrays(str(tmp_path / "a.npz"), ARRAYS)
    files.write_json(str(tmp_path / "a.json"), {"scores": 1})
    assert set(files.read_arrays(str(tmp_path / "a.npz"), ("waves", "valid"))) == set(ARRAYS)
    assert files.read_json(str(tmp_path / "a.json"), ("scores",)) == {"scores": 1}
    assert_refused(lambda path: files.read_arrays(path, ("waves", "spectra")), tmp_path / "a.npz")
    assert_refused(lambda path: files.read_json(path, ("scores", "recipe")), tmp_path / "a.json")


def test_text_survives_a_round_trip_and_a_missing_or_binary_file_is_refused(tmp_path: Path) -> None:
    files.write_text(str(tmp_path / "a.md"), "ω\n")
    assert files.read_text(str(tmp_path / "a.md")) == "ω\n"
    (tmp_path / "b.md").write_bytes(b"\xff\xfe")
    for name in ("b.md", "absent.md"):
        assert_refused(files.read_text, tmp_path / name)


def test_a_copy_has_the_same_bytes_and_a_missing_source_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1\r\n2")
    files.copy(str(tmp_path / "a"), str(tmp_path / "folder/b"))
    assert (tmp_path / "folder/b").read_bytes() == b"1\r\n2"
    assert_refused(lambda path: files.copy(path, str(tmp_path / "c")), tmp_path / "absent")
    assert not (tmp_path / "c").exists()
