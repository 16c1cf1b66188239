"""Waves that someone else drew are read, or refused by name."""

import io
import pickle
from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.io.files import FileProblemError

WAVES = np.array([[0.5, 1.0, 0.25], [0.125, -2.0, 1e-7]])


def refused(path: Path) -> str:
    """What is said of the file, after its name."""
    with pytest.raises(FileProblemError) as caught:
        readers.read(str(path))
    text = str(caught.value)
    assert text.startswith(str(path))
    assert "\n" not in text
    return text.removeprefix(str(path))


@pytest.fixture
def npy(tmp_path: Path):
    """Write an array, and give its path."""

    def written(array: np.ndarray) -> Path:
        np.save(tmp_path / "a.npy", array)
        return tmp_path / "a.npy"

    return written


@pytest.fixture
def text(tmp_path: Path):
    """Write text or bytes as CSV, and give its path."""

    def written(content: str | bytes) -> Path:
        (tmp_path / "a.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / "a.csv"

    return written


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.int64, np.uint8])
def test_arrays_of_real_numbers_come_back_in_float64(npy, dtype) -> None:
    array = np.array([[1, 2, 3], [4, 5, 6]], dtype)
    np.testing.assert_array_equal(readers.read(str(npy(array))), array.astype(np.float64), strict=True)


def test_an_array_comes_back_to_the_last_bit_in_any_order(npy, rng: np.random.Generator) -> None:
    waves = rng.normal(size=(4, 5))
    np.testing.assert_array_equal(readers.read(str(npy(waves))), waves)
    np.testing.assert_array_equal(readers.read(str(npy(np.asfortranarray(waves)))), waves)
    np.testing.assert_array_equal(readers.read(str(npy(waves.astype(">f8")))), waves)


@pytest.mark.parametrize(
    "content",
    [
        "0.5,1,0.25\n0.125,-2.0,1e-7\n",
        "0.5,1,0.25\r\n0.125,-2.0,1e-7",
        "\n0.5, 1.0, 0.25\n\n0.125, -2, 1E-07\n\n",
        '"0.5","1","0.25"\n0.125,-2,1e-7\n',
    ],
    ids=["plain", "Windows", "blanks", "quotes"],
)
def test_csv_comes_back(text, content: str) -> None:
    np.testing.assert_array_equal(readers.read(str(text(content))), WAVES, strict=True)


def test_csv_may_have_any_suffix(tmp_path: Path) -> None:
    for name in ("a.txt", "a", "a.npy.csv"):
        (tmp_path / name).write_text("0.5,1,0.25\n0.125,-2,1e-7\n")
        np.testing.assert_array_equal(readers.read(str(tmp_path / name)), WAVES)


def test_what_numpy_writes_as_text_comes_back(tmp_path: Path) -> None:
    np.savetxt(tmp_path / "a.csv", WAVES, delimiter=",")
    np.testing.assert_array_equal(readers.read(str(tmp_path / "a.csv")), WAVES)


@pytest.mark.parametrize("name", ["absent.npy", "absent.csv"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name) == " cannot be read (No such file or directory); name a .npy or CSV file"


@pytest.mark.parametrize("name", ["folder.npy", "folder"])
def test_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert refused(tmp_path / name) == " cannot be read (Is a directory); name a .npy or CSV file"


@pytest.mark.parametrize(
    ("array", "found"),
    [
        (np.zeros(50), "float64 (50,)"),
        (np.zeros(()), "float64 ()"),
        (np.zeros((2, 3, 4)), "float64 (2, 3, 4)"),
        (np.zeros((2, 3), complex), "complex128 (2, 3)"),
        (np.zeros((2, 3), bool), "bool (2, 3)"),
        (np.array([["a", "b"]]), "<U1 (1, 2)"),
        (np.zeros((2, 3), "datetime64[s]"), "datetime64[s] (2, 3)"),
        (np.zeros((2, 3), [("a", float)]), "[('a', '<f8')] (2, 3)"),
    ],
    ids=["1-D", "0-D", "3-D", "complex", "bool", "text", "dates", "records"],
)
def test_other_arrays_are_refused(npy, array: np.ndarray, found: str) -> None:
    assert refused(npy(array)) == f" holds {found}; give real numbers of shape (n, n_points), one wave per row"


def test_an_archive_under_the_name_of_an_array_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.npy").open("wb") as stream:
        np.savez(stream, waves=WAVES)
    said = refused(tmp_path / "a.npy")
    assert said == " is no plain .npy array (it is an archive of arrays); write it with numpy.save"


def test_an_archive_under_its_own_name_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", waves=WAVES)
    said = refused(tmp_path / "a.npz")
    assert said.startswith(" is no CSV text (")
    assert said.endswith("); give numbers separated by commas")


def test_objects_are_refused_and_their_code_is_not_run(tmp_path: Path) -> None:
    trap, content = tmp_path / "trap", io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "|O", "fortran_order": False, "shape": (1, 1)})
    content.write(f"cos\nmkdir\n(V{trap}\ntR.".encode())  # pickle for: os.mkdir(trap)
    for name, whole in (("a.npy", content.getvalue()), ("b.npy", pickle.dumps([1, 2])), ("c.npy", b"0.5,1\n")):
        (tmp_path / name).write_bytes(whole)
        said = refused(tmp_path / name)
        assert said.startswith(" is no plain .npy array (")
        assert said.endswith("); write it with numpy.save")
    assert not trap.exists()


def test_an_array_cut_short_is_refused(npy) -> None:
    path = npy(WAVES)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert refused(path).endswith("; write it with numpy.save")


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_told_by_place(npy, number: float) -> None:
    waves = np.zeros((4, 5))
    waves[2, 3] = waves[3, 0] = number
    assert refused(npy(waves)) == f": wave 3, point 4 is {number}; give finite numbers"


@pytest.mark.parametrize("word", ["nan", "inf", "-Infinity", "1e999"])
def test_text_that_is_not_finite_is_told_by_place(text, word: str) -> None:
    said = refused(text(f"0.5,0.5\n0.5,{word}\n"))
    assert said == f": wave 2, point 2 is {float(word)}; give finite numbers"


@pytest.mark.parametrize(
    ("content", "place", "word"),
    [
        ("x0,x1\n0.5,0.5\n", 1, "'x0'"),
        ("0.5,0.5\n\n0.5,half\n", 3, "'half'"),
        ("0.5,0.5\n0.5,\n", 2, "''"),
        ("0.5;0.5\n", 1, "'0.5;0.5'"),
        ("0.5 0.5\n", 1, "'0.5 0.5'"),
        ("0.5,0.5\n   \n", 2, "' '"),
    ],
    ids=["header", "word", "gap", "semicolons", "blanks between", "blanks alone"],
)
def test_text_that_is_no_number_is_told_by_line(text, content: str, place: int, word: str) -> None:
    said = refused(text(content))
    assert said == f", line {place}: could not convert string to float: {word}; give numbers only, without a header"


def test_waves_of_unequal_length_are_told_by_number(text) -> None:
    assert refused(text("1,2,3\n1,2,3\n1,2\n1\n")).startswith(": wave 3 has 2 points, wave 1 has 3")
    assert refused(text("1,2\n1,2,3\n")).startswith(": wave 2 has 3 points, wave 1 has 2")


@pytest.mark.parametrize("content", ["", "\n\n", "\r\n"])
def test_an_empty_file_is_refused(text, content: str) -> None:
    assert refused(text(content)) == " holds no wave; give one per line"


@pytest.mark.parametrize("content", [b"\xff\xfe0.5", b"0.5," + b"9" * 200_000], ids=["binary", "endless"])
def test_what_is_no_csv_is_refused(text, content: bytes) -> None:
    said = refused(text(content))
    assert said.startswith(" is no CSV text (")
    assert said.endswith("); give numbers separated by commas")


# What follows is known to fail; each is the shortest way to see why.


def test_a_broken_archive_under_the_name_of_an_array_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.npy").write_bytes(b"PK\x03\x04 and no more")
    refused(tmp_path / "a.npy")


def test_an_array_that_promises_more_than_fits_in_memory_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "<f8", "fortran_order": False, "shape": (10**13, 50)})
    (tmp_path / "a.npy").write_bytes(content.getvalue())
    refused(tmp_path / "a.npy")


def test_a_byte_order_mark_is_no_header(text) -> None:
    np.testing.assert_array_equal(readers.read(str(text("\ufeff0.5,1\n"))), [[0.5, 1]])


def test_waves_of_unequal_length_are_told_with_a_cure(text) -> None:
    assert "; give " in refused(text("1,2\n1,2,3\n"))


def test_no_source_brings_nothing() -> None:
    assert readers.brought(None, "own_waves") is None


def test_a_source_is_read_from_the_watched_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("own_waves", "elsewhere"):
        Path(folder).mkdir()
        np.save(f"{folder}/a.npy", WAVES)
    np.testing.assert_array_equal(readers.brought("own_waves/a.npy", "own_waves"), WAVES)
    for path in ("elsewhere/a.npy", "own_waves/../elsewhere/a.npy", "own_waves"):
        with pytest.raises(FileProblemError, match="is not in own_waves/, which DVC watches; put it there"):
            readers.brought(path, "own_waves")
