"""Whether frequency and phase of generated waves follow the true law, each by itself."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import TURN, frequency_cdf, phase_cdf

_STEPS = 4_000  # of the grids on which distribution functions are compared


def ks_frequency(comparison: Comparison) -> float:
    """Largest gap between the law's distribution of frequency and that of the free fits."""
    generated = comparison.generated
    law = generated.law
    return float(stats.ks_1samp(generated.free.multiplier, lambda w: frequency_cdf(law, w)).statistic)


def ks_phase(comparison: Comparison) -> float:
    """Largest gap between the law's distribution of phase, modulo one turn, and that of the free fits."""
    generated = comparison.generated
    law = generated.law
    return float(stats.ks_1samp(generated.free.phase, lambda phase: phase_cdf(law, phase)).statistic)


def wasserstein_frequency(comparison: Comparison) -> float:
    """Mean distance that frequencies must move to follow the law: the area between the distribution functions."""
    generated = comparison.generated
    law, found = generated.law, generated.free.multiplier
    low, high = min(law.multiplier.low, found.min()), max(law.multiplier.high, found.max())
    grid = np.linspace(low, high, _STEPS + 1)
    gap = frequency_cdf(law, grid) - _share_up_to(found, grid)
    return float(np.trapezoid(np.abs(gap), grid))


def wasserstein_phase(comparison: Comparison) -> float:
    """Mean angle that phases must turn, either way round, to follow the law.

    On a circle the area between the distribution functions counts from its median, since none of the two has a
    natural beginning (Rabin, Delon & Gousseau 2011).
    """
    generated = comparison.generated
    grid = np.linspace(0, TURN, _STEPS + 1)
    gap = phase_cdf(generated.law, grid) - _share_up_to(generated.free.phase, grid)
    return float(np.trapezoid(np.abs(gap - np.median(gap)), grid))


def _share_up_to(values: NDArray[np.float64], grid: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.searchsorted(np.sort(values), grid, side="right") / len(values)


_KS = "one-sample Kolmogorov-Smirnov statistic; 95 % limit of a perfect generator 1.36 / sqrt(n) = .0136 at n = 10 000"
_W1 = "one-sample first Wasserstein distance on 4 000 grid steps; biased upward like 1 / sqrt(n)"
_BLIND = "how good the waves are; which phase goes with which frequency"

METRICS = (
    Metric(
        "law", "ks_frequency", "lower", "", (0, 1), "0; under .0136 at n = 10 000", _KS,
        _BLIND, "Kolmogorov 1933; Massey 1951", ks_frequency,
        of_law=True,
    ),
    Metric(
        "law", "ks_phase", "lower", "", (0, 1), "0; under .0136 at n = 10 000", _KS,
        _BLIND, "Kolmogorov 1933; Massey 1951", ks_phase,
        of_law=True,
    ),
    Metric(
        "law", "wasserstein_frequency", "lower", "rad/x", (0, np.inf), "0; the floor at the same n", _W1,
        _BLIND, "Villani 2003, section 2.2", wasserstein_frequency,
        of_law=True,
    ),
    Metric(
        "law", "wasserstein_phase", "lower", "rad", (0, np.pi), "0; the floor at the same n",
        f"{_W1}; on the circle", _BLIND, "Rabin, Delon & Gousseau 2011, arXiv 0906.5499", wasserstein_phase,
        of_law=True,
    ),
)  # fmt: skip
