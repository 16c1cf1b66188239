"""Statistics over seeds: means with confidence intervals, and tests of which arms differ.

Sources: B. L. Welch, Biometrika 34 (1947); S. Holm, Scandinavian Journal of Statistics 6 (1979).
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from scipy import stats

LEVEL = 0.95


def summary(values: Sequence[float]) -> dict[str, float | int | None]:
    """n, mean, sd, min, median and max, and the 95 % Student's t interval of the mean (``low``, ``high``).

    For a single value, sd and interval are None. The interval is for the mean over training seeds and assumes normally
    distributed values, which fractions near 0 or 1 are not: look at the individual trials.
    """
    x = np.asarray(values, dtype=np.float64)
    if len(x) == 0:
        return {"n": 0} | dict.fromkeys(("mean", "sd", "low", "high", "min", "median", "max"))
    interval: dict[str, float | None] = {"sd": None, "low": None, "high": None}
    if len(x) > 1:
        sd = float(x.std(ddof=1))
        half = float(stats.t.ppf((1 + LEVEL) / 2, len(x) - 1)) * sd / np.sqrt(len(x))
        interval = {"sd": sd, "low": float(x.mean() - half), "high": float(x.mean() + half)}
    quantiles = {"min": float(x.min()), "median": float(np.median(x)), "max": float(x.max())}
    return {"n": len(x), "mean": float(x.mean())} | interval | quantiles


def welch(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Two-sided p value of equal means with unequal variances; None with fewer than two values on a side.

    If neither side varies, the p value is 1 for equal values and 0 otherwise.
    """
    if min(len(first), len(second)) < 2:
        return None
    if np.ptp(first) == 0 and np.ptp(second) == 0:
        return float(first[0] == second[0])
    sides = [value for side in (first, second) for value in (np.mean(side), np.std(side, ddof=1), len(side))]
    return float(stats.ttest_ind_from_stats(*sides, equal_var=False).pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm-adjusted p values: the k-th smallest of m is multiplied by m - k + 1, made monotone, and capped at 1."""
    order = np.argsort(p_values, kind="stable")
    factors = len(p_values) - np.arange(len(p_values))
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(factors * np.asarray(p_values, dtype=np.float64)[order]))
    return [float(p) for p in adjusted]


def comparisons(by_arm: Mapping[str, Sequence[float]]) -> list[dict[str, Any]]:
    """Every pair of arms: difference of means, Welch's p, Holm's p over these pairs, and whether they differ at 5 %."""
    pairs = [(a, b, welch(by_arm[a], by_arm[b])) for a, b in combinations(by_arm, 2)]
    tested = [(a, b, p) for a, b, p in pairs if p is not None]
    rows = []
    for (a, b, p), adjusted in zip(tested, holm([p for _, _, p in tested]), strict=True):
        difference = float(np.mean(by_arm[a]) - np.mean(by_arm[b]))
        differ = adjusted < 1 - LEVEL
        rows.append({"arms": [a, b], "difference": difference, "p": p, "p_holm": adjusted, "differ": differ})
    return rows
