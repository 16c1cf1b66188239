"""Whether a new result equals the published one, or differs from it by no more than results of different seeds do."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy import special

Headlines = Mapping[str, float | None]

_CONFIDENCE = 0.99
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


def compare(values: Headlines, expected: Headlines, over_seeds: Mapping[str, Mapping[str, Any]]) -> list[Comparison]:
    """Compare each headline score with the expected one.

    Parameters
    ----------
    values, expected
        Scores by name.
    over_seeds
        By name: ``sd`` and ``n`` of a study of the same recipe. Empty if there is none; then only equal values agree.

    Returns
    -------
    list of Comparison
        The tolerance is t(0.995, n - 1) sd sqrt(2): if scores are normally distributed over seeds, 1 % of pairs of
        seeds differ by more.
    """
    return [_compare_one(name, values.get(name), expected[name], over_seeds.get(name)) for name in expected]


def _compare_one(name: str, value: float | None, expected: float | None, study: Mapping[str, Any] | None) -> Comparison:
    if value is None or expected is None or study is None or study.get("sd") is None:
        return Comparison(name, value, expected, None, value == expected)
    t = float(special.stdtrit(study["n"] - 1, 0.5 + _CONFIDENCE / 2))  # Student's quantile
    tolerance = max(t * study["sd"] * float(np.sqrt(2)), _MIN_TOLERANCE * abs(expected))
    return Comparison(name, value, expected, tolerance, abs(value - expected) <= tolerance)


def message(comparisons: list[Comparison], recipe: str) -> tuple[bool, str]:
    """Whether the result was reproduced, and a line that says so."""
    differing = [comparison.name for comparison in comparisons if not comparison.agrees]
    if all(comparison.value == comparison.expected for comparison in comparisons):
        return True, f"Reproduced: every headline of '{recipe}' equals the published one, to the last digit."
    if not differing:
        return True, f"Reproduced: every headline of '{recipe}' is within the variation between seeds."
    return False, f"NOT reproduced: {', '.join(differing)} of '{recipe}' outside the variation between seeds."
