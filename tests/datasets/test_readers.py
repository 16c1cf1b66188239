"""Users' files of series are read, or refused with a message."""

import io
import pickle
from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.datasets.errors import BadSeriesError
from sinegan.waves.law import Law
from sinegan.waves.options import Waves

WAVES = np.random.default_rng(1).normal(size=(30, 9))


def options(law: Law, **changes: object) -> Waves:
    values = law.model_dump() | {"n_pool": 100, "n_test": 100, "n_reference": 100, "seed": 0} | changes
    return Waves.model_validate(values)


def values(path: Path) -> np.ndarray:
    return readers.read(str(path)).values


def refused(path: Path) -> str:
    """The error message, without the file name at its start."""
    with pytest.raises(BadSeriesError) as caught:
        readers.read(str(path))
    text = str(caught.value)
    assert text.startswith(str(path))
    assert "\n" not in text
    assert caught.value.exit_code == 2
    return text.removeprefix(str(path))


@pytest.fixture
def npy(tmp_path: Path):
    """Write an array, and return its path."""

    def written(array: np.ndarray) -> Path:
        np.save(tmp_path / "a.npy", array)
        return tmp_path / "a.npy"

    return written


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.int64, np.uint8])
def test_arrays_of_real_numbers_are_read_as_float64(npy, dtype) -> None:
    array = np.arange(27).reshape(3, 9)[::-1].astype(dtype)
    np.testing.assert_array_equal(values(npy(array)), array.astype(np.float64), strict=True)


def test_an_array_in_any_memory_order_is_read_bit_for_bit(npy) -> None:
    for array in (WAVES, np.asfortranarray(WAVES), WAVES.astype(">f8")):
        np.testing.assert_array_equal(values(npy(array)), WAVES)


@pytest.mark.parametrize(
    ("shape", "layout", "n_channels"),
    [
        ((30, 9), "rows", 1),
        ((30, 9, 2), "rows", 2),
        ((30, 9, 1), "rows", 1),
        ((300,), "record", 1),
        ((300, 3), "record", 3),
        ((300, 1), "record", 1),
    ],
)
def test_the_shape_of_an_array_tells_rows_from_a_record(npy, shape, layout: str, n_channels: int) -> None:
    array = np.random.default_rng(2).normal(size=shape)
    series = readers.read(str(npy(array)))
    assert (series.layout, series.n_channels) == (layout, n_channels)
    np.testing.assert_array_equal(series.values.ravel(), array.ravel())


def test_columns_are_channels_if_the_file_is_to_be_a_record(npy) -> None:
    series = readers.read(str(npy(WAVES)), is_record=True)
    assert (series.layout, series.n_channels, series.values.shape) == ("record", 9, (30, 9))


def test_columns_of_an_array_are_chosen_by_number(npy) -> None:
    series = readers.read(str(npy(WAVES)), columns=[3, 1])
    np.testing.assert_array_equal(series.values, WAVES[:, [2, 0]])


def test_text_may_have_any_suffix(tmp_path: Path) -> None:
    for name in ("a.csv", "a.txt", "a", "a.npy.csv", "a.tsv", "a.dat"):
        np.savetxt(tmp_path / name, WAVES, delimiter="\t", fmt="%.17g")
        np.testing.assert_array_equal(values(tmp_path / name), WAVES)


def test_what_numpy_and_pandas_write_is_read(tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "a.csv"
    frame = pd.DataFrame(WAVES)
    for write in (
        lambda: np.savetxt(path, WAVES, fmt="%.17g"),
        lambda: np.savetxt(path, WAVES, fmt="%.17g", delimiter=",", header="nine points"),
        lambda: frame.to_csv(path),
        lambda: frame.to_csv(path, index=False),
        lambda: frame.to_csv(path, header=False),
        lambda: frame.to_csv(path, sep=";", decimal=","),
        lambda: frame.to_csv(path, decimal=","),
        lambda: frame.to_csv(path, encoding="utf-16", sep="\t"),
    ):
        write()
        np.testing.assert_array_equal(values(path), WAVES)


@pytest.mark.parametrize("name", ["absent.npy", "absent.csv", "absent.parquet"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name).startswith(" cannot be read (No such file or directory); name a file of CSV")


@pytest.mark.parametrize("name", ["folder.npy", "folder"])
def test_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert refused(tmp_path / name).startswith(" cannot be read (Is a directory); name a file of CSV")


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


def test_rows_of_the_wanted_shape_are_read_and_others_refused(npy, tmp_path: Path) -> None:
    np.testing.assert_array_equal(readers.read_rows(str(npy(WAVES)), (9,)).values, WAVES)
    with pytest.raises(BadSeriesError, match="holds series of 9 points, the real ones have 8; give as many"):
        readers.read_rows(str(npy(WAVES)), (8,))
    with pytest.raises(BadSeriesError, match="series of 9 points, the real ones have 9 x 2"):
        readers.read_rows(str(npy(WAVES)), (9, 2))
    with pytest.raises(BadSeriesError, match="30 rows of 3 columns: give one series per row, of at least 8 points"):
        readers.read_rows(str(npy(WAVES[:, :3])), (9,))


def test_without_a_source_there_are_no_series(law: Law) -> None:
    assert readers.load_user_series(options(law), "user_data") is None


def test_a_source_is_read_only_from_the_folder_that_dvc_watches(
    law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("user_data", "elsewhere"):
        Path(folder).mkdir()
        np.save(f"{folder}/a.npy", WAVES)
    series = readers.load_user_series(options(law, source="user_data/a.npy"), "user_data")
    assert series is not None
    np.testing.assert_array_equal(series.values, WAVES)
    for path in ("elsewhere/a.npy", "user_data/../elsewhere/a.npy", "user_data"):
        with pytest.raises(BadSeriesError, match="is not in user_data/, which DVC watches; move it there"):
            readers.load_user_series(options(law, source=path), "user_data")


def test_a_file_that_only_the_original_folder_has_is_reported_with_a_fix(
    law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DVC runs experiments in a temporary copy of the files that git or DVC knows; ``DVC_ROOT`` is the original."""
    for folder in ("original/user_data", "copy/user_data"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "copy")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "original"))
    params = options(law, source="user_data/a.npz:waves")
    with pytest.raises(BadSeriesError, match=r"user_data/a\.npz:waves cannot be read \(No such file or directory\)"):
        readers.load_user_series(params, "user_data")
    np.savez(tmp_path / "original/user_data/a.npz", waves=WAVES)
    with pytest.raises(BadSeriesError) as caught:
        readers.load_user_series(params, "user_data")
    assert str(caught.value) == (
        "user_data/a.npz is not in DVC's temporary copy, which holds only files that git or DVC knows; "
        "run 'git add -N user_data/a.npz' (or 'dvc add user_data/a.npz' and 'git add user_data/a.npz.dvc'), "
        "then this command again"
    )
