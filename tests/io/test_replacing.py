"""A file is written whole or not at all, and a write that fails is reported with a fix."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sinegan.io import files
from sinegan.io.files import FileProblemError
from tests.closure import ROOT
from tests.io.file_kinds import WRITERS, each_kind


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
    fix = "name a file in it" if place == "folder" else "free some space or fix its permissions"
    assert str(caught.value).endswith(f"); {fix}")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["folder.npz", "taken"]


def test_a_pipe_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text)
        files.write_text(str(pipe), "text")
        assert read.result(timeout=10) == "text"
    assert pipe.is_fifo()


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
