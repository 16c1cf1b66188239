"""Files are written atomically, and invalid ones are refused with their name."""

import io
import json
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sinegan.io import files
from sinegan.io.files import FileProblemError
from sinegan.reporting.options import Report

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ("loss", "accuracy")
ARRAYS = {"waves": np.arange(6, dtype=np.float32).reshape(2, 3), "step": np.array(0.1), "valid": np.array([True])}
READERS: dict[str, Callable[[str], Any]] = {
    "arrays": files.read_arrays,
    "json": files.read_json,
    "table": lambda path: files.read_table(path, COLUMNS),
    "model": lambda path: files.read_model(path, Report),
}
WRITERS: dict[str, Callable[[str], None]] = {
    "arrays": lambda path: files.write_arrays(path, ARRAYS),
    "json": lambda path: files.write_json(path, {"scores": [1.5, 2]}),
    "table": lambda path: files.write_table(path, COLUMNS, np.array([[0.5, 0.25], [0.125, 1.0]])),
    "model": lambda path: files.write_json(path, {"seed": 2026}),
}
each_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
each_kind = pytest.mark.parametrize("kind", READERS)


def assert_refused(reader: Callable[[str], Any], path: Path) -> None:
    with pytest.raises(FileProblemError) as caught:
        reader(str(path))
    message = str(caught.value)
    assert message.startswith(f"{path} is not readable as ")
    assert message.endswith("; remove it and run 'dvc repro'")
    assert "\n" not in message


def write_half(target: Path, error: BaseException) -> None:
    with files.replacing(target) as partial:
        partial.write_text("half of the n")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OSError])
def test_after_an_error_only_the_old_file_is_left(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")
    with pytest.raises((error, FileProblemError)):
        write_half(target, error("while writing"))
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
    assert target.read_text() == "old"


def test_the_old_file_stays_until_writing_ends(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")
    with files.replacing(target) as partial:
        partial.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["generator.weights.h5", "train.npz", "report.md"])
def test_the_partial_file_is_hidden_in_the_same_folder_with_the_same_suffix(tmp_path: Path, name: str) -> None:
    with files.replacing(tmp_path / name) as partial:
        partial.touch()
    assert partial.parent == tmp_path
    assert partial.suffixes == Path(name).suffixes
    assert partial.name.startswith(".partial-")
    assert ".partial-*" in (ROOT / ".gitignore").read_text().splitlines()


def test_folders_are_created(tmp_path: Path) -> None:
    files.write_text(str(tmp_path / "a/b/c.txt"), "text")
    assert (tmp_path / "a/b/c.txt").read_text() == "text"


@each_kind
@pytest.mark.parametrize("place", ["taken/x.npz", "taken/deeper/x.npz", "folder"])
def test_a_failed_write_is_reported_with_path_and_fix(tmp_path: Path, kind: str, place: str) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    (tmp_path / "folder.npz").mkdir()
    (tmp_path / "folder.npz/inside").touch()
    path = tmp_path / ("folder.npz" if place == "folder" else place)
    with pytest.raises(FileProblemError) as caught:
        WRITERS[kind](str(path))
    assert str(caught.value).startswith(f"{path} could not be written (")
    assert str(caught.value).endswith("); free some space or fix its permissions")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["folder.npz", "taken"]


def test_a_file_name_that_is_too_long_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError):
        files.write_text(str(tmp_path / ("n" * 300)), "text")


FULL_DISK = """
import os, resource, sys
import numpy as np
from matplotlib.figure import Figure
from sinegan.reporting import style; from sinegan.io import files

figure = Figure()
figure.subplots().plot(range(9))
big = np.zeros((9000, 1))
writers = {
    "arrays.npz": lambda path: files.write_arrays(path, {"a": big}),
    "numbers.json": lambda path: files.write_json(path, ["x" * 90_000]),
    "table.csv": lambda path: files.write_table(path, ["a"], big),
    "text.md": lambda path: files.write_text(path, "x" * 90_000),
    "figure.png": lambda path: style.write(path, figure),
}
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
for path, write in writers.items():
    try:
        write(path)
    except files.FileProblemError as error:
        sys.stdout.write(f"{error}\\n")
sys.stdout.write(f"left: {sorted(os.listdir())}")
"""


def test_a_full_disk_is_reported_and_leaves_no_files(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("old")
    process = subprocess.run(
        [sys.executable, "-c", FULL_DISK],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": str(tmp_path.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    *messages, left = process.stdout.splitlines()
    names = ["arrays.npz", "numbers.json", "table.csv", "text.md", "figure.png"]
    problem = "could not be written (File too large); free some space or fix its permissions"
    assert messages == [f"{name} {problem}" for name in names], process.stderr
    assert left == "left: ['table.csv']"
    assert (tmp_path / "table.csv").read_text() == "old"


def test_arrays_survive_a_round_trip(tmp_path: Path) -> None:
    files.write_arrays(str(tmp_path / "a.npz"), ARRAYS)
    back = files.read_arrays(str(tmp_path / "a.npz"))
    assert list(back) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert back[name].dtype == array.dtype
        np.testing.assert_array_equal(back[name], array, strict=True)


def test_bytes_of_arrays_depend_only_on_the_arrays(tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        files.write_arrays(str(tmp_path / name), ARRAYS)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.npz") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    files.write_arrays(str(tmp_path / "two.npz"), ARRAYS | {"step": np.array(0.2)})
    assert (tmp_path / "one.npz").read_bytes() != (tmp_path / "two.npz").read_bytes()


def test_json_survives_a_round_trip_sorted_and_readable(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    content = {"b": [1, 2.5, None, True], "a": {"name": "ωt"}}
    files.write_json(str(path), content)
    assert files.read_json(str(path)) == content
    text = path.read_text(encoding="utf-8")
    assert text.index('"a"') < text.index('"b"')
    assert "ωt" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_nan_is_refused_in_json(tmp_path: Path, number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        files.write_json(str(tmp_path / "a.json"), {"score": number})
    assert list(tmp_path.iterdir()) == []


def test_a_table_survives_a_round_trip_bit_for_bit(tmp_path: Path, rng: np.random.Generator) -> None:
    path = tmp_path / "a.csv"
    rows = rng.normal(size=(5, 2)) * 10.0 ** rng.integers(-300, 300, (5, 2))
    files.write_table(str(path), COLUMNS, rows)
    back = files.read_table(str(path), COLUMNS)
    assert list(back) == list(COLUMNS)
    np.testing.assert_array_equal(np.stack(list(back.values()), axis=1), rows, strict=True)
    lines = path.read_bytes().decode().split("\n")
    assert lines[0] == "step,loss,accuracy"
    assert [line.split(",")[0] for line in lines[1:-1]] == ["1", "2", "3", "4", "5"]
    assert lines[-1] == ""


def test_a_table_of_float32_survives_a_round_trip(tmp_path: Path, rng: np.random.Generator) -> None:
    rows = rng.normal(size=(5, 2)).astype(np.float32)
    files.write_table(str(tmp_path / "a.csv"), COLUMNS, rows)
    back = files.read_table(str(tmp_path / "a.csv"))
    np.testing.assert_array_equal(np.stack(list(back.values()), axis=1).astype(np.float32), rows)


def test_a_model_survives_a_round_trip(tmp_path: Path) -> None:
    files.write_json(str(tmp_path / "a.json"), Report(seed=5).model_dump())
    assert files.read_model(str(tmp_path / "a.json"), Report) == Report(seed=5)


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


def test_objects_are_refused_and_their_code_is_not_run(tmp_path: Path) -> None:
    trap, member = tmp_path / "trap", io.BytesIO()
    np.lib.format.write_array_header_1_0(member, {"descr": "|O", "fortran_order": False, "shape": (1,)})
    member.write(f"cos\nmkdir\n(V{trap}\ntR.".encode())  # pickle for: os.mkdir(trap)
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("a.npy", member.getvalue())
    assert_refused(files.read_arrays, tmp_path / "a.npz")
    assert not trap.exists()


def test_missing_arrays_and_keys_are_refused(tmp_path: Path) -> None:
    files.write_arrays(str(tmp_path / "a.npz"), ARRAYS)
    files.write_json(str(tmp_path / "a.json"), {"scores": 1})
    assert set(files.read_arrays(str(tmp_path / "a.npz"), ("waves", "valid"))) == set(ARRAYS)
    assert files.read_json(str(tmp_path / "a.json"), ("scores",)) == {"scores": 1}
    assert_refused(lambda path: files.read_arrays(path, ("waves", "spectra")), tmp_path / "a.npz")
    assert_refused(lambda path: files.read_json(path, ("scores", "recipe")), tmp_path / "a.json")


@pytest.mark.parametrize("text", ["[1]", "1", "null", '"scores"'])
def test_json_other_than_an_object_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert_refused(files.read_json, tmp_path / "a.json")


def test_a_changed_byte_of_an_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    files.write_arrays(str(path), {"a": np.full(40, 1.5)})
    content = path.read_bytes()
    start = content.index(np.full(2, 1.5).tobytes())
    path.write_bytes(content[: start + 20] + b"!" + content[start + 21 :])
    assert_refused(files.read_arrays, path)


def test_a_flipped_bit_is_refused_by_name_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    files.write_arrays(str(path), {"a": np.full(3, 1.5)})
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            back = files.read_arrays(str(path))
        except FileProblemError:
            continue
        assert [array.tolist() for array in back.values()] == [[1.5, 1.5, 1.5]]


def test_a_single_array_is_refused_as_an_archive(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.arange(3))
    assert_refused(files.read_arrays, tmp_path / "a.npy")


def test_one_endless_line_is_refused_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("9" * 200_000)
    assert_refused(READERS["table"], tmp_path / "a.csv")


@pytest.mark.parametrize(
    "text",
    [
        "step,loss,accuracy\n",
        "step,loss\n1,0.5\n",
        "step,loss,loss,accuracy\n1,0.5,0.5,0.5\n",
        "loss,step,accuracy\n0.5,1,0.5\n",
        "loss,accuracy\n0.5,0.5\n",
        "step,loss,accuracy\n1,0.5\n",
        "step,loss,accuracy\n1,0.5,0.5\n2,0.5\n",
        "step,loss,accuracy\n1,0.5,much\n",
        "step,loss,accuracy\n1,0.5,nan\n",
        "step,loss,accuracy\n1,inf,0.5\n",
        "step,loss,accuracy\n1,,0.5\n",
    ],
)
def test_a_table_with_other_columns_or_without_numbers_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    assert_refused(READERS["table"], tmp_path / "a.csv")


def test_a_table_may_have_its_columns_in_any_order_and_more_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("step,more,accuracy,loss\n1,7,0.5,0.25\n2,8,1,0\n")
    table = files.read_table(str(tmp_path / "a.csv"), COLUMNS)
    assert {name: column.tolist() for name, column in table.items()} == {
        "more": [7, 8],
        "accuracy": [0.5, 1],
        "loss": [0.25, 0],
    }


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


@pytest.mark.parametrize("content", [[], "seed", None, {}, {"seed": "1"}, {"seed": -1}, {"seed": 1, "more": 2}])
def test_json_that_does_not_fit_the_model_is_refused(tmp_path: Path, content: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(content))
    assert_refused(READERS["model"], tmp_path / "a.json")
