"""The ``waves`` section of params.yaml."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from sinegan.schema.strict import Seed
from sinegan.waves.law import Law
from sinegan.waves.scaling import Kind
from sinegan.waves.windows import Window

MAX_VALUES = 500_000_000
"""In all sets together; 2 GB."""

SetSize = Annotated[int, Field(ge=100, le=10_000_000)]
Column = Annotated[str, Field(min_length=1)] | Annotated[int, Field(ge=1, le=1_000_000)]


class Waves(Law):
    """The ``waves`` section of params.yaml: the law, the sizes of the three sets, and the seed.

    Attributes
    ----------
    source
        A user's file, whose series replace drawn waves. Its number and length of series then apply instead of the
        law's, and the sizes of the sets are limits.
    columns
        Of a table: the names or numbers, from 1, of the columns to learn from. None for all that hold series.
    window
        How one long record is cut into windows. None if each row of the file is a series.
    scaling
        Of a user's file to [0, 1], see `sinegan.waves.scaling.Scaling.fit`.
    """

    source: Annotated[str, Field(min_length=1)] | None = None
    columns: Annotated[list[Column], Field(min_length=1, max_length=4096)] | None = None
    window: Window | None = None
    scaling: Kind = "global"
    n_pool: SetSize
    n_test: SetSize
    n_reference: SetSize
    seed: Seed

    @property
    def law(self) -> Law:
        """The law alone."""
        return Law(**{name: getattr(self, name) for name in Law.model_fields})

    @model_validator(mode="after")
    def _fits_in_memory(self) -> Self:
        n = self.n_pool + self.n_test + self.n_reference
        if n * self.n_points > MAX_VALUES:
            raise ValueError(
                f"{n} waves of {self.n_points} points are {n * self.n_points:,} values; "
                f"at most {MAX_VALUES:,} (2 GB) are allowed: lower n_pool or n_points"
            )
        return self

    @model_validator(mode="after")
    def _suits_the_source(self) -> Self:
        unused = [key for key in ("columns", "window") if getattr(self, key) is not None]
        unused += ["scaling"] if self.scaling != "global" else []
        if self.source is None and unused:
            raise ValueError(f"{' and '.join(unused)} apply to a user's file only: set source to one, or remove them")
        if self.window is not None and self.scaling == "per_point":
            raise ValueError(
                "scaling: per_point is for series with a fixed start; windows of a record have none: use per_channel"
            )
        return self
