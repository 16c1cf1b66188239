"""Rows of a user's file go to sets."""

import numpy as np
import pytest

from sinegan.datasets import splits
from sinegan.datasets.errors import BadSeriesError
from sinegan.waves.law import Law
from tests.datasets.series_files import options

SIZES = {"n_pool": 100_000, "n_test": 10_000, "n_reference": 10_000}


@pytest.fixture
def series(rng: np.random.Generator) -> np.ndarray:
    """1000 series of 30 points."""
    return rng.normal(60, 20, (1_000, 30))


@pytest.mark.parametrize(
    ("n", "pool", "held_out"),
    [(200, 100, 50), (400, 200, 100), (500, 300, 100), (1_000, 800, 100), (1_096, 876, 110), (20_000, 16_000, 2_000)],
)
def test_few_series_are_shared_so_that_most_are_learnt(law: Law, n: int, pool: int, held_out: int) -> None:
    assert splits.shares(n, options(law, **SIZES)) == {"pool": pool, "test": held_out, "reference": held_out}


def test_what_held_out_sets_may_not_have_goes_to_the_pool(law: Law) -> None:
    sizes = splits.shares(200_000, options(law, n_pool=1_000_000, n_test=10_000, n_reference=5_000))
    assert sizes == {"pool": 185_000, "test": 10_000, "reference": 5_000}


def test_each_row_goes_to_one_set(law: Law, series: np.ndarray) -> None:
    rows, warnings = splits.split(series, options(law, **SIZES))
    assert sorted(np.concatenate(list(rows.values()))) == list(range(1_000))
    assert {name: len(chosen) for name, chosen in rows.items()} == {"pool": 800, "test": 100, "reference": 100}
    assert warnings == []


def test_the_seed_determines_the_split(law: Law, series: np.ndarray) -> None:
    first, again, other = (splits.split(series, options(law, **SIZES, seed=seed))[0]["pool"] for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_few_series_copies_and_unused_ones_are_told(law: Law, series: np.ndarray) -> None:
    assert splits.split(series[:300], options(law, **SIZES))[1] == [
        "300 series are few: the scores will have wide intervals; 500 or more are better"
    ]
    doubled = np.concatenate([series, series[:10]])
    assert splits.split(doubled, options(law, **SIZES))[1] == [
        "10 series are copies of others: learnt and held-out series may be the same"
    ]
    assert splits.split(series, options(law, **SIZES | {"n_pool": 500}))[1] == [
        "300 series are not used; raise waves.n_pool to learn from them"
    ]


@pytest.mark.parametrize(
    ("n", "copies", "message"),
    [
        (199, 1, "^199 series, 199 of them distinct; give at least 200 distinct$"),
        (150, 6, "^900 series, 150 of them distinct; give at least 200 distinct$"),
    ],
)
def test_too_few_distinct_series_are_refused(law: Law, series, n: int, copies: int, message: str) -> None:
    with pytest.raises(BadSeriesError, match=message):
        splits.split(np.tile(series[:n], (copies, 1)), options(law, **SIZES))


def test_series_in_columns_are_suspected(law: Law, series: np.ndarray) -> None:
    with pytest.raises(BadSeriesError, match=r"30 series, .*; if each column is a series, transpose the table"):
        splits.split(series.T, options(law, **SIZES))
