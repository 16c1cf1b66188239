"""Waves of any height, brought to [0, 1] for the networks and back."""

from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from sinegan.schema.strict import StrictModel

Height = Annotated[float, Field(ge=-1e30, le=1e30)]


class Scaling(StrictModel):
    """(y - low) / (high - low): what was learnt from the waves that a GAN is trained on.

    Attributes
    ----------
    low, high
        What becomes 0 and 1, in the waves' own units.
    """

    low: Height
    high: Height

    @model_validator(mode="after")
    def _has_a_height(self) -> Self:
        if not self.high > self.low:
            raise ValueError("all values of the waves are equal; there is nothing to learn")
        return self

    @classmethod
    def of(cls, waves: NDArray[np.floating]) -> Self:
        """Learn it; raises pydantic's ``ValidationError`` where all values are equal."""
        return cls(low=float(waves.min()), high=float(waves.max()))

    def apply(self, waves: NDArray[np.floating]) -> NDArray[np.float32]:
        """From own units to about [0, 1]."""
        scaled: NDArray[np.float32] = ((waves - self.low) / (self.high - self.low)).astype(np.float32)
        return scaled
