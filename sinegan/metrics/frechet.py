"""Frechet distance on what an engineer would measure of each wave."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_LEAST_RMS = 1e-3


def features(sample: Sample) -> NDArray[np.float64]:
    """Per wave ``(n, 6)``: w, cos and sin of the phase, amplitude, centre, log10(rms + .001), of the free fit.

    The constant keeps the step from good waves to real ones, which have no residual at all, from outweighing
    everything else.
    """
    fit = sample.free
    columns = [fit.multiplier, np.cos(fit.phase), np.sin(fit.phase), fit.amplitude, fit.centre]
    return np.stack([*columns, np.log10(fit.rms + _LEAST_RMS)], axis=1)


def frechet_features(comparison: Comparison) -> float:
    """|m - m'|^2 + tr(S + S' - 2 (S S')^1/2), m and S being mean and covariance (n - 1) of the features."""
    real, generated = comparison.real, comparison.generated
    left, right = features(real.few), features(generated.few)
    shift = left.mean(axis=0) - right.mean(axis=0)
    spreads = [np.atleast_2d(np.cov(side, rowvar=False)) for side in (left, right)]
    # The eigenvalues of a product of two covariances are real and >= 0; rounding may say otherwise.
    roots = np.sqrt(np.maximum(np.linalg.eigvals(spreads[0] @ spreads[1]).real, 0))
    found = shift @ shift + np.trace(spreads[0]) + np.trace(spreads[1]) - 2 * roots.sum()
    return max(float(found), 0.0)


METRICS = (
    Metric(
        "sample", "frechet_features", "lower", "", (0, np.inf), "0; the floor at the same n",
        "on (w, cos phi, sin phi, A, C, log10(rms + .001)) of the free fits; biased upward like 1 / n",
        "whatever leaves mean and covariance as they are; residuals below .001",
        "Dowson & Landau 1982; features: this project", frechet_features, few=True, symmetric=True,
        of_law=True,
    ),
)  # fmt: skip
