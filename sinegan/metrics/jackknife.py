"""An interval for the value of each score."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy import stats

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_GROUPS = 10
TASKS = 1 + _GROUPS
"""The number of `tasks`."""

Values = list[float | None]


class Estimate(NamedTuple):
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def estimates(metrics: Sequence[Metric], comparison: Comparison) -> list[Estimate | None]:
    """Each score with an interval for other waves of the same generator against the same real waves.

    Delete-a-group jackknife (Efron & Tibshirani 1993, chapter 11): the scores are computed ten times, each time without
    another tenth of the generated waves; the interval is value +- t(0.975, 9) sqrt(9 / 10 * sum of squared
    deviations). None if a score has no value.

    Raises
    ------
    UnscorableError
        A score could not be computed.
    """
    return from_values(metrics, [task() for task in tasks(metrics, comparison)])


def tasks(metrics: Sequence[Metric], comparison: Comparison) -> list[Callable[[], Values]]:
    """What to compute, in any order: the scores of all waves, then those without each group.

    All scores of a group are one task, since they share distances between waves.
    """
    left_out = [partial(_without, group, metrics, comparison) for group in range(_GROUPS)]
    return [lambda: [metric.checked_value(comparison) for metric in metrics], *left_out]


def from_values(metrics: Sequence[Metric], values: Sequence[Values]) -> list[Estimate | None]:
    """The estimates from the results of the `tasks`."""
    whole, *left_out = values
    parts = zip(*left_out, strict=True)
    return [_estimate(metric, value, some) for metric, value, some in zip(metrics, whole, parts, strict=True)]


def _without(group: int, metrics: Sequence[Metric], comparison: Comparison) -> Values:
    sides = {
        pairwise: comparison.against(whole.take(np.flatnonzero(np.arange(len(whole.waves)) % _GROUPS != group)))
        for pairwise, whole in ((False, comparison.generated), (True, comparison.generated.subset))
    }
    return [metric.value(sides[metric.pairwise]) for metric in metrics]


def _estimate(metric: Metric, value: float | None, parts: Sequence[float | None]) -> Estimate | None:
    if value is None:
        return None
    left_out = np.array([part for part in parts if part is not None])
    if len(left_out) < _GROUPS:
        return Estimate(value, *metric.bounds)  # too few waves for an interval
    error = np.sqrt((_GROUPS - 1) / _GROUPS * ((left_out - left_out.mean()) ** 2).sum())
    half_width = float(stats.t.ppf(0.975, _GROUPS - 1) * error)
    low, high = np.clip([value - half_width, value + half_width], *metric.bounds)
    return Estimate(value, float(low), float(high))
