"""The list of all scores of two sets of waves. A new score is a new entry in the file of its family."""

from collections.abc import Iterable

from sinegan.metrics import (
    diversity,
    frechet,
    manifold_pr,
    marginals,
    memorization,
    mmd,
    phase_frequency_grid,
    prdc,
    residuals,
    sine_quality,
    sliced_wasserstein,
    spectra,
    tstr,
)  # fmt: skip
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric

METRICS: tuple[Metric, ...] = (
    *sine_quality.METRICS,
    *residuals.METRICS,
    *phase_frequency_grid.METRICS,
    *marginals.METRICS,
    *manifold_pr.METRICS,
    *diversity.METRICS,
    *spectra.METRICS,
    *mmd.METRICS,
    *sliced_wasserstein.METRICS,
    *prdc.METRICS,
    *frechet.METRICS,
    *tstr.METRICS,
    *memorization.METRICS,
)


def evaluate(comparison: Comparison, metrics: Iterable[Metric] = METRICS) -> dict[str, float | None]:
    """The value of each score, by `Metric.key`; None if a score is undefined.

    Raises
    ------
    UnscorableError
        A score could not be computed.
    """
    return {metric.key(comparison.generated): metric.checked_value(comparison) for metric in metrics}
