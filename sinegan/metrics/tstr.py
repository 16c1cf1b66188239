"""Train on synthetic, test on real (TSTR): whether a model trained on generated waves works on real ones."""

import numpy as np
from numpy.typing import NDArray
from sklearn.kernel_ridge import KernelRidge

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import AMPLITUDE

_RIDGE = 1e-3


def error_ratio(comparison: Comparison) -> float:
    """Forecast error of a model trained on generated waves, over that of one trained on real waves; both on real waves.

    Kernel ridge regression forecasts the second half of a wave from the first; the error is the mean absolute error.
    """
    error = _error(comparison.generated.subset.waves, _test_waves(comparison.real))
    return error / comparison.of_real(_error_of_real)


def _error_of_real(real: Sample) -> float:
    """The error of the model trained on the real waves that are not in the test set."""
    n = len(real.subset.waves)
    return _error(real.waves[n // 2 : n // 2 + n] if len(real.waves) > n else real.waves[n // 2 :], _test_waves(real))


def _test_waves(real: Sample) -> NDArray[np.float64]:
    return real.subset.waves[: len(real.subset.waves) // 2]


def _error(train: NDArray[np.float64], test: NDArray[np.float64]) -> float:
    half = train.shape[1] // 2
    # The kernel's width is the typical distance of real half waves: distance^2 is about half * amplitude^2.
    model = KernelRidge(alpha=_RIDGE, kernel="rbf", gamma=1 / (2 * half * AMPLITUDE**2))
    model.fit(train[:, :half], train[:, half:])
    return float(np.abs(model.predict(test[:, :half]) - test[:, half:]).mean())


METRICS = (
    Metric(
        "tstr", "error_ratio", "lower", "", (0, np.inf), "1",
        "kernel ridge regression, second half of a wave from the first; mean absolute error on n / 2 real waves",
        "uneven density; repetition as long as the plane is covered", "TSTR: Esteban et al. 2017, arXiv 1706.02633",
        error_ratio, pairwise=True,
    ),
)  # fmt: skip
