"""Scores as files hold them: in the order in which they are shown, each with all that a table says of it."""

from collections.abc import Iterable, Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from sinegan.schema.strict import StrictModel

FLAGGED_BEYOND = 5.0
"""Floor standard deviations from the floor's mean."""

HEADLINES: Mapping[str, tuple[str, str]] = {
    "reference_sinad_median_db": ("quality", "reference_sinad_median"),
    "valid_share": ("quality", "valid_share"),
    "coverage": ("law", "coverage"),
    "ks_frequency": ("law", "ks_frequency"),
    "ks_phase": ("law", "ks_phase"),
    "nearer_to_training": ("copying", "nearer_to_training"),
    "judge_accuracy": ("judge", "strongest_accuracy"),
    "sigma_star": ("judge", "sigma_star"),
}
"""The few scores that people compare runs by: family and name of each, in the order in which they are shown."""

_HEADLINE_OF = {place: headline for headline, place in HEADLINES.items()}


def score_key(family: str, name: str, n: int | None = None) -> str:
    """``<family>/<name>``, or ``<family>_<n>/<name>`` of a score on `n` waves of each side."""
    return f"{family}/{name}" if n is None else f"{family}_{n}/{name}"


def headline_of(family: str, name: str) -> str | None:
    """The name of that score among the headlines; None if it is none of them."""
    return _HEADLINE_OF.get((family, name))


class Score(StrictModel):
    """One score: its value, what real waves score in the place of generated ones, and the facts to read it by.

    Attributes
    ----------
    family, name
        Of the score.
    n
        Waves of each side, where it is computed on fewer than all; scores of other sizes cannot be compared.
    headline
        Its name among the `HEADLINES`; None if it is none of them.
    value, low, high
        The score with the ends of its 95 % interval; None where there is no such number.
    missing
        Why there is no value, where a table should say so.
    floor, floor_sd, floor_repeats
        What real waves score: mean and standard deviation over so many repeats.
    flagged
        Whether the value lies beyond five of these standard deviations; None where there is no spread.
    collapsed, noise
        What one wave repeated, and noise, score.
    better, unit, bounds, best, estimator, blind_to, source
        As `sinegan.metrics.metric.Facts` has them, in words.
    """

    family: str
    name: str
    n: int | None
    headline: str | None
    value: float | None
    low: float | None
    high: float | None
    missing: str | None
    floor: float | None
    floor_sd: float | None
    floor_repeats: int
    flagged: bool | None
    collapsed: float | None
    noise: float | None
    better: Literal["higher", "lower", "floor"]
    unit: str
    bounds: str
    best: str
    estimator: str
    blind_to: str
    source: str

    @property
    def key(self) -> str:
        """As `score_key` gives it: unique among the scores of one evaluation."""
        return score_key(self.family, self.name, self.n)


class NoiseLevel(StrictModel):
    """Accuracy of each judge, by its name, with white noise of standard deviation `sigma` (y) on both sides."""

    sigma: float
    accuracy: dict[str, float]


class Evaluation(StrictModel):
    """Content of ``reports/metrics.json``.

    Attributes
    ----------
    recipe
        Name of the recipe that was trained.
    evaluate
        Seed and sizes of the evaluation.
    scores
        In the order in which they are shown, all headlines among them.
    effective_bits
        Of the median wave, against the nearest one of the law; None where no law is known.
    curve
        From the weakest noise to the strongest.
    """

    recipe: str
    evaluate: dict[str, int]
    scores: list[Score]
    effective_bits: float | None
    curve: list[NoiseLevel] = Field(min_length=2)

    @model_validator(mode="after")
    def _has_all_headlines(self) -> Self:
        found = headlines(self.scores)
        missing = [name for name in HEADLINES if name not in found]
        if missing:
            raise ValueError(f"scores lack {', '.join(missing)}")
        return self


def headlines(scores: Iterable[Score]) -> dict[str, Score]:
    """The headline scores by their headlines' names, in the order of the scores."""
    return {score.headline: score for score in scores if score.headline}


def headline_values(scores: Iterable[Score]) -> dict[str, float | None]:
    """The value of each headline score by its name."""
    return {name: score.value for name, score in headlines(scores).items()}
