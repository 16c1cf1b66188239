"""A score: its formula, and what a reader must know to interpret it."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sinegan.measurement.sample import Sample, UnscorableError
from sinegan.metrics.comparison import Comparison
from sinegan.schema.scores import score_key


@dataclass(frozen=True)
class MetricInfo:
    """What a reader must know to interpret a score.

    Attributes
    ----------
    family, name
        Together unique; the score is shown as ``<family>/<name>``.
    better
        ``higher``, ``lower``, or ``baseline``: as close as possible to the score of real waves.
    unit
        Of the score; "" for a fraction or a ratio.
    bounds
        Smallest and largest possible value.
    best
        The value of perfect waves, as text.
    estimator
        What is computed from which numbers, and its bias if it has one.
    blind_to
        Defects that the score cannot detect.
    source
        Paper, standard or section that defines it.
    """

    family: str
    name: str
    better: Literal["higher", "lower", "baseline"]
    unit: str
    bounds: tuple[float, float]
    best: str
    estimator: str
    blind_to: str
    source: str


@dataclass(frozen=True)
class Metric(MetricInfo):
    """A score of two sets of waves.

    Attributes
    ----------
    compute
        From real and generated waves to the score; None if it is undefined, as `estimator` says.
        Raises instead of returning NaN.
    pairwise
        Whether the cost grows with the square of the number of waves. The score is then computed on the first waves
        of each side only (`Sample.subset`), and its key holds their number.
    symmetric
        Whether real and generated waves can be swapped.
    requires_law
        Whether the true distribution must be known.
    """

    compute: Callable[[Comparison], float | None]
    pairwise: bool = False
    symmetric: bool = False
    requires_law: bool = False

    def value(self, comparison: Comparison) -> float | None:
        """The score; None if it requires a distribution that is unknown."""
        return None if self.requires_law and comparison.generated.fits is None else self.compute(comparison)

    def checked_value(self, comparison: Comparison) -> float | None:
        """The same as `value`.

        Raises
        ------
        UnscorableError
            The score is NaN or infinite.
        """
        value = self.value(comparison)
        if value is not None and not math.isfinite(value):
            raise UnscorableError(f"score {self.family}/{self.name} gave {value}; the waves cannot be scored")
        return value

    def key(self, generated: Sample) -> str:
        """As `sinegan.schema.scores.score_key` gives it."""
        return score_key(self.family, self.name, len(generated.subset.waves) if self.pairwise else None)
