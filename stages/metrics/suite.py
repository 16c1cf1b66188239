"""The list of all scores of two sets of waves. A new score is one more entry in its family's file."""

import math
from collections.abc import Iterable

from stages.metrics import laws, quality, spectrum, variety
from stages.metrics.metric import Metric
from stages.metrics.sample import Sample, UnscorableError

METRICS: tuple[Metric, ...] = (*quality.METRICS, *laws.METRICS, *variety.METRICS, *spectrum.METRICS)


def evaluate(real: Sample, generated: Sample, metrics: Iterable[Metric] = METRICS) -> dict[str, float]:
    """The value of each score, by ``<family>/<name>``.

    Raises
    ------
    UnscorableError
        A score could not be computed; a failure is never turned into a number.
    """
    values = {}
    for metric in metrics:
        value = metric.compute(real, generated)
        if not math.isfinite(value):
            raise UnscorableError(f"score {metric.family}/{metric.name} gave {value}; the waves cannot be scored")
        values[f"{metric.family}/{metric.name}"] = value
    return values
