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
from sinegan.metrics.series import autocorrelation, spread
from sinegan.waves.law import Law, SamplingGrid

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

SERIES_METRICS: tuple[Metric, ...] = (*autocorrelation.METRICS, *spread.METRICS)
"""Those of series whose distribution is unknown: where it is known, sharper scores detect the same defects."""


def metrics_of(grid: SamplingGrid) -> tuple[Metric, ...]:
    """All scores of waves of a grid; more of them if it is no `Law`."""
    return METRICS if isinstance(grid, Law) else (*METRICS, *SERIES_METRICS)


def evaluate(comparison: Comparison, metrics: Iterable[Metric] | None = None) -> dict[str, float | None]:
    """The value of each score, by `Metric.key`; None if a score is undefined. By default `metrics_of` the waves.

    Raises
    ------
    UnscorableError
        A score could not be computed.
    """
    chosen = metrics_of(comparison.generated.grid) if metrics is None else metrics
    return {metric.key(comparison.generated): metric.checked_value(comparison) for metric in chosen}
