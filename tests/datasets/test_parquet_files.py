"""Parquet files are read column by column, or refused with row and column."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sinegan.datasets import readers
from tests.datasets.series_files import refused

VALUES = np.random.default_rng(2).normal(size=(30, 2))


def written(folder: Path, frame: pd.DataFrame, **options: object) -> str:
    frame.to_parquet(folder / "a.parquet", **options)
    return str(folder / "a.parquet")


def test_columns_are_read_with_their_names_and_times_left_out(tmp_path: Path) -> None:
    frame = pd.DataFrame(VALUES, columns=["load", "temp"])
    frame.insert(0, "time", pd.date_range("2024-01-01", periods=30, freq="h"))
    series = readers.read(written(tmp_path, frame))
    np.testing.assert_array_equal(series.values, VALUES)
    assert (series.layout, series.columns) == ("record", ("load", "temp"))
    assert series.notes[1:] == ["left out: column 1 ('time') holds times"]
    assert series.place(3, 1) == "row 4, column 3 ('temp')"


@pytest.mark.parametrize("kind", ["float32", "int16", "uint8", "Float64"])
def test_numbers_of_any_type_are_float64(tmp_path: Path, kind: str) -> None:
    frame = pd.DataFrame(np.abs(VALUES * 10).round(), columns=["a", "b"]).astype(kind)
    np.testing.assert_array_equal(readers.read(written(tmp_path, frame)).values, np.abs(VALUES * 10).round())


def test_an_index_is_left_out_and_columns_are_chosen(tmp_path: Path) -> None:
    frame = pd.DataFrame(VALUES, columns=["a", "b"]).assign(state="walk")
    path = written(tmp_path, frame, index=True)
    np.testing.assert_array_equal(readers.read(path, columns=["b", "a"]).values, VALUES[:, ::-1])
    assert refused(path, columns=["c"]).startswith(" has no column named 'c'; waves.columns and --columns may hold ")


def test_missing_values_and_text_are_refused_with_their_place(tmp_path: Path) -> None:
    frame = pd.DataFrame(VALUES.copy(), columns=["a", "b"])
    frame.loc[4, "b"] = np.nan
    assert refused(written(tmp_path, frame)) == (
        ", row 5, column 2 ('b') is a missing value; fill it in (pandas: interpolate) or leave its row out"
    )
    frame.loc[4, "b"] = np.inf
    assert ", row 5, column 2 ('b') is inf" in refused(written(tmp_path, frame))
    text = refused(written(tmp_path, frame.assign(state="walk")))
    assert "column 3 ('state') holds" in text
    assert "name the columns of numbers in waves.columns or with --columns" in text
    assert refused(written(tmp_path, frame[["a"]].iloc[:0])) == " holds no rows; give rows of numbers"


def test_too_many_numbers_and_damaged_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, pd.DataFrame(VALUES, columns=["a", "b"]))
    whole = Path(path).read_bytes()
    for length in range(0, len(whole), 97):
        Path(path).write_bytes(whole[:length])
        assert " is no readable Parquet file (" in refused(path)
    Path(path).write_bytes(whole)
    monkeypatch.setattr("sinegan.datasets.parquet_files.MAX_VALUES", 10)
    assert refused(path) == " holds more than 10 numbers; take fewer rows or columns"
