"""Scores as they are stored in files, in display order, with everything that a table shows about them."""

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from sinegan.schema.headlines import HEADLINES, headlines_of
from sinegan.schema.strict import StrictModel

NOT_APPLICABLE = "not applicable"
"""Why a score that requires the distribution of the waves has no value where that is unknown."""
FLAGGED_BEYOND = 5.0
"""Standard deviations of the baseline, from its mean."""


def score_key(family: str, name: str, n: int | None = None) -> str:
    """``<family>/<name>``, or ``<family>_<n>/<name>`` for a score that is computed on `n` waves of each side.

    Examples
    --------
    >>> score_key("c2st", "noise_threshold", 2000)
    'c2st_2000/noise_threshold'
    """
    return f"{family}/{name}" if n is None else f"{family}_{n}/{name}"


class Score(StrictModel):
    """One score: its value, the baseline of real waves, and what a reader must know to interpret it.

    Attributes
    ----------
    family, name
        Together unique.
    n
        Waves of each side, where the score is computed on a subset. Scores with different n are not comparable.
    headline
        Whether it is one of the `sinegan.schema.headlines.headlines_of` these waves.
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
        expected, present = headlines_of(has_law=self.effective_bits is not None), headlines(self.scores)
        missing = [name for name in expected if name not in present]
        if missing:
            raise ValueError(f"scores lack {', '.join(missing)}")
        return self


def headlines(scores: Iterable[Score]) -> dict[str, Score]:
    """The headline scores by name, in display order."""
    by_name = {score.name: score for score in scores if score.headline}
    return {name: by_name[name] for name in HEADLINES if name in by_name}


def headline_values(scores: Iterable[Score]) -> dict[str, float | None]:
    """The value of each headline score by name."""
    return {name: score.value for name, score in headlines(scores).items()}
