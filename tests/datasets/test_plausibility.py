"""What would ruin a result is refused, what may be meant is told, each with its place."""

import numpy as np
import pytest

from sinegan.datasets import plausibility
from sinegan.datasets.columns import Layout
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.user_series import UserSeries


def series(values: np.ndarray, layout: Layout = "rows", columns: tuple[str, ...] | None = None) -> UserSeries:
    return UserSeries("f", values, layout, columns, lambda *at: f"at {at}", [])


@pytest.fixture
def rows(rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(-1, 1, (300, 12))


def refused(values: UserSeries) -> str:
    with pytest.raises(BadSeriesError) as caught:
        plausibility.check(values, "global")
    return str(caught.value)


def test_plausible_series_give_no_warning(rows: np.ndarray) -> None:
    for values in (rows, rows.reshape(300, 6, 2), rows**3):
        assert plausibility.check(series(values), "global") == []
    assert plausibility.check(series(rows.ravel(), "record"), "global") == []


@pytest.mark.parametrize("value", [1e6, -30.0])
def test_one_value_that_holds_the_range_is_refused_with_its_place(rows: np.ndarray, value: float) -> None:
    rows[7, 3] = value
    message = refused(series(rows))
    assert f"f, at (7, 3): {value:g} holds nearly the whole range, all other values lie within -0.99" in message
    rows[7, 3] = 0
    record = rows.reshape(-1, 2)
    record[100, 1] = value
    assert "f, at (100, 1)" in refused(series(record, "record"))
    with pytest.raises(BadSeriesError, match=r"f, at \(100, 1\)"):
        plausibility.check(series(record, "record"), "per_channel")


def test_few_values_that_hold_the_range_are_told(rows: np.ndarray) -> None:
    rows[7, 3], rows[8, 3] = 100, 90
    (warning,) = plausibility.check(series(rows), "global")
    assert "98 % of the values lie within" in warning
    assert "the most extreme is in at (7, 3)" in warning


def test_constant_series_are_counted(rows: np.ndarray) -> None:
    rows[[5, 9]] = 0.5
    assert plausibility.check(series(rows), "global") == ["2 series are constant, the first in at (5,)"]


def test_channels_of_unequal_range_and_constant_ones_are_told(rows: np.ndarray) -> None:
    record = rows.reshape(-1, 2) * [1, 100]
    named = series(record, "record", ("a", "b"))
    assert plausibility.check(named, "global") == [
        "'a' spans less than a tenth of the range of all channels; use scaling: per_channel"
    ]
    assert plausibility.check(named, "per_channel") == []
    constant = series(np.column_stack([record[:, 1], np.ones(len(record))]), "record")
    assert plausibility.check(constant, "per_channel") == [
        "channel 2 is constant; leave it out with waves.columns or --columns"
    ]


def test_a_first_row_that_counts_is_refused_and_one_that_rises_is_told(rows: np.ndarray) -> None:
    rows[0] = np.arange(12)
    assert "at (0,): the first row counts 0 to 11, as numbers of columns do; leave it out" in refused(series(rows))
    rows[0] = np.linspace(0, 1, 12)
    assert plausibility.check(series(rows), "global") == [
        "at (0,): the first row rises evenly; if it holds points of time, leave it out"
    ]
    ramps = np.arange(300)[:, None] + np.arange(12.0)
    assert plausibility.check(series(ramps), "global") == [], "all rows are ramps"


def test_values_that_are_too_large_are_refused(rows: np.ndarray) -> None:
    assert "values up to 9.98862e+299 are too large; divide them, to below 1e+30" in refused(series(rows * 1e300))


@pytest.mark.parametrize(
    ("low", "high", "line"),
    [
        (-1, 1, "these series span -1 .. 1, the law's 0 .. 1; bring them there with (y + 1) / 2"),
        (0, 255, "these series span 0 .. 255, the law's 0 .. 1; bring them there with y / 255"),
        (0.45, 0.55, "these series span 0.45 .. 0.55, the law's 0 .. 1"),
        (0, 1, None),
        (-0.1, 1.15, None),
    ],
)
def test_another_height_is_told_with_a_formula(low: float, high: float, line: str | None) -> None:
    values, real = np.linspace(low, high, 20_001), np.linspace(0, 1, 101)
    assert plausibility.other_height(np.round(values, 2), real, "the law's") == line
