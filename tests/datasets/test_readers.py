"""Users' files of waves are read, or refused with a message."""

import io
import pickle
from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.io.files import FileProblemError

WAVES = np.array([[0.5, 1.0, 0.25], [0.125, -2.0, 1e-7]])


def refused(path: Path) -> str:
    """The error message, without the file name at its start."""
    with pytest.raises(FileProblemError) as caught:
        readers.read(str(path))
    text = str(caught.value)
    assert text.startswith(str(path))
    assert "\n" not in text
    return text.removeprefix(str(path))


@pytest.fixture
def npy(tmp_path: Path):
    """Write an array, and return its path."""

    def written(array: np.ndarray) -> Path:
        np.save(tmp_path / "a.npy", array)
        return tmp_path / "a.npy"

    return written


@pytest.fixture
def text(tmp_path: Path):
    """Write text or bytes as CSV, and return its path."""

    def written(content: str | bytes) -> Path:
        (tmp_path / "a.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / "a.csv"

    return written


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.int64, np.uint8])
def test_arrays_of_real_numbers_are_read_as_float64(npy, dtype) -> None:
    array = np.array([[1, 2, 3], [4, 5, 6]], dtype)
    np.testing.assert_array_equal(readers.read(str(npy(array))), array.astype(np.float64), strict=True)


def test_an_array_in_any_memory_order_is_read_bit_for_bit(npy, rng: np.random.Generator) -> None:
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
def test_csv_is_read(text, content: str) -> None:
    np.testing.assert_array_equal(readers.read(str(text(content))), WAVES, strict=True)


def test_csv_may_have_any_suffix(tmp_path: Path) -> None:
    for name in ("a.txt", "a", "a.npy.csv"):
        (tmp_path / name).write_text("0.5,1,0.25\n0.125,-2,1e-7\n")
        np.testing.assert_array_equal(readers.read(str(tmp_path / name)), WAVES)


def test_text_written_by_numpy_is_read(tmp_path: Path) -> None:
    np.savetxt(tmp_path / "a.csv", WAVES, delimiter=",")
    np.testing.assert_array_equal(readers.read(str(tmp_path / "a.csv")), WAVES)


@pytest.mark.parametrize("name", ["absent.npy", "absent.csv"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name) == " cannot be read (No such file or directory); name a .npy, .npz or CSV file"


@pytest.mark.parametrize("name", ["folder.npy", "folder"])
def test_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert refused(tmp_path / name) == " cannot be read (Is a directory); name a .npy, .npz or CSV file"


@pytest.mark.parametrize(
    ("array", "kind"),
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
def test_other_arrays_are_refused(npy, array: np.ndarray, kind: str) -> None:
    assert refused(npy(array)) == f" holds {kind}; give real numbers of shape (n, n_points), one wave per row"


def test_an_archive_with_the_suffix_of_an_array_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.npy").open("wb") as stream:
        np.savez(stream, waves=WAVES)
    message = refused(tmp_path / "a.npy")
    assert message == " is not a plain .npy array (it is an archive of arrays); use numpy.save"


def test_objects_are_refused_and_their_code_is_not_run(tmp_path: Path) -> None:
    trap, content = tmp_path / "trap", io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "|O", "fortran_order": False, "shape": (1, 1)})
    content.write(f"cos\nmkdir\n(V{trap}\ntR.".encode())  # pickle for: os.mkdir(trap)
    for name, whole in (("a.npy", content.getvalue()), ("b.npy", pickle.dumps([1, 2])), ("c.npy", b"0.5,1\n")):
        (tmp_path / name).write_bytes(whole)
        message = refused(tmp_path / name)
        assert message.startswith(" is not a plain .npy array (")
        assert message.endswith("); use numpy.save")
    assert not trap.exists()


def test_a_truncated_array_is_refused(npy) -> None:
    path = npy(WAVES)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert refused(path).endswith("; use numpy.save")


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_reported_with_their_place(npy, number: float) -> None:
    waves = np.zeros((4, 5))
    waves[2, 3] = waves[3, 0] = number
    assert refused(npy(waves)) == f": wave 3, point 4 is {number}; give finite numbers"


@pytest.mark.parametrize("number", ["nan", "inf", "-Infinity", "1e999"])
def test_text_that_is_not_finite_is_reported_with_its_place(text, number: str) -> None:
    message = refused(text(f"0.5,0.5\n0.5,{number}\n"))
    assert message == f": wave 2, point 2 is {float(number)}; give finite numbers"


@pytest.mark.parametrize(
    ("content", "line", "cell"),
    [
        ("x0,x1\n0.5,0.5\n", 1, "'x0'"),
        ("0.5,0.5\n\n0.5,half\n", 3, "'half'"),
        ("0.5,0.5\n0.5,\n", 2, "''"),
        ("0.5;0.5\n", 1, "'0.5;0.5'"),
        ("0.5 0.5\n", 1, "'0.5 0.5'"),
        ("0.5,0.5\n   \n", 2, "' '"),
    ],
    ids=["header", "text", "gap", "semicolons", "blanks between", "only blanks"],
)
def test_text_that_is_not_a_number_is_reported_with_its_line(text, content: str, line: int, cell: str) -> None:
    message = refused(text(content))
    assert message == f", line {line}: could not convert string to float: {cell}; give numbers only, without a header"


def test_waves_of_different_lengths_are_reported_with_their_number(text) -> None:
    assert refused(text("1,2,3\n1,2,3\n1,2\n1\n")).startswith(": wave 3 has 2 points, wave 1 has 3")
    assert refused(text("1,2\n1,2,3\n")).startswith(": wave 2 has 3 points, wave 1 has 2")


@pytest.mark.parametrize("content", ["", "\n\n", "\r\n"])
def test_an_empty_file_is_refused(text, content: str) -> None:
    assert refused(text(content)) == " holds no waves; give one per line"


@pytest.mark.parametrize("content", [b"\xff\xfe0.5", b"0.5," + b"9" * 200_000], ids=["binary", "endless"])
def test_files_other_than_csv_are_refused(text, content: bytes) -> None:
    message = refused(text(content))
    assert message.startswith(" is not a CSV file (")
    assert message.endswith("); give numbers separated by commas")


def test_a_corrupt_archive_with_the_suffix_of_an_array_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.npy").write_bytes(b"PK\x03\x04 and nothing else")
    refused(tmp_path / "a.npy")


def test_an_array_that_declares_more_than_fits_in_memory_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "<f8", "fortran_order": False, "shape": (10**13, 50)})
    (tmp_path / "a.npy").write_bytes(content.getvalue())
    refused(tmp_path / "a.npy")


def test_a_byte_order_mark_is_ignored(text) -> None:
    np.testing.assert_array_equal(readers.read(str(text("\ufeff0.5,1\n"))), [[0.5, 1]])


def test_waves_of_different_lengths_are_reported_with_a_fix(text) -> None:
    assert "; give " in refused(text("1,2\n1,2,3\n"))


def test_without_a_source_there_are_no_waves() -> None:
    assert readers.load_user_waves(None, "user_data") is None


def test_a_source_is_read_only_from_the_folder_that_dvc_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("user_data", "elsewhere"):
        Path(folder).mkdir()
        np.save(f"{folder}/a.npy", WAVES)
    np.testing.assert_array_equal(readers.load_user_waves("user_data/a.npy", "user_data"), WAVES)
    for path in ("elsewhere/a.npy", "user_data/../elsewhere/a.npy", "user_data"):
        with pytest.raises(FileProblemError, match="is not in user_data/, which DVC watches; move it there"):
            readers.load_user_waves(path, "user_data")


def test_a_file_that_only_the_original_folder_has_is_reported_with_a_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DVC runs experiments in a temporary copy of the files that git or DVC knows; ``DVC_ROOT`` is the original."""
    for folder in ("original/user_data", "copy/user_data"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "copy")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "original"))
    with pytest.raises(FileProblemError, match=r"user_data/a\.npz:waves cannot be read \(No such file or directory\)"):
        readers.load_user_waves("user_data/a.npz:waves", "user_data")
    np.savez(tmp_path / "original/user_data/a.npz", waves=WAVES)
    with pytest.raises(FileProblemError) as caught:
        readers.load_user_waves("user_data/a.npz:waves", "user_data")
    assert str(caught.value) == (
        "user_data/a.npz is not in DVC's temporary copy, which holds only files that git or DVC knows; "
        "run 'git add -N user_data/a.npz' (or 'dvc add user_data/a.npz' and 'git add user_data/a.npz.dvc'), "
        "then this command again"
    )
