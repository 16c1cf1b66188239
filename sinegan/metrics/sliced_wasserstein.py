"""How far waves must move to turn one set into the other."""

import numpy as np
from scipy import stats

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

_DIRECTIONS, _SEED = 200, 2013


def sliced_wasserstein(comparison: Comparison) -> float:
    """Mean over 200 fixed random directions of the first Wasserstein distance of the waves' projections."""
    real, generated = comparison.real, comparison.generated
    directions = np.random.default_rng(_SEED).standard_normal((real.grid.width, _DIRECTIONS))
    directions /= np.linalg.norm(directions, axis=0)
    pairs = zip((real.subset.waves @ directions).T, (generated.subset.waves @ directions).T, strict=True)
    return float(np.mean([stats.wasserstein_distance(left, right) for left, right in pairs]))


METRICS = (
    Metric(
        "sample", "sliced_wasserstein", "lower", "y", (0, np.inf), "0; the baseline at the same n",
        "mean over 200 fixed directions; biased upward", "low-power defects",
        "Bonneel et al. 2015, J. Math. Imaging Vis. 51", sliced_wasserstein, pairwise=True, symmetric=True,
    ),
)  # fmt: skip
