"""Whether generated series depend on their own past as real ones do."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.channels import vectors_by_channel

_SMALLEST = 1e-18
"""Below float32 rounding; keeps the ratio of constant series finite."""


def autocorrelation_distance(comparison: Comparison) -> float:
    """Root mean square, over lags and channels, of the difference of both `autocorrelation` functions."""
    gap = comparison.of_real(autocorrelation) - autocorrelation(comparison.generated)
    return float(np.sqrt(np.mean(gap[:, 1:] ** 2)))


def autocorrelation(sample: Sample) -> NDArray[np.float64]:
    """Of each channel, at lags up to half a series, ``(n_channels, n_points // 2 + 1)``; 1 at lag 0.

    Products of values a lag apart, each value minus the mean of its channel over all series and points, averaged over
    all pairs of all series, and divided by the variance. Series with a mean of their own are thus correlated.
    """
    n_points = sample.grid.n_points
    values = vectors_by_channel(sample.waves, n_points)
    values = values - values.mean(axis=(0, 2), keepdims=True)
    power = np.abs(np.fft.rfft(values, 2 * n_points, axis=2)) ** 2  # padded, so that no product wraps around
    sums = np.fft.irfft(power.mean(axis=0), axis=1)[:, : n_points // 2 + 1]
    covariance: NDArray[np.float64] = sums / (n_points - np.arange(sums.shape[1]))
    return covariance / (covariance[:, :1] + _SMALLEST)


METRICS = (
    Metric(
        "autocorrelation", "autocorrelation_distance", "lower", "", (0, 2), "0; the baseline at the same n",
        "rms over lags, up to half a series, of the difference of mean autocorrelations; biased upward",
        "the height of series; anything but linear dependence; what means over series hide; faint white noise",
        "autocorrelation: Box et al. 2015, chapter 2; as a distance: Wiese et al. 2020, arXiv 1907.06673",
        autocorrelation_distance,
    ),
)  # fmt: skip
