"""What a user may choose of the calibration."""

from typing import Annotated

from pydantic import Field

from sinegan.metrics.floors import Sizes
from sinegan.schema.strict import Seed


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
