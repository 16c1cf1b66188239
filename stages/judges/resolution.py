"""How faint a noise hides the difference between real and generated waves.

Real waves have no noise, so a strong judge always wins and its accuracy stays at 1 however good the generator gets.
sigma* keeps telling: it is the least white noise, added to both sides, under which the strongest judge falls below
55 %. About 4.5 times the rms of a white residual.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import numpy as np

from stages.judges.exhibits import exhibits
from stages.judges.ladder import LADDER, Judge
from stages.judges.verdicts import Verdicts, cross_fitted
from stages.metrics.jackknife import Estimate
from stages.metrics.sample import Sample, measure

LEVELS = (0.0, *(0.0005 * 2.0**step for step in range(17)))
"""Standard deviations of the noise, in units of y; with the last, 33, nothing is left of a wave."""
FOOLED = 0.55

Given = TypeVar("Given")
Each = Callable[[Callable[[Given], Any], Iterable[Given]], Iterable[Any]]
"""``map``, or what does the same on several threads."""


def sweep(real: Sample, generated: Sample, seed: int, *, each: Each[float] = map) -> dict[float, dict[str, Verdicts]]:
    """The verdicts of each judge of the ladder at each level of noise."""
    found = each(partial(under_noise, real, generated, seed), LEVELS)
    return dict(zip(LEVELS, found, strict=True))


def under_noise(
    real: Sample, generated: Sample, seed: int, level: float, *, ladder: Sequence[Judge] = LADDER
) -> dict[str, Verdicts]:
    """The verdicts of each judge with white noise of that standard deviation on both sides.

    The same seed gives the same noise, scaled, at each level, so that accuracy falls smoothly from level to level.
    """
    rng = np.random.default_rng([seed, 0])
    noisy = (side.waves + level * rng.standard_normal(side.waves.shape) for side in (real, generated))
    first, second = (exhibits(measure(real.law, waves)) for waves in noisy)
    return {judge.name: cross_fitted(judge, first, second, np.random.default_rng([seed, 1])) for judge in ladder}


def strongest(verdicts: Mapping[str, Verdicts]) -> Verdicts:
    """Those of the judge with the most right answers."""
    return max(verdicts.values(), key=lambda verdict: verdict.right)


def sigma_star(curve: Mapping[float, Mapping[str, Verdicts]]) -> Estimate:
    """Where the strongest judge's accuracy crosses 55 %, and where the ends of its interval do."""
    accuracies = [strongest(curve[level]).accuracy for level in LEVELS]
    ends = (_crossing(dict(zip(LEVELS, column, strict=True)).__getitem__) for column in zip(*accuracies, strict=True))
    return Estimate(*ends)


def quick_sigma_star(real: Sample, generated: Sample, seed: int) -> float:
    """sigma* by bisection: four or five levels instead of all."""
    return _crossing(lambda level: strongest(under_noise(real, generated, seed, level)).accuracy.value)


def _crossing(accuracy: Callable[[float], float]) -> float:
    """Bisect the levels for the two about 55 %, then interpolate: in log sigma, or from 0 to the first level in sigma.

    0 if no noise is needed, the last level if it does not suffice.
    """
    if accuracy(LEVELS[0]) < FOOLED:
        return LEVELS[0]
    if accuracy(LEVELS[-1]) >= FOOLED:
        return LEVELS[-1]
    told, fooled = 0, len(LEVELS) - 1
    while fooled - told > 1:
        middle = (told + fooled) // 2
        told, fooled = (middle, fooled) if accuracy(LEVELS[middle]) >= FOOLED else (told, middle)
    above, below = accuracy(LEVELS[told]), accuracy(LEVELS[fooled])
    share = (above - FOOLED) / (above - below)
    if told == 0:
        return share * LEVELS[fooled]
    return float(LEVELS[told] * (LEVELS[fooled] / LEVELS[told]) ** share)
