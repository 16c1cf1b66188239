"""What a user may choose of the scorecard, and what a calibration is."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from stages.waves.law import Axis, Law

_STRICT = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

Seed = Annotated[int, Field(ge=0, lt=2**31)]


class Sizes(BaseModel):
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

    model_config = _STRICT

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


class Calibrate(Sizes):
    """The ``calibrate`` section of params.yaml: the sizes of all scores, and how their floors are found.

    Attributes
    ----------
    floor_repeats
        Fresh draws of real waves that are scored as if generated.
    judge_floor_repeats
        So many of them are shown to the judges too.
    seed
        Of those draws, of the impairments and of the judges.
    """

    floor_repeats: Annotated[int, Field(ge=3, le=10_000)]
    judge_floor_repeats: Annotated[int, Field(ge=3, le=10_000)]
    seed: Seed

    @property
    def sizes(self) -> Sizes:
        """The sizes alone."""
        return Sizes(**{name: getattr(self, name) for name in Sizes.model_fields})


class Evaluate(BaseModel):
    """The ``evaluate`` section of params.yaml: the seed of the generated waves and of the judges."""

    model_config = _STRICT

    seed: Seed


class Floor(BaseModel):
    """What real waves score in the place of generated ones.

    Attributes
    ----------
    mean, sd
        Over the repeats; None where the score has no value.
    repeats
        1: a single comparison, and no spread.
    """

    model_config = _STRICT

    mean: float | None
    sd: float | None
    repeats: int


class Impaired(BaseModel):
    """The scores of real waves with a known fault of a known strength."""

    model_config = _STRICT

    name: str
    unit: str
    strength: float
    scores: dict[str, float | None]


class Calibration(BaseModel):
    """What scores say of real waves, and of real waves with known faults; depends on the data alone.

    Attributes
    ----------
    law
        That real waves follow, or their bare axis where none is known: then no faults are known either.
    """

    model_config = _STRICT

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
