"""Whether every point of generated series varies as much as that of real ones."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_CONSTANT = 1e-6
"""Points that vary less count as constant, in units of y: float32 rounding."""


def least_spread(comparison: Comparison) -> float:
    """Standard deviation of generated over that of real series, at the point where this ratio is smallest.

    Points that are constant in the real series are left out; 1 if all are.
    """
    real, generated = comparison.of_real(_spread), _spread(comparison.generated)
    varies = real > _CONSTANT
    return float((generated[varies] / real[varies]).min()) if varies.any() else 1.0


def _spread(sample: Sample) -> NDArray[np.float64]:
    """Over series, of each point of each channel, ``(n_points * n_channels,)``."""
    deviation: NDArray[np.float64] = sample.waves.std(axis=0, ddof=1)
    return deviation


METRICS = (
    Metric(
        "diversity", "least_spread", "baseline", "", (0, np.inf), "about 1; the baseline, as the smallest of many",
        "smallest ratio over points of sample standard deviations (n - 1), generated over real; biased downward",
        "the shape of series; noise of equal standard deviation; dependence between points", "this project",
        least_spread,
    ),
)  # fmt: skip
