"""Whether generated waves have the same power at each frequency as real ones."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.periodogram import frequencies
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

# Below float32 rounding in any bin; keeps the logarithm of a flat wave finite.
_SMALLEST_POWER = 1e-18


def spectral_distance_db(comparison: Comparison) -> float:
    """Root mean square over bins, frequency 0 left out, of 10 log10(P_real / P_generated) of the mean spectra.

    Over the bins of all channels, if there are several.
    """
    real, generated = comparison.real, comparison.generated
    levels = [10 * np.log10(sample.spectra.mean(axis=0)[..., 1:] + _SMALLEST_POWER) for sample in (real, generated)]
    return float(np.sqrt(np.mean((levels[0] - levels[1]) ** 2)))


def spectral_wasserstein(comparison: Comparison) -> float:
    """Mean distance that power must move along the frequency axis to turn one mean spectrum into the other.

    Each wave's spectrum is normalised to total 1, so that large waves do not outweigh small ones. Mean over channels.
    """
    real, generated = comparison.real, comparison.generated
    spacing = frequencies(real.grid)[1]
    gap = np.cumsum(_normalized(real.spectra) - _normalized(generated.spectra), axis=-1)
    return float(np.abs(gap).sum(axis=-1).mean() * spacing)


def _normalized(spectra: NDArray[np.float64]) -> NDArray[np.float64]:
    spectra = spectra + _SMALLEST_POWER
    mean: NDArray[np.float64] = (spectra / spectra.sum(axis=-1, keepdims=True)).mean(axis=0)
    return mean


METRICS = (
    Metric(
        "spectrum", "spectral_distance_db", "lower", "dB", (0, np.inf),
        "0; the baseline at the same n", "of the mean Hann spectra; biased upward, as real against real shows",
        "collapse onto one typical wave: means over waves hide it", "Gray & Markel 1976, IEEE TASSP 24(5)",
        spectral_distance_db,
    ),
    Metric(
        "spectrum", "spectral_wasserstein", "lower", "rad/x", (0, np.inf),
        "0; the baseline at the same n", "first Wasserstein distance of mean normalised Hann spectra; biased upward",
        "low-power defects; collapse onto one typical wave", "Cazelles et al. 2021, arXiv 1912.05509",
        spectral_wasserstein,
    ),
)  # fmt: skip
