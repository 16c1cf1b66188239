"""Scale waves of any range to [0, 1] for the networks, and back."""

from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from sinegan.schema.strict import StrictModel

Value = Annotated[float, Field(ge=-1e30, le=1e30)]


class Scaling(StrictModel):
    """Min-max scaling: (y - low) / (high - low), fitted to the training waves.

    Attributes
    ----------
    low, high
        The values that become 0 and 1, in the units of the user's file.
    """

    low: Value
    high: Value

    @model_validator(mode="after")
    def _is_not_constant(self) -> Self:
        if not self.high > self.low:
            raise ValueError("all values of the waves are equal; there is nothing to learn")
        return self

    @classmethod
    def fit(cls, waves: NDArray[np.floating]) -> Self:
        """From the smallest and largest value; raises pydantic's ``ValidationError`` if all values are equal."""
        return cls(low=float(waves.min()), high=float(waves.max()))

    def apply(self, waves: NDArray[np.floating]) -> NDArray[np.float32]:
        """From the units of the user's file to [0, 1]; values outside the training range leave it."""
        scaled: NDArray[np.float32] = ((waves - self.low) / (self.high - self.low)).astype(np.float32)
        return scaled

    def undo(self, waves: NDArray[np.floating]) -> NDArray[np.float64]:
        """From [0, 1] to the units of the user's file."""
        return waves.astype(np.float64) * (self.high - self.low) + self.low
