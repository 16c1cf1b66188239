"""Whether frequency and phase of generated waves follow the true distribution, each by itself."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import TURN, frequency_cdf, phase_cdf

_STEPS = 4_000  # of the grids on which cumulative distributions are compared


def ks_frequency(comparison: Comparison) -> float:
    """Largest gap between the true cumulative distribution of frequency and that of the free fits."""
    generated = comparison.generated
    law = generated.law
    return float(stats.ks_1samp(generated.free.omega, lambda w: frequency_cdf(law, w)).statistic)


def ks_phase(comparison: Comparison) -> float:
    """Largest gap between the true cumulative distribution of phase, modulo one turn, and that of the free fits."""
    generated = comparison.generated
    law = generated.law
    return float(stats.ks_1samp(generated.free.phase, lambda phase: phase_cdf(law, phase)).statistic)


def wasserstein_frequency(comparison: Comparison) -> float:
    """Mean distance that frequencies must move to follow the law: the area between the cumulative distributions."""
    generated = comparison.generated
    law, omega = generated.law, generated.free.omega
    low, high = min(law.multiplier.low, omega.min()), max(law.multiplier.high, omega.max())
    grid = np.linspace(low, high, _STEPS + 1)
    gap = frequency_cdf(law, grid) - _cdf(omega, grid)
    return float(np.trapezoid(np.abs(gap), grid))


def wasserstein_phase(comparison: Comparison) -> float:
    """Mean angle that phases must turn, in either direction, to follow the law.

    On a circle the area between the cumulative distributions counts from its median, since a circle has no natural
    starting point (Rabin, Delon & Gousseau 2011).
    """
    generated = comparison.generated
    grid = np.linspace(0, TURN, _STEPS + 1)
    gap = phase_cdf(generated.law, grid) - _cdf(generated.free.phase, grid)
    return float(np.trapezoid(np.abs(gap - np.median(gap)), grid))


def _cdf(values: NDArray[np.float64], grid: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.searchsorted(np.sort(values), grid, side="right") / len(values)


_KS = "one-sample Kolmogorov-Smirnov statistic; 95 % limit of a perfect generator 1.36 / sqrt(n) = 0.0136 at n = 10,000"
_W1 = "one-sample first Wasserstein distance on 4,000 grid steps; biased upward like 1 / sqrt(n)"
_BLIND = "the quality of the waves; dependence between phase and frequency"

METRICS = (
    Metric(
        "distribution", "ks_frequency", "lower", "", (0, 1), "0; below 0.0136 at n = 10,000", _KS,
        _BLIND, "Kolmogorov 1933; Massey 1951", ks_frequency,
        requires_law=True,
    ),
    Metric(
        "distribution", "ks_phase", "lower", "", (0, 1), "0; below 0.0136 at n = 10,000", _KS,
        _BLIND, "Kolmogorov 1933; Massey 1951", ks_phase,
        requires_law=True,
    ),
    Metric(
        "distribution", "wasserstein_frequency", "lower", "rad/x", (0, np.inf), "0; the baseline at the same n", _W1,
        _BLIND, "Villani 2003, section 2.2", wasserstein_frequency,
        requires_law=True,
    ),
    Metric(
        "distribution", "wasserstein_phase", "lower", "rad", (0, np.pi), "0; the baseline at the same n",
        f"{_W1}; on the circle", _BLIND, "Rabin, Delon & Gousseau 2011, arXiv 0906.5499", wasserstein_phase,
        requires_law=True,
    ),
)  # fmt: skip
