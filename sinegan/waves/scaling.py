"""Scale series of any range to [0, 1] for the networks, and back."""

from typing import Annotated, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from sinegan.schema.strict import StrictModel

Kind = Literal["global", "per_channel", "per_point"]
Value = Annotated[float, Field(ge=-1e30, le=1e30)]
Values = Value | list[Value] | list[list[Value]]


class Scaling(StrictModel):
    """Linear scaling: (y - low) / (high - low), fitted to the training series.

    Attributes
    ----------
    low, high
        The values that become 0 and 1, in the units of the user's file: a number each; or one for each channel
        ``(n_channels,)``; or one for each point, ``(n_points,)`` or ``(n_points, n_channels)``.
    """

    low: Values
    high: Values

    @model_validator(mode="after")
    def _is_not_constant(self) -> Self:
        try:
            rises = np.asarray(self.high, np.float64) > np.asarray(self.low, np.float64)
        except ValueError as error:
            raise ValueError("low and high must have the same shape") from error
        if np.shape(self.low) != np.shape(self.high):
            raise ValueError("low and high must have the same shape")
        if not rises.all():
            raise ValueError("all values of the waves are equal; there is nothing to learn")
        return self

    @classmethod
    def fit(cls, series: NDArray[np.floating], kind: Kind = "global") -> Self:
        """From series ``(n, n_points)`` or ``(n, n_points, n_channels)``, the training set.

        Parameters
        ----------
        series
            In the units of the user's file.
        kind
            ``global``: the lowest and highest value become 0 and 1. ``per_channel``: those of each channel do.
            ``per_point``: each point of each channel is standardised by its mean and standard deviation; the lowest
            and highest of the standardised values become 0 and 1.

        Raises
        ------
        pydantic.ValidationError
            All values are equal.
        """
        if kind == "global" or (kind == "per_channel" and series.ndim == 2):
            return cls(low=float(series.min()), high=float(series.max()))
        if kind == "per_channel":
            low, high = series.min(axis=(0, 1)).astype(np.float64), series.max(axis=(0, 1)).astype(np.float64)
            return cls.from_arrays(*_widened(low, high, float(series.max()) - float(series.min())))
        return cls.from_arrays(*_standardised(series))

    @classmethod
    def from_arrays(cls, low: NDArray[np.float64], high: NDArray[np.float64]) -> Self:
        """From arrays as `arrays` gives them; raises pydantic's ``ValidationError`` if they are no scaling."""
        return cls(low=low.tolist(), high=high.tolist())

    @property
    def arrays(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Both as arrays that broadcast with series."""
        return np.asarray(self.low, np.float64), np.asarray(self.high, np.float64)

    def apply(self, series: NDArray[np.floating]) -> NDArray[np.float32]:
        """From the units of the user's file to [0, 1]; values outside the training range leave it."""
        low, high = self._exact
        scaled: NDArray[np.float32] = ((series - low) / (high - low)).astype(np.float32)
        return scaled

    def undo(self, series: NDArray[np.floating]) -> NDArray[np.float64]:
        """From [0, 1] to the units of the user's file."""
        low, high = self._exact
        restored: NDArray[np.float64] = series.astype(np.float64) * (high - low) + low
        return restored

    @property
    def _exact(self) -> tuple[Any, Any]:
        """Plain numbers stay so: they do not change the type of float32 series."""
        return (self.low, self.high) if isinstance(self.low, float) else self.arrays


def fitted_if_needed(series: NDArray[np.floating], kind: Kind | None) -> Scaling | None:
    """A scaling of that kind; by default a global one, or none if all values are in [0, 1]."""
    inside = bool(series.min() >= 0 and series.max() <= 1)
    return None if kind is None and inside else Scaling.fit(series, kind or "global")


def _widened(low: NDArray[np.float64], high: NDArray[np.float64], span: float) -> tuple[NDArray[np.float64], ...]:
    """Give what is constant the width of the whole, with the constant in the middle."""
    constant = ~(high > low)
    return np.where(constant, low - span / 2, low), np.where(constant, high + span / 2, high)


def _standardised(series: NDArray[np.floating]) -> tuple[NDArray[np.float64], ...]:
    mean, sd = series.mean(axis=0, dtype=np.float64), series.std(axis=0, dtype=np.float64)
    span = float(series.max()) - float(series.min())
    if span == 0:
        return mean, mean
    sd = np.where(sd > 1e-9 * span, sd, span)
    scores = (series - mean) / sd
    return mean + sd * float(scores.min()), mean + sd * float(scores.max())
