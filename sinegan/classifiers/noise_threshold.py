"""The weakest noise that hides the difference between real and generated waves.

Real waves have no noise, so that a strong classifier always wins and its accuracy stays at 1 however good the generator
gets. The noise threshold sigma* still discriminates: it is the smallest standard deviation of white noise, added to
both sides, at which the accuracy of the strongest classifier falls below 55 %. For a white residual it is about 4.5
times the residual's rms.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

import numpy as np

from sinegan.classifiers import features
from sinegan.classifiers.cross_fitting import C2STResult, cross_fitted, split
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics.jackknife import Estimate

LEVELS = (0.0, *(0.0005 * 2.0**step for step in range(17)))
"""Standard deviations of the noise, in units of y; at the last one, 33, nothing of a wave can be recognised."""
CHANCE_ACCURACY = 0.55


def sweep(
    real: Sample, generated: Sample, seed: int, *, classifiers: Sequence[Classifier] = CLASSIFIERS
) -> dict[float, Callable[[], dict[str, C2STResult]]]:
    """What to compute, in any order: by noise level, the results of the classifiers that count."""
    return {level: partial(with_noise, real, generated, seed, level, classifiers=classifiers) for level in LEVELS}


def with_noise(
    real: Sample, generated: Sample, seed: int, level: float, *, classifiers: Sequence[Classifier] = CLASSIFIERS
) -> dict[str, C2STResult]:
    """The results of the classifiers that count, with white noise of that standard deviation on both sides.

    The same seed gives the same noise, scaled, at each level, so that accuracy falls smoothly from level to level.
    """
    rng = np.random.default_rng([seed, 0])
    sides = [real, generated]
    if level > 0:
        noisy = (side.waves + level * rng.standard_normal(side.waves.shape) for side in sides)
        sides = [measure(real.grid, waves) for waves in noisy]
    on_real, on_generated = (features.extract(side) for side in sides)
    halves = split(len(on_real), (real.block, generated.block), np.random.default_rng([seed, 1]))
    return {
        classifier.name: cross_fitted(classifier, on_real, on_generated, real.grid.width, halves, real.block)
        for classifier in classifiers
        if classifier.in_strongest and classifier.in_threshold
    }


def strongest(results: Mapping[str, C2STResult]) -> C2STResult:
    """The result with the most correct predictions."""
    return max(results.values(), key=lambda result: result.n_correct)


def noise_threshold(curve: Mapping[float, Mapping[str, C2STResult]]) -> Estimate:
    """Where the accuracy of the strongest classifier crosses 55 %, and where the ends of its interval do."""
    best = [strongest(curve[level]) for level in LEVELS]
    limits = _by_level([chance_limit(result) for result in best])
    columns = zip(*(result.accuracy for result in best), strict=True)
    return Estimate(*(_crossing(_by_level(column), limits) for column in columns))


def quick_noise_threshold(
    real: Sample, generated: Sample, seed: int, *, classifiers: Sequence[Classifier] = CLASSIFIERS
) -> float:
    """The noise threshold by bisection: four or five levels instead of all."""

    @lru_cache
    def best(level: float) -> C2STResult:
        return strongest(with_noise(real, generated, seed, level, classifiers=classifiers))

    return _crossing(lambda level: best(level).accuracy.value, lambda level: chance_limit(best(level)))


def chance_limit(result: C2STResult) -> float:
    """The accuracy below which a classifier counts as guessing: 55 %, or more if there are few waves.

    It is at least three standard deviations of guessing above 1/2, which exceeds 55 % below about 450 waves per side.
    Windows of a record count as their effective number, which differs between noise levels.
    """
    n = result.n_total if result.clusters is None else result.clusters.n_predictions(result.accuracy.value)
    return max(CHANCE_ACCURACY, 0.5 + 3 * 0.5 / float(np.sqrt(n)))


def _by_level(values: Sequence[float]) -> Callable[[float], float]:
    return dict(zip(LEVELS, values, strict=True)).__getitem__


def _crossing(accuracy: Callable[[float], float], limit: Callable[[float], float]) -> float:
    """Find the two neighbouring levels around the limit by bisection, then interpolate.

    The interpolation is linear in log sigma; below the first positive level, in sigma. The result is 0 if no noise is
    needed, and the last level if it is not enough.
    """
    if accuracy(LEVELS[0]) < limit(LEVELS[0]):
        return LEVELS[0]
    below, above = 0, len(LEVELS) - 1
    while above - below > 1:
        middle = (below + above) // 2
        recognised = accuracy(LEVELS[middle]) >= limit(LEVELS[middle])
        below, above = (middle, above) if recognised else (below, middle)
    high, low = accuracy(LEVELS[below]), accuracy(LEVELS[above])
    high_limit, low_limit = limit(LEVELS[below]), limit(LEVELS[above])
    if low >= low_limit:  # at the last level, the only one above the crossing that may not have been looked at
        return LEVELS[above]
    fraction = (high - high_limit) / (high - low + (low_limit - high_limit))
    if below == 0:
        return fraction * LEVELS[above]
    return float(LEVELS[below] * (LEVELS[above] / LEVELS[below]) ** fraction)
