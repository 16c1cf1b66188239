"""Frechet distance on six measurements of each wave."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_LEAST_RMS = 1e-3


def features(sample: Sample) -> NDArray[np.float64]:
    """From the free fits, ``(n, 6)``: omega, cosine and sine of the phase, amplitude, centre, log10(rms + 0.001).

    Without the constant, the difference between good waves and real ones, which have no residual, would outweigh all
    others.
    """
    fit = sample.free
    columns = [fit.omega, np.cos(fit.phase), np.sin(fit.phase), fit.amplitude, fit.centre]
    return np.stack([*columns, np.log10(fit.rms + _LEAST_RMS)], axis=1)


def frechet_distance(comparison: Comparison) -> float:
    """|m - m'|^2 + tr(S + S' - 2 (S S')^1/2), m and S being mean and covariance (n - 1) of the features."""
    real, generated = comparison.real, comparison.generated
    left, right = features(real.subset), features(generated.subset)
    shift = left.mean(axis=0) - right.mean(axis=0)
    covariances = [np.atleast_2d(np.cov(side, rowvar=False)) for side in (left, right)]
    # The eigenvalues of a product of two covariances are real and >= 0, but for rounding.
    roots = np.sqrt(np.maximum(np.linalg.eigvals(covariances[0] @ covariances[1]).real, 0))
    distance = shift @ shift + np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * roots.sum()
    return max(float(distance), 0.0)


METRICS = (
    Metric(
        "sample", "frechet_distance", "lower", "", (0, np.inf), "0; the baseline at the same n",
        "on (omega, cos phi, sin phi, A, C, log10(rms + 0.001)) of the free fits; biased upward like 1 / n",
        "defects that do not change mean and covariance; residuals below 0.001",
        "Dowson & Landau 1982; features: this project", frechet_distance, pairwise=True, symmetric=True,
        requires_law=True,
    ),
)  # fmt: skip
