"""Put together a score as the tables show it: value, interval, floor, anchors and facts."""

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from sinegan.metrics.floors import Floor
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.metric import Facts
from sinegan.schema.scores import FLAGGED_BEYOND, Score, headline_of

_WORDS = [field.name for field in fields(Facts) if field.name != "bounds"]


def make_score(
    fact: Facts,
    found: Estimate | None,
    floor: Floor,
    *,
    n: int | None = None,
    anchors: Mapping[str, float | None] | None = None,
    missing: str | None = None,
) -> Score:
    """One score from its facts, its estimate and its floor.

    Parameters
    ----------
    fact
        What it is.
    found
        Value and interval; None where it has no value.
    floor
        What real waves score.
    n
        Waves of each side, where it is computed on fewer than all.
    anchors
        What waves ``collapsed`` to one, and ``noise``, score.
    missing
        Why there is no value.
    """
    value, low, high = found or (None, None, None)
    if low is None or high is None or not np.isfinite([low, high]).all():
        low = high = None  # too few waves to tell
    known = anchors or {}
    return Score(
        **{name: getattr(fact, name) for name in _WORDS},
        n=n,
        headline=headline_of(fact.family, fact.name),
        value=value,
        low=low,
        high=high,
        missing=missing,
        floor=floor.mean,
        floor_sd=floor.sd,
        floor_repeats=floor.repeats,
        flagged=None if floor.sd is None else floor.distance(value) > FLAGGED_BEYOND,
        collapsed=known.get("collapsed"),
        noise=known.get("noise"),
        bounds="{:.3g} to {:.3g}".format(*fact.bounds),
    )
