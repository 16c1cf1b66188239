"""Maximum mean discrepancy: whether two sets of waves have the same mean under a kernel."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

# In medians of the real waves' distances. A kernel detects only defects of about its own width.
WIDTHS = {"narrow": 0.25, "median": 1.0}


def mmd(comparison: Comparison, width: float) -> float:
    """Unbiased squared MMD with the kernel exp(-d^2 / (2 s^2)), s being `width` medians of the real distances.

    `width` is one of `WIDTHS`.
    """
    scale, within_real = comparison.of_real(_scales)[width]
    within_generated = _mean_off_diagonal(_kernel(comparison.generated.subset.distances, scale))
    return within_real + within_generated - 2 * float(_kernel(comparison.distances, scale).mean())


def _scales(real: Sample) -> dict[float, tuple[float, float]]:
    """By width: the kernel's scale, and its mean between two real waves."""
    distances = real.subset.distances
    median = float(np.median(distances[np.triu_indices(len(distances), 1)]))
    return {
        width: (width * median, _mean_off_diagonal(_kernel(distances, width * median))) for width in WIDTHS.values()
    }


def _kernel(distances: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = np.square(distances)
    weights /= -2 * scale**2
    return np.exp(weights, out=weights)


def _mean_off_diagonal(gram: NDArray[np.float64]) -> float:
    n = len(gram)
    return float((gram.sum() - np.trace(gram)) / (n * (n - 1)))


METRICS = tuple(
    Metric(
        "sample", f"mmd_{name}", "baseline", "", (-1, 2), "0; an unbiased estimate, so it may be negative",
        f"unbiased U-statistic, Gaussian kernel of {width:g} times the real waves' median distance",
        "defects much smaller than the kernel's width", "Gretton et al. 2012, JMLR 13, lemma 6",
        partial(mmd, width=width), pairwise=True,
    )
    for name, width in WIDTHS.items()
)  # fmt: skip
