"""Users' files of series are read, or refused with a message."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.datasets.errors import BadSeriesError
from tests.datasets.series_files import WAVES, refused, values


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


def test_rows_of_the_wanted_shape_are_read_and_others_refused(npy, tmp_path: Path) -> None:
    np.testing.assert_array_equal(readers.read_rows(str(npy(WAVES)), (9,)).values, WAVES)
    with pytest.raises(BadSeriesError, match="holds series of 9 points, the real ones have 8; give as many"):
        readers.read_rows(str(npy(WAVES)), (8,))
    with pytest.raises(BadSeriesError, match="series of 9 points, the real ones have 9 x 2"):
        readers.read_rows(str(npy(WAVES)), (9, 2))
    with pytest.raises(BadSeriesError, match="30 rows of 3 columns: give one series per row, of at least 8 points"):
        readers.read_rows(str(npy(WAVES[:, :3])), (9,))
