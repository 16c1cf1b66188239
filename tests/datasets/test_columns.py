"""An index, times and labels are told from series."""

import numpy as np
import pytest

from sinegan.datasets.columns import Layout, Roles, roles
from sinegan.datasets.table import Table

N = 40


@pytest.fixture
def noise(rng: np.random.Generator) -> np.ndarray:
    return rng.normal(size=(N, 3))


def table(*columns: np.ndarray, names: tuple[str, ...] | None = None) -> Table:
    values = np.column_stack(columns)
    return Table(values, names, tuple(range(1, values.shape[1] + 1)), "test", lambda row: f"line {row + 1}")


def found(data: Table, layout: Layout = "rows", *, all_wanted: bool = False) -> Roles:
    return roles(data, layout, all_wanted=all_wanted)


@pytest.mark.parametrize("start", [0, 1, 4_000])
@pytest.mark.parametrize("at", [0, 2])
def test_a_column_that_counts_is_left_out(noise: np.ndarray, start: int, at: int) -> None:
    columns = np.insert(noise, at, np.arange(start, start + N), axis=1)
    result = found(table(columns))
    assert result.series == [index for index in range(4) if index != at]
    assert result.left_out == [f"column {at + 1} counts the rows ({start} to {start + N - 1})"]


def test_times_are_known_by_name_or_even_steps(noise: np.ndarray) -> None:
    even, uneven = np.arange(N) * 0.004, np.sort(np.abs(noise[:, 0])).cumsum()
    assert found(table(even, noise)).left_out == ["column 1 rises evenly (0 to 0.156), as times do"]
    names = ("a", "Time (s)", "b", "c")
    result = found(table(noise[:, 0], uneven, noise[:, 1:], names=names), "record")
    assert result.series == [0, 2, 3]
    assert "column 2 ('Time (s)') rises in every row" in result.left_out[0]
    for name in ("temperature", "tide", "tracer", "T0", "n2", "naïve"):
        kept = found(table(uneven, noise[:, 1:], names=(name, "b", "c")), "record")
        assert kept.series == [0, 1, 2], name


def test_a_rising_channel_without_a_name_is_kept_with_a_warning(noise: np.ndarray) -> None:
    result = found(table(noise, np.abs(noise[:, 0]).cumsum()), "record")
    assert result.series == [0, 1, 2, 3]
    assert result.warnings == [
        "column 4 rises in every row; if it holds times, leave it out with waves.columns or --columns"
    ]


@pytest.mark.parametrize("at", [0, 3])
def test_labels_of_rows_are_left_out_and_those_of_a_record_are_told(noise: np.ndarray, at: int) -> None:
    columns = np.insert(noise, at, np.tile([1, 2], N // 2), axis=1)
    rows = found(table(columns))
    assert at not in rows.series
    assert rows.left_out == [f"column {at + 1} holds 2 different whole numbers beside fractions, as labels are"]
    record = found(table(columns), "record")
    assert record.series == [0, 1, 2, 3]
    assert f"column {at + 1} holds 2 different whole numbers; if they are labels" in record.warnings[0]


def test_whole_numbers_that_are_no_labels_are_kept(noise: np.ndarray) -> None:
    whole = np.round(noise * 10)
    for column in (np.zeros(N), whole[:, 0] * 1000):
        assert found(table(column, noise)).series == [0, 1, 2, 3]
    assert found(table(np.tile([1, 2], N // 2), whole)).series == [0, 1, 2, 3], "the others are whole numbers, too"


def test_columns_that_the_user_names_all_hold_series(noise: np.ndarray) -> None:
    result = found(table(np.arange(N), noise), all_wanted=True)
    assert (result.series, result.left_out, result.warnings) == ([0, 1, 2, 3], [], [])


def test_something_is_always_left(noise: np.ndarray) -> None:
    assert found(table(np.arange(N)), "record").series == [0]
    assert found(table(np.arange(N), np.arange(N)), "record").series == [0, 1]
