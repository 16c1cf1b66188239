"""Whether generated waves are copies of training waves."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.spatial import KDTree

from sinegan.measurement.distances import nearest, nearest_of_all
from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric


def memorization(comparison: Comparison) -> float | None:
    """Probability that a generated wave is nearer to the training waves than a fresh real wave is; ties count half.

    The Mann-Whitney statistic of the distances to the nearest training wave. None if the training waves are unknown.
    """
    if comparison.real.training is None:
        return None
    if comparison.real.fits is None:
        fresh = comparison.of_real(_all_compared)
        return _nearer(nearest_of_all(comparison.generated.subset.waves, comparison.real.training), fresh)
    tree, fresh = comparison.of_real(_fresh)
    # Beyond the farthest fresh wave all distances rank the same; the tree's bound excludes what lies exactly on it.
    generated = nearest(comparison.generated.subset.waves, tree, fresh.max() * (1 + 1e-9) + 1e-9)
    return _nearer(generated, fresh)


def _nearer(generated: NDArray[np.float64], fresh: NDArray[np.float64]) -> float:
    return float(stats.mannwhitneyu(fresh, generated).statistic / (len(fresh) * len(generated)))


def _all_compared(real: Sample) -> NDArray[np.float64]:
    """The distance from each fresh real series to the nearest training one."""
    return nearest_of_all(real.subset.waves, np.asarray(real.training))


def _fresh(real: Sample) -> tuple[KDTree, NDArray[np.float64]]:
    """The training waves, and the distance from each fresh real wave to the nearest of them."""
    tree = KDTree(real.training)
    return tree, nearest(real.subset.waves, tree, np.inf)


METRICS = (
    Metric(
        "memorization", "memorization", "baseline", "", (0, 1),
        "1/2; above: copies, or a few waves repeated; below: worse waves than real ones, as from most generators",
        "Mann-Whitney statistic of nearest-neighbour distances; no value without training waves",
        "copies of a few waves among many; heavily modified copies",
        "three-sample test, after Meehan et al. 2020, arXiv 2004.05675", memorization, pairwise=True,
    ),
)  # fmt: skip
