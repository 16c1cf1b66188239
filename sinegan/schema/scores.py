"""Scores as they are stored in files, in display order, with everything that a table shows about them."""

from collections.abc import Iterable, Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from sinegan.schema.strict import StrictModel

FLAGGED_BEYOND = 5.0
"""Standard deviations of the baseline, from its mean."""

HEADLINES: Mapping[str, str] = {
    "sinad_db": "quality",
    "valid_fraction": "quality",
    "grid_coverage": "distribution",
    "ks_frequency": "distribution",
    "ks_phase": "distribution",
    "memorization": "memorization",
    "c2st_accuracy": "c2st",
    "noise_threshold": "c2st",
}
"""The scores that runs are compared by, in display order: name and family of each."""


def score_key(family: str, name: str, n: int | None = None) -> str:
    """``<family>/<name>``, or ``<family>_<n>/<name>`` for a score that is computed on `n` waves of each side.

    Examples
    --------
    >>> score_key("c2st", "noise_threshold", 2000)
    'c2st_2000/noise_threshold'
    """
    return f"{family}/{name}" if n is None else f"{family}_{n}/{name}"


def is_headline(family: str, name: str) -> bool:
    """Whether that score is one of the `HEADLINES`."""
    return HEADLINES.get(name) == family


class Score(StrictModel):
    """One score: its value, the baseline of real waves, and what a reader must know to interpret it.

    Attributes
    ----------
    family, name
        Together unique.
    n
        Waves of each side, where the score is computed on a subset. Scores with different n are not comparable.
    headline
        Whether it is one of the `HEADLINES`.
    value, low, high
        The score with the ends of its 95 % interval. None if there is no such number.
    missing
        Why there is no value, if a table should say so.
    baseline, baseline_sd, baseline_repeats
        The score of real waves: mean and standard deviation over that many repeats.
    flagged
        Whether the value is more than five of these standard deviations from the mean. None if the baseline has no
        standard deviation.
    mode_collapse, uniform_noise
        The score of a single wave repeated, and of uniform noise.
    better, unit, bounds, best, estimator, blind_to, source
        As in `sinegan.metrics.metric.MetricInfo`, as text.
    """

    family: str
    name: str
    n: int | None
    headline: bool
    value: float | None
    low: float | None
    high: float | None
    missing: str | None
    baseline: float | None
    baseline_sd: float | None
    baseline_repeats: int
    flagged: bool | None
    mode_collapse: float | None
    uniform_noise: float | None
    better: Literal["higher", "lower", "baseline"]
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
    """Accuracy of each classifier, by name, with white noise of standard deviation `sigma` (y) added to both sides."""

    sigma: float
    accuracy: dict[str, float]


class Evaluation(StrictModel):
    """Content of ``reports/metrics.json``.

    Attributes
    ----------
    recipe
        Name of the recipe that was trained.
    evaluate
        Seed and sample sizes of the evaluation.
    scores
        In display order, all headline scores included.
    effective_bits
        Of the median wave, measured against the closest target sine. None if the distribution is unknown.
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
        missing = [name for name in HEADLINES if name not in headlines(self.scores)]
        if missing:
            raise ValueError(f"scores lack {', '.join(missing)}")
        return self


def headlines(scores: Iterable[Score]) -> dict[str, Score]:
    """The headline scores by name, in the order of `scores`."""
    return {score.name: score for score in scores if score.headline}


def headline_values(scores: Iterable[Score]) -> dict[str, float | None]:
    """The value of each headline score by name."""
    return {name: score.value for name, score in headlines(scores).items()}
