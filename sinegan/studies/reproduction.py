"""Whether a new result equals the published one, or differs from it by no more than results of different seeds do."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy import special

Headlines = Mapping[str, float | None]

_LEVEL = 0.01
"""Of all scores together."""
_MIN_TOLERANCE = 0.01
"""Relative to the expected value: needed where all seeds of a study have the same score."""


class Comparison(NamedTuple):
    """A headline score of the new result and of the published one.

    Attributes
    ----------
    name
        Of the score.
    value, expected
        Of the new and of the published result.
    tolerance
        Largest difference that different seeds explain; None if unknown.
    agrees
        Whether the difference is within the tolerance.
    """

    name: str
    value: float | None
    expected: float | None
    tolerance: float | None
    agrees: bool


def compare(
    values: Headlines, expected: Headlines, over_seeds: Mapping[str, Mapping[str, Any]], *, of_median: bool = False
) -> list[Comparison]:
    """Compare each headline score with the expected one.

    Parameters
    ----------
    values, expected
        Scores by name.
    over_seeds
        By name: ``sd`` and ``n`` of a study of the same recipe. Empty if there is none; then only equal values agree.
    of_median
        Whether the expected scores are medians over the seeds of that study. Otherwise they are those of one seed.

    Returns
    -------
    list of Comparison
        The tolerance is that of a t-test at the level 0.01 / k for k scores (Bonferroni): if scores are normally
        distributed over seeds, any score of at most 1 % of new seeds is outside.
    """
    level = _LEVEL / max(len(expected), 1)
    return [
        _compare_one(name, values.get(name), expected[name], _tolerance(over_seeds.get(name), level, of_median))
        for name in expected
    ]


def _tolerance(study: Mapping[str, Any] | None, level: float, of_median: bool) -> float | None:
    if study is None or study.get("sd") is None:
        return None
    n = study["n"]
    t = float(special.stdtrit(n - 1, 1 - level / 2))  # Student's quantile
    variance_of_expected = np.pi / (2 * n) if of_median else 1.0  # of a median of n normal values, and of one value
    return t * float(study["sd"]) * float(np.sqrt(1 + variance_of_expected))


def _compare_one(name: str, value: float | None, expected: float | None, tolerance: float | None) -> Comparison:
    if value is None or expected is None or tolerance is None:
        return Comparison(name, value, expected, None, value == expected)
    tolerance = max(tolerance, _MIN_TOLERANCE * abs(expected))
    return Comparison(name, value, expected, tolerance, abs(value - expected) <= tolerance)


def message(comparisons: list[Comparison], recipe: str) -> tuple[bool, str]:
    """Whether the result was reproduced, and a line that says so."""
    differing = [comparison.name for comparison in comparisons if not comparison.agrees]
    if all(comparison.value == comparison.expected for comparison in comparisons):
        return True, f"Reproduced: every headline of '{recipe}' equals the published one, to the last digit."
    if not differing:
        return True, f"Reproduced: every headline of '{recipe}' is within the variation between seeds."
    return False, f"NOT reproduced: {', '.join(differing)} of '{recipe}' outside the variation between seeds."
