"""Precision and recall against the family of sines, whose distance from a wave is known exactly.

After Lucic et al. 2018 (arXiv 1711.10337, section 5), who built data for which the distance of a sample to the true
manifold can be computed; here a sine fit computes it.
"""

from functools import partial

from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

RADII = (0.01, 0.03)


def precision(comparison: Comparison, radius: float) -> float:
    """Share of generated waves within rms `radius` of some wave of the law."""
    return float((comparison.generated.reference.rms <= radius).mean())


def recall(comparison: Comparison, radius: float) -> float:
    """Share of real waves with some generated wave within rms `radius`."""
    return float((comparison.nn_distance <= radius).mean())


def _metrics(radius: float) -> tuple[Metric, Metric]:
    tag = f"{radius:.2f}".removeprefix("0.")
    source = "Lucic et al. 2018, arXiv 1711.10337, section 5"
    return (
        Metric(
            "manifold", f"precision_{tag}", "higher", "", (0, 1), "1", f"share of waves within rms {radius}",
            "collapse", source, partial(precision, radius=radius),
            of_law=True,
        ),
        Metric(
            "manifold", f"recall_{tag}", "higher", "", (0, 1), "1; the floor at the same n",
            f"share of real waves with a generated one within rms {radius}; biased low, more so for few waves",
            "bad waves among enough good ones; uneven density", source, partial(recall, radius=radius),
        ),
    )  # fmt: skip


METRICS = tuple(metric for radius in RADII for metric in _metrics(radius))
