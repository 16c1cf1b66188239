"""The scores of real waves and of corrupted ones, and the sample sizes for which they hold."""

import math
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from sinegan.schema.corrupted import CorruptedScores
from sinegan.schema.strict import StrictModel
from sinegan.waves.channels import ChannelGrid
from sinegan.waves.law import Law, SamplingGrid

ANCHORS = {"mode_collapse": ("mode collapse", 1.0), "uniform_noise": ("uniform noise", 1.0)}
"""Name and strength of the corruptions that tables show beside every score: no variety at all, no quality at all."""
MIN_SCORED = 50
"""Fewest waves of a scorecard: classifiers are trained on half of them, and intervals leave out a tenth."""


class Sizes(StrictModel):
    """Sample sizes of the scores; scores and baselines with different sizes are not comparable.

    Attributes
    ----------
    n_waves
        Generated waves, for scores whose cost grows with n.
    n_pairwise
        First waves of each side, for scores whose cost grows with n squared.
    n_classifier
        Waves of each side in each repeat of a classifier: half for training, half for testing, in turn.
    classifier_repeats
        Repeats on disjoint waves; fewer if there are not enough waves.
    """

    n_waves: Annotated[int, Field(ge=MIN_SCORED, le=1_000_000)]
    n_pairwise: Annotated[int, Field(ge=40, le=10_000)]
    n_classifier: Annotated[int, Field(ge=40, le=100_000)]
    classifier_repeats: Annotated[int, Field(ge=1, le=100)]

    def fitting(self, n: int) -> "Sizes":
        """The same, reduced to sets of `n` waves."""
        n = min(n, self.n_waves)
        n_classifier = min(self.n_classifier, n)
        return Sizes(
            n_waves=n,
            n_pairwise=min(self.n_pairwise, n),
            n_classifier=n_classifier,
            classifier_repeats=max(1, min(self.classifier_repeats, n // n_classifier)),
        )


class Baseline(StrictModel):
    """The score of real waves in the place of generated ones.

    Attributes
    ----------
    mean, sd
        Over the repeats. None if the score has no value.
    repeats
        1 for a single comparison, which has no standard deviation.
    """

    mean: float | None
    sd: float | None
    repeats: int

    def distance(self, value: float | None) -> float:
        """Distance of a score from the mean, in standard deviations.

        0 if there is no standard deviation. Infinite if real waves never differ and this score does, or if only this
        score has no value.
        """
        if self.mean is None or self.sd is None:
            return 0.0
        if value is None:
            return math.inf
        gap = abs(float(value) - self.mean)
        return gap / self.sd if self.sd > 0 else (math.inf if gap > 0 else 0.0)


class Calibration(StrictModel):
    """The scores of real waves, and of corrupted ones; depends on the data alone.

    Attributes
    ----------
    law
        The distribution of the real waves; a bare `SamplingGrid` if it is unknown, and then nothing is corrupted.
    sizes
        For which the scores hold.
    baselines
        By key of the score.
    corrupted
        Each corruption from weak to strong.
    """

    law: Law | ChannelGrid | SamplingGrid
    sizes: Sizes
    baselines: dict[str, Baseline]
    corrupted: list[CorruptedScores]

    def fits(self, grid: SamplingGrid, sizes: Sizes, scores: Iterable[str]) -> bool:
        """Whether scores with these keys and sizes, on waves of this law or grid, can be compared with it."""
        return (self.law, self.sizes) == (grid, sizes) and set(scores) <= set(self.baselines)

    @property
    def anchors(self) -> dict[str, dict[str, float | None]]:
        """The scores of each of the `ANCHORS`; empty if it was not computed."""
        return {name: self._scores_of(*anchor) for name, anchor in ANCHORS.items()}

    def _scores_of(self, name: str, strength: float) -> dict[str, float | None]:
        rows = [row.scores for row in self.corrupted if (row.name, row.strength) == (name, strength)]
        return rows[0] if rows else {}
