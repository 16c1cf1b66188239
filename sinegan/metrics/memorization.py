"""Whether generated waves are copies of the waves that the generator was trained on."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.spatial import KDTree

from sinegan.measurement.distances import nearest
from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric


def nearer_to_training(comparison: Comparison) -> float | None:
    """Chance that a generated wave lies nearer to the training waves than a fresh real wave does, ties counting half.

    The Mann-Whitney statistic of the distances to the nearest training wave. None if those are not known.
    """
    if comparison.real.training is None:
        return None
    tree, fresh = comparison.of_real(_fresh)
    # Beyond the farthest fresh wave all distances compare alike; the tree's bound leaves out what lies on it.
    found = nearest(comparison.generated.few.waves, tree, fresh.max() * (1 + 1e-9) + 1e-9)
    return float(stats.mannwhitneyu(fresh, found).statistic / (len(fresh) * len(found)))


def _fresh(real: Sample) -> tuple[KDTree, NDArray[np.float64]]:
    """The training waves, and the distance of each of the few fresh real waves to the nearest of them."""
    tree = KDTree(real.training)
    return tree, nearest(real.few.waves, tree, np.inf)


METRICS = (
    Metric(
        "copying", "nearer_to_training", "floor", "", (0, 1),
        "1/2; above: copied; below: worse than real waves, as most generators are",
        "Mann-Whitney statistic of nearest-neighbour distances; no value without training waves",
        "copies of a few waves among many; copies that were changed much",
        "three-sample test, after Meehan et al. 2020, arXiv 2004.05675", nearer_to_training, few=True,
    ),
)  # fmt: skip
