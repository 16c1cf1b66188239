"""How faint a noise hides the difference between real and generated waves.

Real waves have no noise, so a strong judge always wins and its accuracy stays at 1 however good the generator gets.
sigma* keeps telling: it is the least white noise, added to both sides, under which the strongest judge falls below
55 %. About 4.5 times the rms of a white residual.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar

import numpy as np

from sinegan.classifiers.cross_fitting import Verdicts, cross_fitted
from sinegan.classifiers.features import exhibits
from sinegan.classifiers.models import LADDER, Judge
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics.jackknife import Estimate

LEVELS = (0.0, *(0.0005 * 2.0**step for step in range(17)))
"""Standard deviations of the noise, in units of y; with the last, 33, nothing is left of a wave."""
FOOLED = 0.55

Given = TypeVar("Given")
Each = Callable[[Callable[[Given], Any], Iterable[Given]], Iterable[Any]]
"""``map``, or what does the same on several threads."""


def sweep(
    real: Sample, generated: Sample, seed: int, *, ladder: Sequence[Judge] = LADDER, each: Each[float] = map
) -> Iterator[tuple[float, dict[str, Verdicts]]]:
    """Each level of noise with the verdicts of each judge that counts, in order."""
    found = each(partial(under_noise, real, generated, seed, ladder=ladder), LEVELS)
    return zip(LEVELS, found, strict=True)


def under_noise(
    real: Sample, generated: Sample, seed: int, level: float, *, ladder: Sequence[Judge] = LADDER
) -> dict[str, Verdicts]:
    """The verdicts of each judge that counts, with white noise of that standard deviation on both sides.

    The same seed gives the same noise, scaled, at each level, so that accuracy falls smoothly from level to level.
    """
    rng = np.random.default_rng([seed, 0])
    noisy = (side.waves + level * rng.standard_normal(side.waves.shape) for side in (real, generated))
    first, second = (exhibits(measure(real.axis, waves)) for waves in noisy)
    return {
        judge.name: cross_fitted(judge, first, second, np.random.default_rng([seed, 1]))
        for judge in ladder
        if judge.counts
    }


def strongest(verdicts: Mapping[str, Verdicts]) -> Verdicts:
    """Those of the judge with the most right answers."""
    return max(verdicts.values(), key=lambda verdict: verdict.right)


def sigma_star(curve: Mapping[float, Mapping[str, Verdicts]]) -> Estimate:
    """Where the strongest judge's accuracy crosses 55 %, and where the ends of its interval do."""
    best = {level: strongest(curve[level]) for level in LEVELS}
    limit = fooled(best[LEVELS[0]])
    columns = zip(*(best[level].accuracy for level in LEVELS), strict=True)
    return Estimate(*(_crossing(dict(zip(LEVELS, column, strict=True)).__getitem__, limit) for column in columns))


def quick_sigma_star(real: Sample, generated: Sample, seed: int, *, ladder: Sequence[Judge] = LADDER) -> float:
    """sigma* by bisection: four or five levels instead of all."""

    @lru_cache
    def best(level: float) -> Verdicts:
        return strongest(under_noise(real, generated, seed, level, ladder=ladder))

    return _crossing(lambda level: best(level).accuracy.value, fooled(best(LEVELS[0])))


def fooled(verdicts: Verdicts) -> float:
    """Below which accuracy a judge counts as fooled: 55 %, or more where few waves let chance alone reach that.

    Three standard deviations of guessing above 1/2; that exceeds 55 % below about 450 waves of each side.
    """
    return max(FOOLED, 0.5 + 3 * 0.5 / float(np.sqrt(verdicts.asked)))


def _crossing(accuracy: Callable[[float], float], limit: float) -> float:
    """Bisect the levels for the two about the limit, then interpolate in log sigma; below the first in sigma.

    0 if no noise is needed, the last level if it does not suffice.
    """
    if accuracy(LEVELS[0]) < limit:
        return LEVELS[0]
    if accuracy(LEVELS[-1]) >= limit:
        return LEVELS[-1]
    told, fooled = 0, len(LEVELS) - 1
    while fooled - told > 1:
        middle = (told + fooled) // 2
        told, fooled = (middle, fooled) if accuracy(LEVELS[middle]) >= limit else (told, middle)
    above, below = accuracy(LEVELS[told]), accuracy(LEVELS[fooled])
    share = (above - limit) / (above - below)
    if told == 0:
        return share * LEVELS[fooled]
    return float(LEVELS[told] * (LEVELS[fooled] / LEVELS[told]) ** share)
