"""The list of all scores of two sets of waves. A new score is one more entry in its family's file."""

from collections.abc import Iterable

from stages.metrics import (
    cells,
    copying,
    forecast,
    frechet,
    kernels,
    laws,
    manifold,
    neighbours,
    quality,
    residuals,
    spectrum,
    transport,
    variety,
)  # fmt: skip
from stages.metrics.comparison import Comparison
from stages.metrics.metric import Metric

METRICS: tuple[Metric, ...] = (
    *quality.METRICS,
    *residuals.METRICS,
    *cells.METRICS,
    *laws.METRICS,
    *manifold.METRICS,
    *variety.METRICS,
    *spectrum.METRICS,
    *kernels.METRICS,
    *transport.METRICS,
    *neighbours.METRICS,
    *frechet.METRICS,
    *forecast.METRICS,
    *copying.METRICS,
)


def evaluate(comparison: Comparison, metrics: Iterable[Metric] = METRICS) -> dict[str, float | None]:
    """The value of each score, by `Metric.key`; None where a score has no meaning.

    Raises
    ------
    UnscorableError
        A score could not be computed.
    """
    return {metric.key(comparison.generated): metric.checked_value(comparison) for metric in metrics}
