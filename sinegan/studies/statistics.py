"""What several seeds say together: means with their intervals, and which arms differ.

Sources: B. L. Welch, Biometrika 34 (1947); S. Holm, Scandinavian Journal of Statistics 6 (1979).
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from scipy import stats

LEVEL = 0.95


def summary(values: Sequence[float]) -> dict[str, float | int | None]:
    """n, mean, sd, min, median and max, and Student's t interval of the mean at 95 %.

    With a single value sd and interval are None. The interval is for the mean over training seeds; it takes the values
    for normal, which a share near 0 or 1 is not: look at the points.
    """
    x = np.asarray(values, dtype=np.float64)
    if len(x) == 0:
        return {"n": 0} | dict.fromkeys(("mean", "sd", "low", "high", "min", "median", "max"))
    spread: dict[str, float | None] = {"sd": None, "low": None, "high": None}
    if len(x) > 1:
        sd = float(x.std(ddof=1))
        half = float(stats.t.ppf((1 + LEVEL) / 2, len(x) - 1)) * sd / np.sqrt(len(x))
        spread = {"sd": sd, "low": float(x.mean() - half), "high": float(x.mean() + half)}
    ends = {"min": float(x.min()), "median": float(np.median(x)), "max": float(x.max())}
    return {"n": len(x), "mean": float(x.mean())} | spread | ends


def welch(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Two-sided p value of equal means, variances being unequal; None with fewer than two values on a side.

    Where neither side scatters, the p value is 1 for equal values and 0 otherwise.
    """
    if min(len(first), len(second)) < 2:
        return None
    if np.ptp(first) == 0 and np.ptp(second) == 0:
        return float(first[0] == second[0])
    sides = [value for side in (first, second) for value in (np.mean(side), np.std(side, ddof=1), len(side))]
    return float(stats.ttest_ind_from_stats(*sides, equal_var=False).pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """P values adjusted for their number: max over those up to it, in rising order, of (number left) x p, at most 1."""
    order = np.argsort(p_values, kind="stable")
    left = len(p_values) - np.arange(len(p_values))
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(left * np.asarray(p_values, dtype=np.float64)[order]))
    return [float(p) for p in adjusted]


def comparisons(by_arm: Mapping[str, Sequence[float]]) -> list[dict[str, Any]]:
    """Every two arms: difference of means, Welch's p, Holm's p within this family, and whether they differ at 5 %."""
    pairs = [(a, b, welch(by_arm[a], by_arm[b])) for a, b in combinations(by_arm, 2)]
    tested = [(a, b, p) for a, b, p in pairs if p is not None]
    rows = []
    for (a, b, p), adjusted in zip(tested, holm([p for _, _, p in tested]), strict=True):
        difference = float(np.mean(by_arm[a]) - np.mean(by_arm[b]))
        differ = adjusted < 1 - LEVEL
        rows.append({"arms": [a, b], "difference": difference, "p": p, "p_holm": adjusted, "differ": differ})
    return rows
