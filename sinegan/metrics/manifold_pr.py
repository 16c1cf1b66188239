"""Precision and recall against the manifold of target sines, whose distance from a wave is known exactly.

After Lucic et al. 2018 (arXiv 1711.10337, section 5), who constructed data for which the distance of a sample from the
true manifold can be computed. Here a sine fit computes it.
"""

from functools import partial

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

RADII = (0.01, 0.03)


def precision(comparison: Comparison, radius: float) -> float:
    """Fraction of generated waves within rms `radius` of a target sine."""
    return float((comparison.generated.constrained.rms <= radius).mean())


def recall(comparison: Comparison, radius: float) -> float:
    """Fraction of real waves with a generated wave within rms `radius`."""
    return float((comparison.nn_distance <= radius).mean())


def _metrics(radius: float) -> tuple[Metric, Metric]:
    source = "Lucic et al. 2018, arXiv 1711.10337, section 5"
    return (
        Metric(
            "manifold", f"manifold_precision_{radius}", "higher", "", (0, 1), "1",
            f"fraction of waves within rms {radius}", "mode collapse", source, partial(precision, radius=radius),
            requires_law=True,
        ),
        Metric(
            "manifold", f"manifold_recall_{radius}", "higher", "", (0, 1), "1; the baseline at the same n",
            f"fraction of real waves with a generated one within rms {radius}; biased low, more so for few waves",
            "bad waves beside enough good ones; uneven density", source, partial(recall, radius=radius),
        ),
    )  # fmt: skip


METRICS = tuple(metric for radius in RADII for metric in _metrics(radius))
