"""The law: the distribution that real waves are drawn from, and its parameters."""

import math
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from sinegan.schema.strict import StrictModel

AMPLITUDE = 0.5
CENTRE = 0.5
TURN = 2 * np.pi

Bound = Annotated[float, Field(ge=-1e4, le=1e4)]


class Range(StrictModel):
    """A closed interval to draw from uniformly."""

    low: Bound
    high: Bound

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"low ({self.low}) must be below high ({self.high})")
        return self


class SamplingGrid(StrictModel):
    """The points of a wave, x = 0, step, 2 step, ...; all that is known about waves of a user's file.

    Attributes
    ----------
    n_points
        Points per wave.
    step
        Distance between two points, in units of x.
    """

    n_points: Annotated[int, Field(ge=8, le=4096)]
    step: Annotated[float, Field(gt=0, le=100)]

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one series: ``(n_points,)``, or ``(n_points, n_channels)`` if there are several channels."""
        return (self.n_points,)

    @property
    def width(self) -> int:
        """Number of values of one series."""
        return math.prod(self.shape)

    @property
    def x(self) -> NDArray[np.float64]:
        """Positions of the points, shape ``(n_points,)``, in units of x."""
        return np.arange(self.n_points, dtype=np.float64) * self.step


class Law(SamplingGrid):
    """y(x) = sin(offset + x * multiplier) / 2 + 1/2 on a grid, with uniform offset and multiplier.

    Source: ``sample_data`` of R. Ricard, "Generative Adversarial Networks Part 2" (2017), which the article is based on
    and does not print.

    Attributes
    ----------
    offset
        Range of the phase at x = 0, in radians.
    multiplier
        Range of the angular frequency, in radians per unit of x.

    Raises
    ------
    pydantic.ValidationError
        A value is out of its range, or the points do not determine a sine.

    Examples
    --------
    >>> law = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
    >>> law.x.shape
    (50,)
    """

    offset: Range
    multiplier: Range

    @model_validator(mode="after")
    def _determines_a_sine(self) -> Self:
        if self.multiplier.low <= 0:
            raise ValueError(f"multiplier.low ({self.multiplier.low}) must be positive")
        if self.multiplier.high * self.step >= np.pi:
            raise ValueError(
                f"multiplier.high * step = {self.multiplier.high * self.step:.4g} must stay below pi, "
                "or the samples are too far apart to determine the frequency"
            )
        if self.multiplier.low * self.step * (self.n_points - 1) < TURN / 4:
            raise ValueError(
                f"{self.n_points} points hold less than a quarter of a cycle at multiplier.low = "
                f"{self.multiplier.low}, too few to determine a sine: raise n_points, step or multiplier.low"
            )
        return self


def frequency_cdf(law: Law, multiplier: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cumulative distribution of the multiplier: uniform on its range."""
    low, high = law.multiplier.low, law.multiplier.high
    return np.clip((multiplier - low) / (high - low), 0.0, 1.0)


def phase_cdf(law: Law, phase: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cumulative distribution of the offset modulo one turn.

    If the offset range is not a whole number of turns, it covers some phases once more than others: U(0, 100) is 15.915
    turns, so that the phase is not exactly uniform.

    Parameters
    ----------
    law
        Gives the offset range.
    phase
        Phases in radians, any shape; clipped to [0, one turn].

    Returns
    -------
    ndarray
        Values in [0, 1], same shape as `phase`.
    """
    phase = np.clip(phase, 0.0, TURN)

    def covered_up_to(offset: float) -> NDArray[np.float64]:
        """Length of the part of [0, offset] whose phase is at most `phase`."""
        turns, remainder = np.divmod(offset, TURN)
        return turns * phase + np.minimum(remainder, phase)

    low, high = law.offset.low, law.offset.high
    return (covered_up_to(high) - covered_up_to(low)) / (high - low)
