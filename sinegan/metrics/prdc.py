"""Precision, recall, density and coverage (PRDC), from balls around waves up to their fifth nearest neighbour."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_K = 5


def precision(comparison: Comparison) -> float:
    """Fraction of generated waves in the ball of a real wave (Kynkäänniemi et al. 2019)."""
    return float(_in_real_balls(comparison).any(axis=0).mean())


def recall(comparison: Comparison) -> float:
    """Fraction of real waves in the ball of a generated wave (Kynkäänniemi et al. 2019)."""
    return float((comparison.distances <= radii(comparison.generated.subset)).any(axis=1).mean())


def density(comparison: Comparison) -> float:
    """Mean number of real balls around a generated wave, over 5 (Naeem et al. 2020, equation 3)."""
    return float(_in_real_balls(comparison).sum(axis=0).mean() / _K)


def coverage(comparison: Comparison) -> float:
    """Fraction of real waves with a generated one in their ball (Naeem et al. 2020, equation 4)."""
    return float(_in_real_balls(comparison).any(axis=1).mean())


def radii(sample: Sample) -> NDArray[np.float64]:
    """Distance from each wave to its fifth neighbour in its own set, ``(n,)``."""
    fifth: NDArray[np.float64] = np.partition(sample.distances, _K, axis=1)[:, _K]  # the wave itself is the 0th
    return fifth


def _real_radii(real: Sample) -> NDArray[np.float64]:
    return radii(real.subset)


def _in_real_balls(comparison: Comparison) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = comparison.distances <= comparison.of_real(_real_radii)[:, None]
    return inside


_NAEEM, _KYNKAANNIEMI = "Naeem et al. 2020, arXiv 2002.09797", "Kynkäänniemi et al. 2019, arXiv 1904.06991"

METRICS = (
    Metric(
        "sample", "precision", "higher", "", (0, 1), "1; about 0.998 at n = 2,000", "5 nearest neighbours",
        "collapse; defects smaller than the balls", _KYNKAANNIEMI, precision, pairwise=True,
    ),
    Metric(
        "sample", "recall", "higher", "", (0, 1), "1; about 0.998 at n = 2,000", "5 nearest neighbours",
        "defects smaller than the balls; outliers and noise, whose balls are large", _KYNKAANNIEMI, recall,
        pairwise=True,
    ),
    Metric(
        "sample", "density", "baseline", "", (0, np.inf), "1", "5 nearest neighbours, unbiased for equal distributions",
        "collapse onto many modes; defects smaller than the balls", _NAEEM, density, pairwise=True,
    ),
    Metric(
        "sample", "coverage", "higher", "", (0, 1), "1 - 2^-5 = 0.969 for equal distributions and sizes",
        "5 nearest neighbours", "bad waves beside enough good ones", _NAEEM, coverage, pairwise=True,
    ),
)  # fmt: skip
