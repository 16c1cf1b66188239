"""Whether a fresh result is the one that was published, or as near to it as another seed would be."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

Headlines = Mapping[str, float | None]

_CONFIDENCE = 0.99
_LEAST = 0.01
"""Of the expected value: less than that counts as none, where all seeds of a study score the same."""


class Comparison(NamedTuple):
    """A headline beside what was expected of it; `reach` is how far off another seed could be."""

    name: str
    found: float | None
    expected: float | None
    reach: float | None
    agrees: bool


def compare(found: Headlines, expected: Headlines, over_seeds: Mapping[str, Mapping[str, Any]]) -> list[Comparison]:
    """Hold each headline against an expected one.

    Parameters
    ----------
    found, expected
        Values by name.
    over_seeds
        By name: ``sd`` and ``n`` of a study of the same recipe; empty if no study tried it. Then only equal values
        agree.

    Returns
    -------
    list of Comparison
        They agree where a second draw from the normal law of the seeds would fall that far from a first in 1 % of
        cases or more: |difference| <= t(.995, n - 1) sd sqrt(2).
    """
    return [_one(name, found.get(name), expected[name], over_seeds.get(name)) for name in expected]


def _one(name: str, found: float | None, expected: float | None, study: Mapping[str, Any] | None) -> Comparison:
    if found is None or expected is None or study is None or study.get("sd") is None:
        return Comparison(name, found, expected, None, found == expected)
    t = float(stats.t.ppf(0.5 + _CONFIDENCE / 2, study["n"] - 1))
    reach = max(t * study["sd"] * float(np.sqrt(2)), _LEAST * abs(expected))
    return Comparison(name, found, expected, reach, abs(found - expected) <= reach)


def words(compared: list[Comparison], recipe: str) -> tuple[bool, str]:
    """Whether the result was reproduced, and a line that says so."""
    off = [one.name for one in compared if not one.agrees]
    if all(one.found == one.expected for one in compared):
        return True, f"Reproduced: every headline of '{recipe}' is the published one, to the last digit."
    if not off:
        return True, f"Reproduced: every headline of '{recipe}' is as near to the published one as another seed's."
    return False, f"NOT reproduced: {', '.join(off)} of '{recipe}' lie farther off than another seed's would."
