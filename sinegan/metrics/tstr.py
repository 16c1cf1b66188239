"""Whether generated waves are of use: train on generated, test on real."""

import numpy as np
from numpy.typing import NDArray
from sklearn.kernel_ridge import KernelRidge

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import AMPLITUDE

_PENALTY = 1e-3


def forecast_ratio(comparison: Comparison) -> float:
    """Error of a forecast learnt from generated waves, over that of one learnt from real waves; both on real waves.

    Kernel ridge regression forecasts the second half of a wave from the first; the error is the mean absolute one.
    """
    error = _error(comparison.generated.few.waves, _asked(comparison.real))
    return error / comparison.of_real(_error_of_real)


def _error_of_real(real: Sample) -> float:
    """The error after learning from those real waves that are not asked for."""
    n = len(real.few.waves)
    return _error(real.waves[n // 2 : n // 2 + n] if len(real.waves) > n else real.waves[n // 2 :], _asked(real))


def _asked(real: Sample) -> NDArray[np.float64]:
    return real.few.waves[: len(real.few.waves) // 2]


def _error(learn: NDArray[np.float64], asked: NDArray[np.float64]) -> float:
    half = learn.shape[1] // 2
    # The kernel's width is the spread of real halves: distance^2 of two is about half * amplitude^2.
    model = KernelRidge(alpha=_PENALTY, kernel="rbf", gamma=1 / (2 * half * AMPLITUDE**2))
    model.fit(learn[:, :half], learn[:, half:])
    return float(np.abs(model.predict(asked[:, :half]) - asked[:, half:]).mean())


METRICS = (
    Metric(
        "use", "forecast_ratio", "lower", "", (0, np.inf), "1",
        "kernel ridge regression, second half of a wave from the first; mean absolute error on n / 2 real waves",
        "uneven density; repetition as long as the plane is covered", "TSTR: Esteban et al. 2017, arXiv 1706.02633",
        forecast_ratio, few=True,
    ),
)  # fmt: skip
