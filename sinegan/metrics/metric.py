"""What a score is, apart from its formula."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sinegan.measurement.sample import Sample, UnscorableError
from sinegan.metrics.comparison import Comparison
from sinegan.schema.scores import score_key


@dataclass(frozen=True)
class Facts:
    """What a reader must know to read a score.

    Attributes
    ----------
    family, name
        Together unique; the score is shown as ``<family>/<name>``.
    better
        ``higher``, ``lower``, or ``floor``: as near to real-against-real as can be.
    unit
        Of the score; "" for a share or a ratio.
    bounds
        Least and greatest possible value.
    best
        The value of perfect waves, as words.
    estimator
        What is computed of which numbers, and its bias if any.
    blind_to
        A fault that the score cannot see.
    source
        Paper, standard or section where it is defined.
    """

    family: str
    name: str
    better: Literal["higher", "lower", "floor"]
    unit: str
    bounds: tuple[float, float]
    best: str
    estimator: str
    blind_to: str
    source: str


@dataclass(frozen=True)
class Metric(Facts):
    """A score of two sets of waves.

    Attributes
    ----------
    compute
        From real and generated waves, beside each other, to the score; None where it has no meaning, as its facts say.
        Raises rather than return NaN.
    few
        Whether it is computed on the first waves of each side only (`Sample.few`); the family's name then tells how
        many they are, since scores of other sizes cannot be compared.
    symmetric
        Whether real and generated waves could change places.
    of_law
        Whether it holds waves against the law that real ones follow.
    """

    compute: Callable[[Comparison], float | None]
    few: bool = False
    symmetric: bool = False
    of_law: bool = False

    def value(self, comparison: Comparison) -> float | None:
        """What `compute` gives; None for a score `of_law` where no law is known."""
        return None if self.of_law and comparison.generated.fits is None else self.compute(comparison)

    def checked_value(self, comparison: Comparison) -> float | None:
        """As `value`.

        Raises
        ------
        UnscorableError
            It is NaN or infinite; a failure is never turned into a number.
        """
        value = self.value(comparison)
        if value is not None and not math.isfinite(value):
            raise UnscorableError(f"score {self.family}/{self.name} gave {value}; the waves cannot be scored")
        return value

    def key(self, generated: Sample) -> str:
        """As `score_key` gives it."""
        return score_key(self.family, self.name, len(generated.few.waves) if self.few else None)
