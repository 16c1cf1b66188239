"""Train on synthetic, test on real (TSTR): whether a model trained on generated waves works on real ones."""

import numpy as np
from numpy.typing import NDArray
from sklearn.kernel_ridge import KernelRidge

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import AMPLITUDE, SamplingGrid

_RIDGE = 1e-3


def error_ratio(comparison: Comparison) -> float:
    """Forecast error of a model trained on generated waves, over that of one trained on real waves; both on real waves.

    Kernel ridge regression forecasts the second half of a wave from the first; the error is the mean absolute error.
    """
    error = _error(comparison.generated.subset.waves, _test_waves(comparison.real), comparison.real.grid)
    return error / comparison.of_real(_error_of_real)


def _error_of_real(real: Sample) -> float:
    """The error of the model trained on the real waves that are not in the test set."""
    n = len(real.subset.waves)
    others = real.waves[n // 2 : n // 2 + n] if len(real.waves) > n else real.waves[n // 2 :]
    return _error(others, _test_waves(real), real.grid)


def _test_waves(real: Sample) -> NDArray[np.float64]:
    return real.subset.waves[: len(real.subset.waves) // 2]


def _error(train: NDArray[np.float64], test: NDArray[np.float64], grid: SamplingGrid) -> float:
    (past, future), (test_past, test_future) = (_halves(waves, grid) for waves in (train, test))
    # The kernel's width is the typical distance of real half waves: distance^2 is about half * amplitude^2.
    model = KernelRidge(alpha=_RIDGE, kernel="rbf", gamma=1 / (2 * past.shape[1] * AMPLITUDE**2))
    model.fit(past, future)
    return float(np.abs(model.predict(test_past) - test_future).mean())


def _halves(waves: NDArray[np.float64], grid: SamplingGrid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """First and second half in time of each wave, all channels together."""
    half = grid.n_points // 2
    by_channel = waves.reshape(len(waves), -1, grid.n_points)
    return by_channel[..., :half].reshape(len(waves), -1), by_channel[..., half:].reshape(len(waves), -1)


METRICS = (
    Metric(
        "tstr", "error_ratio", "lower", "", (0, np.inf), "1",
        "kernel ridge regression, second half of a wave from the first; mean absolute error on n / 2 real waves",
        "uneven density; repetition as long as the plane is covered", "TSTR: Esteban et al. 2017, arXiv 1706.02633",
        error_ratio, pairwise=True,
    ),
)  # fmt: skip
