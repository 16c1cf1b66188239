"""Train on synthetic, test on real (TSTR): whether a model trained on generated waves works on real ones."""

import numpy as np
from numpy.typing import NDArray
from sklearn.kernel_ridge import KernelRidge

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.channels import vectors_by_channel
from sinegan.waves.law import AMPLITUDE, SamplingGrid

_RIDGE = 1e-3


def error_ratio(comparison: Comparison) -> float | None:
    """Forecast error of a model trained on generated waves, over that of one trained on real waves; both on real waves.

    Kernel ridge regression forecasts the second half of a wave from the first; the error is the mean absolute error.
    Of the generated waves no more are used than of the real ones, since more waves train a better model. None if all
    real waves are windows of one block, which cannot be split.
    """
    train, test = _split(comparison.real)
    if len(test) == 0:
        return None
    generated = comparison.generated.subset.waves[: len(train)]
    return _error(generated, test, comparison.real.grid) / comparison.of_real(_error_of_real)


def _error_of_real(real: Sample) -> float:
    """The error of the model trained on the real waves that are not in the test set."""
    return _error(*_split(real), real.grid)


def _split(real: Sample) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Waves to train on, at most as many as in the subset, and half of the subset to test on; whole blocks."""
    n = len(real.subset.waves)
    if real.block is None:
        return real.waves[n // 2 :][:n], real.waves[: n // 2]
    tested = np.isin(real.block, _first_half(real.block))
    return real.waves[~tested][:n], real.waves[:n][tested[:n]]


def _first_half(block: NDArray[np.int64]) -> NDArray[np.int64]:
    """The half of the blocks that occurs first: a random one, since windows are in random order.

    If a block is left out for an interval, the others keep their order, so that few change sides.
    """
    distinct, first = np.unique(block, return_index=True)
    half: NDArray[np.int64] = distinct[np.argsort(first)][: len(distinct) // 2]
    return half


def _error(train: NDArray[np.float64], test: NDArray[np.float64], grid: SamplingGrid) -> float:
    (past, future), (test_past, test_future) = (_halves(waves, grid) for waves in (train, test))
    # The kernel's width is the typical distance of real half waves: distance^2 is about half * amplitude^2.
    model = KernelRidge(alpha=_RIDGE, kernel="rbf", gamma=1 / (2 * past.shape[1] * AMPLITUDE**2))
    model.fit(past, future)
    return float(np.abs(model.predict(test_past) - test_future).mean())


def _halves(waves: NDArray[np.float64], grid: SamplingGrid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """First and second half in time of each wave, all channels together."""
    half = grid.n_points // 2
    by_channel = vectors_by_channel(waves, grid.n_points)
    return by_channel[..., :half].reshape(len(waves), -1), by_channel[..., half:].reshape(len(waves), -1)


METRICS = (
    Metric(
        "tstr", "error_ratio", "lower", "", (0, np.inf), "1; the baseline at the same n",
        "kernel ridge regression, second half of a wave from the first; mean absolute error on n / 2 real waves, "
        "of a record in other blocks; no value for a single block",
        "uneven density; repetition as long as the plane is covered", "TSTR: Esteban et al. 2017, arXiv 1706.02633",
        error_ratio, pairwise=True,
    ),
)  # fmt: skip
