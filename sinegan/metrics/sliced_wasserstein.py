"""How far waves must move to turn one set into the other."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_DIRECTIONS, _SEED = 200, 2013


def sliced_wasserstein(comparison: Comparison) -> float:
    """Mean over 200 fixed random directions of the first Wasserstein distance of the waves' projections."""
    return float(_distances(comparison.of_real(_sorted_projections), _sorted_projections(comparison.generated)).mean())


def _sorted_projections(sample: Sample) -> NDArray[np.float64]:
    """Of each wave of the subset on each direction, ``(200, n)``, in ascending order."""
    directions = np.random.default_rng(_SEED).standard_normal((sample.grid.width, _DIRECTIONS))
    directions /= np.linalg.norm(directions, axis=0)
    return np.sort((sample.subset.waves @ directions).T, axis=1)


def _distances(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean absolute difference of the quantile functions of two rows, for each pair of rows.

    Those of n and m values have steps at multiples of 1 / n and 1 / m; between steps they are constant.
    """
    n, m = left.shape[1], right.shape[1]
    steps = np.union1d(np.arange(1, n + 1) * m, np.arange(1, m + 1) * n)  # times n m
    gap = left[:, (steps - 1) // m] - right[:, (steps - 1) // n]
    mean: NDArray[np.float64] = np.abs(gap, out=gap) @ (np.diff(steps, prepend=0) / (n * m))
    return mean


METRICS = (
    Metric(
        "sample", "sliced_wasserstein", "lower", "y", (0, np.inf), "0; the baseline at the same n",
        "mean over 200 fixed directions; biased upward", "low-power defects",
        "Bonneel et al. 2015, J. Math. Imaging Vis. 51", sliced_wasserstein, pairwise=True, symmetric=True,
    ),
)  # fmt: skip
