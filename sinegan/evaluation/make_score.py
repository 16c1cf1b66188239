"""Put a score together as the tables show it: value, interval, baseline, anchors and facts."""

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from sinegan.metrics.baseline import Baseline
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.metric import MetricInfo
from sinegan.schema.scores import FLAGGED_BEYOND, Score

_TEXTS = [field.name for field in fields(MetricInfo) if field.name != "bounds"]


def make_score(
    info: MetricInfo,
    estimate: Estimate | None,
    baseline: Baseline,
    *,
    n: int | None = None,
    anchors: Mapping[str, float | None] | None = None,
    missing: str | None = None,
    headline: bool = False,
) -> Score:
    """One score.

    Parameters
    ----------
    info
        What the score is.
    estimate
        Value and interval. None if it has no value.
    baseline
        The score of real waves.
    n
        Waves of each side, if it is computed on a subset.
    anchors
        Its values for the `sinegan.metrics.baseline.ANCHORS`.
    missing
        Why there is no value.
    headline
        Whether it is a headline score.
    """
    value, low, high = estimate or (None, None, None)
    if low is None or high is None or not np.isfinite([low, high]).all():
        low = high = None  # too few waves for an interval
    anchors = anchors or {}
    return Score(
        **{name: getattr(info, name) for name in _TEXTS},
        n=n,
        headline=headline,
        value=value,
        low=low,
        high=high,
        missing=missing,
        baseline=baseline.mean,
        baseline_sd=baseline.sd,
        baseline_repeats=baseline.repeats,
        flagged=None if baseline.sd is None else baseline.distance(value) > FLAGGED_BEYOND,
        mode_collapse=anchors.get("mode_collapse"),
        uniform_noise=anchors.get("uniform_noise"),
        bounds="{:.3g} to {:.3g}".format(*info.bounds),
    )
