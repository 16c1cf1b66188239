"""Whether generated waves hold the same power at each frequency as real ones."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.periodogram import frequencies
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

# Less than float32 rounding leaves in any bin; keeps the logarithm of a flat wave finite.
_LEAST_POWER = 1e-18


def log_spectral_distance(comparison: Comparison) -> float:
    """Root mean square over bins, the constant left out, of 10 log10(P_real / P_generated) of the mean spectra."""
    real, generated = comparison.real, comparison.generated
    levels = [10 * np.log10(sample.spectra.mean(axis=0)[1:] + _LEAST_POWER) for sample in (real, generated)]
    return float(np.sqrt(np.mean((levels[0] - levels[1]) ** 2)))


def spectral_wasserstein(comparison: Comparison) -> float:
    """Mean distance that power must move along the frequency axis to turn one mean spectrum into the other.

    Each wave's spectrum counts with total 1, so that loud waves do not outweigh quiet ones.
    """
    real, generated = comparison.real, comparison.generated
    spacing = frequencies(real.axis)[1]
    gap = np.cumsum(_shares(real.spectra) - _shares(generated.spectra))
    return float(np.abs(gap).sum() * spacing)


def _shares(spectra: NDArray[np.float64]) -> NDArray[np.float64]:
    spectra = spectra + _LEAST_POWER
    shares: NDArray[np.float64] = (spectra / spectra.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


METRICS = (
    Metric(
        "spectrum", "log_spectral_distance", "lower", "dB", (0, np.inf),
        "0; the floor at the same n", "of the mean Hann spectra; biased upward, as real against real shows",
        "collapse onto one typical wave: means over waves hide it", "Gray & Markel 1976, IEEE TASSP 24(5)",
        log_spectral_distance,
    ),
    Metric(
        "spectrum", "spectral_wasserstein", "lower", "rad/x", (0, np.inf),
        "0; the floor at the same n", "first Wasserstein distance of mean normalised Hann spectra; biased upward",
        "low-power faults; collapse onto one typical wave", "Cazelles et al. 2021, arXiv 1912.05509",
        spectral_wasserstein,
    ),
)  # fmt: skip
