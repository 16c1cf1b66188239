"""A score as the tables show it: value, interval, floor, anchors and facts."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, TypeVar

import numpy as np

from stages.judges.options import Floor
from stages.metrics.jackknife import Estimate
from stages.metrics.metric import Facts

FLAGGED_BEYOND = 5.0
"""Floor standard deviations from the floor's mean."""


_FAMILIES = (
    *("quality", "law", "manifold", "variety", "spectrum", "sample", "use", "copying", "judge", "discriminator"),
)
Shown = TypeVar("Shown")


def in_order(scores: Mapping[str, Shown]) -> dict[str, Shown]:
    """The same, family by family: from single waves to whole sets to judges. JSON files have them by the alphabet."""
    places = {name: place for place, name in enumerate(_FAMILIES)}
    family = {key: key.split("/")[0].rstrip("0123456789").rstrip("_") for key in scores}
    return dict(sorted(scores.items(), key=lambda item: places.get(family[item[0]], len(places))))


def row(fact: Facts, found: Estimate | None, floor: Floor, anchors: Mapping[str, float | None]) -> dict[str, Any]:
    """One score; None where there is no such number.

    Returns
    -------
    dict
        ``value`` with the ends ``low`` and ``high`` of its 95 % interval; ``floor``, ``floor_sd`` and
        ``floor_repeats``; ``flagged``, whether the value lies beyond five of these standard deviations, None where
        there is no spread; ``collapsed`` and ``noise``, the scores of one wave repeated and of noise; and the facts.
    """
    value, low, high = found or (None, None, None)
    if low is None or high is None or not np.isfinite([low, high]).all():
        low = high = None  # too few waves to tell
    flagged = None if floor.sd is None else distance(value, floor) > FLAGGED_BEYOND
    numbers = {"value": value, "low": low, "high": high, "flagged": flagged}
    numbers |= {"floor": floor.mean, "floor_sd": floor.sd, "floor_repeats": floor.repeats}
    numbers |= {name: anchors.get(name) for name in ("collapsed", "noise")}
    words = {name: told for name, told in asdict(fact).items() if isinstance(told, str)}
    return numbers | words | {"bounds": "{:.3g} to {:.3g}".format(*fact.bounds)}


def distance(value: float | None, floor: Floor) -> float:
    """Floor standard deviations between a score and its floor's mean; infinite where real waves never differ.

    A score without a value, where real waves have one, is infinitely far off too.
    """
    if floor.mean is None or floor.sd is None:
        return 0.0
    if value is None:
        return np.inf
    gap = abs(value - floor.mean)
    return float(gap / floor.sd) if floor.sd > 0 else (np.inf if gap > 0 else 0.0)
