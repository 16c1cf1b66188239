"""Submissions are read, and every fault of one is told in a line that names file, fault and fix."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sinegan.benchmark import submission
from sinegan.benchmark.submission import SubmissionError
from sinegan.waves.law import Law
from tests.benchmark import submissions


@pytest.fixture
def folder(tmp_path: Path, law: Law) -> Path:
    return submissions.write(tmp_path / "mine", law)


def faults(folder: Path) -> list[str]:
    with pytest.raises(SubmissionError) as caught:
        submission.read(str(folder))
    assert caught.value.exit_code == 2
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def test_a_submission_is_read(folder: Path) -> None:
    read = submission.read(str(folder))
    assert read.entry.name == "Drawn"
    assert [seed.name for seed in read.seeds] == ["seed-0", "seed-1", "seed-2"]
    assert read.notes == []
    for seed in read.seeds:
        np.testing.assert_array_equal(seed.waves, np.load(folder / f"{seed.name}.npy", allow_pickle=False), strict=True)
        assert len(seed.sha256) == 64


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda y: y.T, "(50, n) is taken as (n, 50), transposed"),
        (lambda y: y[..., None], "(n, 50, 1) is taken as (n, 50)"),
        (lambda y: y[:, None], "(n, 1, 50) is taken as (n, 50)"),
        (lambda y: np.concatenate([y, y[:7]]), "only the first 10,000 of 10,007 waves count"),
    ],
)
def test_arrays_that_allow_one_reading_are_taken_with_a_word(folder: Path, change, words: str) -> None:
    path = folder / "seed-1.npy"
    waves = np.load(path, allow_pickle=False)
    np.save(path, change(waves))
    read = submission.read(str(folder))
    assert read.notes == [f"{path}: {words}"]
    np.testing.assert_array_equal(read.seeds[1].waves, waves, strict=True)
    assert read.seeds[1].waves.flags.c_contiguous


def with_nan(waves: np.ndarray) -> np.ndarray:
    waves[2, 4] = np.nan
    return waves


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda y: y[:, :49], "holds an array (10000, 49); give (10000, 50)"),
        (lambda y: y.reshape(5000, 50, 2), "holds an array (5000, 50, 2); give (10000, 50)"),
        (lambda y: y.ravel(), "holds an array (500000,); give (10000, 50)"),
        (lambda y: y[:-1], "holds 9,999 waves; draw 10,000 from each seed"),
        (lambda y: y.T[:, :40], "holds 40 waves; draw 10,000 from each seed"),
        (with_nan, ": row 3, column 5 is nan; give finite numbers"),
        (lambda y: 2 * y - 1, ": these waves are in units of -1 .. 1; bring them to 0 .. 1 with (y + 1) / 2"),
        (lambda y: y.astype(str), "holds <U"),
    ],
)
def test_each_fault_is_one_line(folder: Path, change: Callable, fault: str) -> None:
    path = folder / "seed-1.npy"
    np.save(path, change(np.load(path, allow_pickle=False)))
    (line,) = faults(folder)
    assert line.startswith("seed-1.npy")
    assert fault in line


def test_waves_of_one_seed_given_twice_are_found(folder: Path) -> None:
    waves = np.load(folder / "seed-0.npy", allow_pickle=False)
    np.save(folder / "seed-2.npy", waves.T.astype(np.float64))
    assert faults(folder) == ["seed-2.npy holds the same waves as seed-0.npy; train with another seed"]


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "entry.yaml").write_text("name: x\ncores: 0\n")
    (folder / "seed-0.npy").unlink()
    (folder / "seed-1.npy").write_bytes(b"no array")
    text = "\n".join(faults(folder))
    assert "entry.yaml: cores = 0: input should be greater than or equal to 1" in text
    assert "entry.yaml: link is missing; add it" in text
    assert "seed-1.npy is not a plain .npy array (" in text
    assert f"{folder} has 2 .npy files; give the waves of at least 3 seeds" in text


def test_hidden_files_are_left_out_and_capitals_are_not(folder: Path) -> None:
    (folder / "._seed-0.npy").write_bytes(b"of macOS")
    (folder / "seed-2.npy").rename(folder / "seed-2.NPY")
    assert [seed.name for seed in submission.read(str(folder)).seeds] == ["seed-0", "seed-1", "seed-2"]


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "waves.npy").touch()
    for name in ("absent", "waves.npy"):
        with pytest.raises(SubmissionError, match="is not a folder; give one with"):
            submission.read(str(tmp_path / name))


def test_python_objects_are_not_read(folder: Path) -> None:
    np.save(folder / "seed-1.npy", np.array([{}], dtype=object), allow_pickle=True)
    assert "is not a plain .npy array" in faults(folder)[0]
