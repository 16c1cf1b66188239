"""TimeGAN's two scores with their baselines, as papers print them.

Yoon, Jarrett & van der Schaar 2019, "Time-series Generative Adversarial Networks", NeurIPS 32.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sinegan.errors import SineGanError
from sinegan.timegan.discriminative import discriminative_scores
from sinegan.timegan.predictive import predictive_scores

REPEATS = 5
"""As Diffusion-TS and TSGBench have it; TimeGAN's own has 10."""
_MIN_SERIES = 100

Series = NDArray[np.float32]
Scores = Callable[..., NDArray[np.float64]]


class NoTimeGanScoresError(SineGanError, ValueError):
    """Series that TimeGAN's scores are not defined for."""

    exit_code = 2


class TimeGanScore(NamedTuple):
    """A score over repeats of its training.

    Attributes
    ----------
    name
        ``discriminative`` or ``predictive``; both are better if lower.
    values
        Of the generated series, a value for each repeat.
    baseline
        The same of real series in the place of the generated ones: one random half of them against the other.
    """

    name: str
    values: NDArray[np.float64]
    baseline: NDArray[np.float64]


def half_width(values: NDArray[np.float64]) -> float:
    """Of the 95 % interval for the mean over repeats, by Student's t: what papers since Diffusion-TS print after ±."""
    return float(stats.sem(values) * stats.t.ppf(0.975, len(values) - 1))


def timegan_scores(
    real: NDArray[np.floating], generated: NDArray[np.floating], seed: int, *, repeats: int = REPEATS
) -> list[TimeGanScore]:
    """Both scores.

    Parameters
    ----------
    real, generated
        ``(n, n_points, n_channels)`` each, from two channels on; any two n from 100 on.
    seed
        Of weights, splits and batches.
    repeats
        Networks per score.

    Raises
    ------
    NoTimeGanScoresError
        There is one channel only, there are too few series, or the shapes differ.
    """
    _check(real, generated)
    real, generated = _scaled(real, generated)
    halves = np.array_split(real[np.random.default_rng([seed, 0]).permutation(len(real))], 2)
    both: dict[str, Scores] = {"discriminative": discriminative_scores, "predictive": predictive_scores}
    return [
        TimeGanScore(name, score(real, generated, repeats, seed), score(*halves, repeats, seed))
        for name, score in both.items()
    ]


def _check(real: NDArray[np.floating], generated: NDArray[np.floating]) -> None:
    if real.ndim == 2:
        raise NoTimeGanScoresError(
            "TimeGAN's scores need two channels or more: their networks have half as many units as channels, which is "
            "none for one channel, and they predict one channel from the others"
        )
    if real.shape[1:] != generated.shape[1:]:
        raise NoTimeGanScoresError(f"real series are {real.shape[1:]}, generated ones {generated.shape[1:]}")
    for name, side, least in (("real", real, 2 * _MIN_SERIES), ("generated", generated, _MIN_SERIES)):
        if len(side) < least:
            raise NoTimeGanScoresError(f"{len(side)} {name} series are too few for TimeGAN's scores; give {least}")


def _scaled(real: NDArray[np.floating], generated: NDArray[np.floating]) -> tuple[Series, Series]:
    """Each channel of the real series from 0 to 1, as the authors' loader does; series within [0, 1] as they are."""
    low, high = real.min(axis=(0, 1)), real.max(axis=(0, 1))
    if (low >= 0).all() and (high <= 1).all():
        low, high = np.zeros_like(low), np.ones_like(high)
    span = np.where(high > low, high - low, 1)
    first, second = (((side - low) / span).astype(np.float32) for side in (real, generated))
    return first, second
