"""What real waves, and waves with known faults, score; and on how many waves that holds."""

import math
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from sinegan.schema.impaired import Impaired
from sinegan.schema.strict import StrictModel
from sinegan.waves.law import Axis, Law

COLLAPSED, NOISE = ("one wave repeated", 1.0), ("noise instead", 1.0)
"""Name and strength of the faults that tables show beside every score: as bad as variety, and as quality, can be."""


class Sizes(StrictModel):
    """On how many waves the scores are computed; scores and floors of other sizes cannot be compared.

    Attributes
    ----------
    n_waves
        Generated waves for the scores whose cost grows with n.
    n_few
        First waves of each side for those whose cost grows with n squared.
    n_judged
        Waves of each side in each repeat of a judge: half to learn from, half to judge, in turn.
    judge_repeats
        On disjoint waves; fewer where waves run out.
    """

    n_waves: Annotated[int, Field(ge=100, le=1_000_000)]
    n_few: Annotated[int, Field(ge=40, le=10_000)]
    n_judged: Annotated[int, Field(ge=40, le=100_000)]
    judge_repeats: Annotated[int, Field(ge=1, le=100)]

    def fitting(self, n: int) -> "Sizes":
        """The same for sets of only `n` waves, with as many repeats of the judges as disjoint waves allow."""
        n = min(n, self.n_waves)
        judged = min(self.n_judged, n)
        return Sizes(
            n_waves=n,
            n_few=min(self.n_few, n),
            n_judged=judged,
            judge_repeats=max(1, min(self.judge_repeats, n // judged)),
        )


class Floor(StrictModel):
    """What real waves score in the place of generated ones.

    Attributes
    ----------
    mean, sd
        Over the repeats; None where the score has no value.
    repeats
        1: a single comparison, and no spread.
    """

    mean: float | None
    sd: float | None
    repeats: int

    def distance(self, value: float | None) -> float:
        """Standard deviations between a score and the mean; infinite where real waves never differ.

        A score without a value, where real waves have one, is infinitely far off too. Without a spread it is 0.
        """
        if self.mean is None or self.sd is None:
            return 0.0
        if value is None:
            return math.inf
        gap = abs(float(value) - self.mean)
        return gap / self.sd if self.sd > 0 else (math.inf if gap > 0 else 0.0)


class Calibration(StrictModel):
    """What scores say of real waves, and of real waves with known faults; depends on the data alone.

    Attributes
    ----------
    law
        That real waves follow, or their bare axis where none is known: then no faults are known either.
    """

    law: Law | Axis
    sizes: Sizes
    floors: dict[str, Floor]
    impaired: list[Impaired]

    def fits(self, axis: Axis, sizes: Sizes, scores: Iterable[str]) -> bool:
        """Whether these scores, of these sizes and on waves of this law or axis, may be held against it."""
        return (self.law, self.sizes) == (axis, sizes) and set(scores) <= set(self.floors)

    def anchor(self, name: str, strength: float) -> dict[str, float | None]:
        """The scores of that fault in that strength; none if it was not tried."""
        found = [row.scores for row in self.impaired if (row.name, row.strength) == (name, strength)]
        return found[0] if found else {}

    @property
    def anchors(self) -> dict[str, dict[str, float | None]]:
        """The scores of waves ``collapsed`` to one, and of ``noise``; empty where these were not tried."""
        return {"collapsed": self.anchor(*COLLAPSED), "noise": self.anchor(*NOISE)}
