"""Arrays that hold no series are refused with a message."""

import io
import pickle
from pathlib import Path

import numpy as np
import pytest

from tests.datasets.series_files import WAVES, refused


@pytest.mark.parametrize(
    ("array", "kind"),
    [
        (np.zeros(()), "float64 ()"),
        (np.zeros((2, 3, 4, 5)), "float64 (2, 3, 4, 5)"),
        (np.zeros((2, 3), complex), "complex128 (2, 3)"),
        (np.zeros((2, 3), bool), "bool (2, 3)"),
        (np.array([["a", "b"]]), "<U1 (1, 2)"),
        (np.zeros((2, 3), "datetime64[s]"), "datetime64[s] (2, 3)"),
        (np.zeros((2, 3), [("a", float)]), "[('a', '<f8')] (2, 3)"),
    ],
    ids=["0-D", "4-D", "complex", "bool", "text", "dates", "records"],
)
def test_other_arrays_are_refused(npy, array: np.ndarray, kind: str) -> None:
    assert refused(npy(array)).startswith(f" holds {kind}; give real numbers of shape (n, length), (n, length, channe")


def test_an_empty_array_is_refused(npy) -> None:
    assert refused(npy(np.zeros((0, 9)))) == " holds an empty array (0, 9); give series"


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
@pytest.mark.parametrize(
    ("shape", "index", "place"),
    [
        ((40,), (7,), "value 8"),
        ((4, 9), (2, 3), "row 3, column 4"),
        ((4, 9, 2), (2, 3, 1), "series 3, point 4, channel 2"),
    ],
)
def test_numbers_that_are_not_finite_are_reported_with_their_place(npy, number, shape, index, place: str) -> None:
    array = np.zeros(shape)
    array[index] = array[-1] = number
    assert refused(npy(array)) == f": {place} is {number}; give finite numbers"


def test_arrays_that_do_not_fit_in_memory_are_refused(npy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "<f8", "fortran_order": False, "shape": (10**13, 50)})
    (tmp_path / "b.npy").write_bytes(content.getvalue())
    assert "declares 4,000,000,000,000,000 bytes in a file of 128" in refused(tmp_path / "b.npy")
    monkeypatch.setattr("sinegan.datasets.numpy_files.MAX_VALUES", 100)
    assert refused(npy(WAVES)) == " holds more than 100 numbers; take fewer of them"
    monkeypatch.setattr("sinegan.io.npz.MAX_BYTES", 100)
    assert "it has 2,288 bytes; at most 100 are read" in refused(npy(WAVES))


def test_a_corrupt_archive_with_the_suffix_of_an_array_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.npy").write_bytes(b"PK\x03\x04 and nothing else")
    refused(tmp_path / "a.npy")
