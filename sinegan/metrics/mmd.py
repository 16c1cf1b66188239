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
    """Unbiased squared MMD with the kernel exp(-d^2 / (2 s^2)), s being `width` medians of the real distances."""
    scale = width * comparison.of_real(_median)
    sides = (comparison.real.subset, comparison.generated.subset)
    within = [_mean_off_diagonal(_kernel(side.distances, scale)) for side in sides]
    return float(sum(within) - 2 * _kernel(comparison.distances, scale).mean())


def _median(real: Sample) -> float:
    subset = real.subset
    return float(np.median(subset.distances[np.triu_indices(len(subset.waves), 1)]))


def _kernel(distances: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = np.exp(distances**2 / (-2 * scale**2))
    return weights


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
