"""Means, tests and corrections, compared with calculations by hand and with SciPy."""

import numpy as np
import pytest
from scipy import stats

from sinegan.studies.statistics import comparisons, holm, summary, welch


def test_summary_by_hand() -> None:
    # mean 2, sd 1; t at 97.5 % with 2 degrees of freedom is 4.3027: 2 -+ 4.3027 / sqrt(3)
    row = summary([1.0, 2.0, 3.0])
    assert (row["n"], row["mean"], row["sd"], row["min"], row["median"], row["max"]) == (3, 2, 1, 1, 2, 3)
    assert row["low"] == pytest.approx(2 - 4.302653 / np.sqrt(3))
    assert row["high"] == pytest.approx(2 + 4.302653 / np.sqrt(3))


def test_one_value_has_no_standard_deviation_and_no_values_have_no_mean() -> None:
    assert (summary([4.0])["mean"], summary([4.0])["sd"], summary([4.0])["low"]) == (4, None, None)
    assert (summary([])["n"], summary([])["mean"]) == (0, None)


def test_the_interval_contains_the_mean_in_95_of_100_studies(rng: np.random.Generator) -> None:
    studies = [summary(rng.normal(5, 2, 10)) for _ in range(2000)]
    coverage = np.mean([study["low"] <= 5 <= study["high"] for study in studies])
    assert coverage == pytest.approx(0.95, abs=0.015)


def test_welch_by_hand() -> None:
    # means 2 and 5, squared errors 1/3 and 4/3: t = -3 / sqrt(5/3), 2.94 degrees of freedom
    first, second = [1.0, 2.0, 3.0], [3.0, 5.0, 7.0]
    freedom = (5 / 3) ** 2 / ((1 / 3) ** 2 / 2 + (4 / 3) ** 2 / 2)
    assert welch(first, second) == pytest.approx(2 * stats.t.cdf(-3 / np.sqrt(5 / 3), freedom))


def test_welch_without_variation_or_values() -> None:
    assert welch([1.0, 1.0], [1.0, 1.0]) == 1
    assert welch([1.0, 1.0], [0.0, 0.0]) == 0
    assert welch([1.0], [0.0, 2.0]) is None


def test_holm_by_hand() -> None:
    # 0.01 * 4, 0.02 * 3, 0.03 * 2 = 0.06, 0.04 * 1 but not below 0.06
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1, 1]
    assert holm([]) == []


def test_arms_that_differ_and_ties() -> None:
    arms = {"a": [1.0, 1.1, 0.9], "b": [1.05, 0.95, 1.0], "c": [9.0, 9.1, 8.9], "single": [1.0]}
    rows = {tuple(row["arms"]): row for row in comparisons(arms)}
    assert set(rows) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert [rows[pair]["differ"] for pair in rows] == [False, True, True]
    assert rows["a", "c"]["difference"] == pytest.approx(-8)


def test_equal_arms_differ_significantly_in_5_of_100_studies(rng: np.random.Generator) -> None:
    false_positives = [
        any(row["differ"] for row in comparisons({name: rng.normal(size=10) for name in "abc"})) for _ in range(1000)
    ]
    assert np.mean(false_positives) < 0.07
