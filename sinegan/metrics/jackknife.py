"""An interval for the value of each score."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy import stats

from sinegan.measurement.sample import Sample
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

    Real windows of a record overlap and are few blocks, on which a score depends. Its interval is then also for other
    blocks: a group of whole blocks is left out together with each group of generated waves, in as many groups as there
    are blocks, but at most ten. To first order, the squared deviations are those of both sides added up.

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
    n_groups = _n_groups(comparison.real)
    left_out = [partial(_without, group, metrics, comparison) for group in range(n_groups if n_groups > 1 else 0)]
    return [lambda: [metric.checked_value(comparison) for metric in metrics], *left_out]


def from_values(metrics: Sequence[Metric], values: Sequence[Values]) -> list[Estimate | None]:
    """The estimates from the results of the `tasks`."""
    whole, *left_out = values
    parts: Iterable[tuple[float | None, ...]] = zip(*left_out, strict=True) if left_out else [()] * len(metrics)
    return [_estimate(metric, value, some) for metric, value, some in zip(metrics, whole, parts, strict=True)]


def _n_groups(real: Sample) -> int:
    return _GROUPS if real.block is None else min(_GROUPS, len(np.unique(real.block)))


def _without(group: int, metrics: Sequence[Metric], comparison: Comparison) -> Values:
    real, generated = comparison.real, comparison.generated
    sides = {
        False: _part(comparison, real, generated, group),
        True: _part(comparison, real.subset, generated.subset, group),
    }
    return [metric.value(sides[metric.pairwise]) for metric in metrics]


def _part(comparison: Comparison, real: Sample, generated: Sample, group: int) -> Comparison:
    """The comparison without that group of generated waves and, if the real ones have blocks, of these blocks."""
    n_groups, blocks = _n_groups(comparison.real), comparison.real.block
    kept = generated.take(np.flatnonzero(np.arange(len(generated.waves)) % n_groups != group))
    if blocks is None or real.block is None:
        return comparison.against(kept)
    number = np.searchsorted(np.unique(blocks), real.block)
    return Comparison(real.take(np.flatnonzero(number % n_groups != group)), kept)


def _estimate(metric: Metric, value: float | None, parts: Sequence[float | None]) -> Estimate | None:
    if value is None:
        return None
    left_out, n = np.array([part for part in parts if part is not None]), len(parts)
    if n == 0 or len(left_out) < n:
        return Estimate(value, *metric.bounds)  # too few waves, or a single block, for an interval
    error = np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
    half_width = float(stats.t.ppf(0.975, n - 1) * error)
    low, high = np.clip([value - half_width, value + half_width], *metric.bounds)
    return Estimate(value, float(low), float(high))
