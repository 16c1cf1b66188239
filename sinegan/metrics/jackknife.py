"""An interval for the value of a score."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_GROUPS = 10


class Estimate(NamedTuple):
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(metric: Metric, comparison: Comparison) -> Estimate | None:
    """The score with an interval for other waves of the same generator against the same real waves.

    Delete-a-group jackknife (Efron & Tibshirani 1993, chapter 11): the score is computed ten times, each time without
    another tenth of the generated waves; the interval is value +- t(0.975, 9) sqrt(9 / 10 * sum of squared
    deviations). None if the score has no value.

    Raises
    ------
    UnscorableError
        The score could not be computed.
    """
    value = metric.checked_value(comparison)
    if value is None:
        return None
    whole = comparison.generated.subset if metric.pairwise else comparison.generated
    place = np.arange(len(whole.waves)) % _GROUPS
    parts = [metric.value(comparison.against(whole.take(np.flatnonzero(place != group)))) for group in range(_GROUPS)]
    left_out = np.array([part for part in parts if part is not None])
    if len(left_out) < _GROUPS:
        return Estimate(value, *metric.bounds)  # too few waves for an interval
    error = np.sqrt((_GROUPS - 1) / _GROUPS * ((left_out - left_out.mean()) ** 2).sum())
    half_width = float(stats.t.ppf(0.975, _GROUPS - 1) * error)
    low, high = np.clip([value - half_width, value + half_width], *metric.bounds)
    return Estimate(value, float(low), float(high))
