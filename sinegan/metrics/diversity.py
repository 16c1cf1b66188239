"""Whether generated waves differ from each other as much as real ones do."""

import numpy as np

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric


def std_per_point(comparison: Comparison) -> float:
    """Mean over points of the standard deviation over waves."""
    return float(comparison.generated.waves.std(axis=0, ddof=1).mean())


METRICS = (
    Metric(
        "diversity", "std_per_point", "baseline", "y", (0, np.inf), "the baseline",
        "mean of sample standard deviations (n - 1)", "whether the waves are sines; noise of equal standard deviation",
        "this project", std_per_point,
    ),
)  # fmt: skip
