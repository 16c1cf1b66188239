"""Rows, records, and long tables with a column that tells the series."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.datasets.errors import BadSeriesError

SERIES = np.random.default_rng(4).normal(size=(25, 10, 2))


def written(folder: Path, header: str, columns: np.ndarray) -> str:
    np.savetxt(folder / "a.csv", columns, fmt="%.17g", delimiter=",", header=header, comments="")
    return str(folder / "a.csv")


def test_rows_keep_the_names_of_their_points(tmp_path: Path) -> None:
    names = [f"h{hour}" for hour in range(10)]
    series = readers.read(written(tmp_path, ",".join(names), SERIES[..., 0]))
    assert (series.layout, series.columns) == ("rows", tuple(names))
    assert series.place(3, 4) == "line 5, column 5 ('h4')"


def test_a_table_of_few_columns_is_a_record_with_the_names_of_its_channels(tmp_path: Path) -> None:
    table = np.column_stack([np.arange(25), SERIES[:, 0]])
    series = readers.read(written(tmp_path, "n,load,temp", table))
    assert (series.layout, series.columns) == ("record", ("load", "temp"))
    np.testing.assert_array_equal(series.values, SERIES[:, 0])
    assert series.place(3, 1) == "line 5, column 3 ('temp')"
    assert series.notes[1:] == ["left out: column 1 ('n') counts the rows (0 to 24)"]


@pytest.mark.parametrize("n_channels", [1, 2])
@pytest.mark.parametrize("with_points", [False, True])
def test_a_column_series_makes_series_of_a_long_table(tmp_path: Path, n_channels: int, with_points: bool) -> None:
    columns = [np.repeat(np.arange(25), 10), *([np.tile(np.arange(10), 25)] if with_points else [])]
    names = ["Series", *(["point"] if with_points else []), *["load", "temp"][:n_channels]]
    table = np.column_stack([*columns, SERIES.reshape(-1, 2)[:, :n_channels]])
    series = readers.read(written(tmp_path, ",".join(names), table))
    np.testing.assert_array_equal(series.values, SERIES if n_channels == 2 else SERIES[..., 0])
    assert series.columns == (("load", "temp") if n_channels == 2 else None)
    assert series.place(2, 3).startswith("line 25, column ")


def test_series_of_different_lengths_are_refused_with_their_line(tmp_path: Path) -> None:
    table = np.column_stack([np.repeat(np.arange(25), 10), SERIES.reshape(-1, 2)])
    with pytest.raises(BadSeriesError, match=r"line 242: this series has 19 rows, the first has 10; give equally many"):
        readers.read(written(tmp_path, "series,a,b", np.concatenate([table, table[-9:]])))
    with pytest.raises(BadSeriesError, match="has a column 'series' but no channels"):
        readers.read(written(tmp_path, "series,point", np.column_stack([table[:, 0], np.tile(np.arange(10), 25)])))


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (np.tile(np.arange(25), 10), r"line 27, column 1 \('series'\): series 0 comes again after another one; sort "),
        (np.repeat([3, 1234567, 3, 2, 1], 50), r"line 102, column 1 \('series'\): series 3 comes again after another"),
        (np.repeat([1, 1234567, 2, 1234567, 0], 50), r"line 152, .*: series 1234567 comes again after another one; so"),
    ],
)
def test_a_series_whose_rows_are_not_together_is_refused_with_its_line(
    tmp_path: Path, numbers: np.ndarray, message: str
) -> None:
    """Rows that are sorted by time would be series of one point."""
    path = written(tmp_path, "series,a,b", np.column_stack([numbers, SERIES.reshape(-1, 2)]))
    with pytest.raises(BadSeriesError, match=rf"^{path}, {message}") as caught:
        readers.read(path)
    assert str(caught.value).endswith("; sort the rows by series")


def test_series_may_be_in_any_order(tmp_path: Path) -> None:
    table = np.column_stack([np.repeat(np.arange(25)[::-1], 10), SERIES.reshape(-1, 2)])
    np.testing.assert_array_equal(readers.read(written(tmp_path, "series,a,b", table)).values, SERIES)
