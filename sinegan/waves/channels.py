"""Series of several channels: their grid, and their order as flat vectors for networks and scores.

A flat vector holds one channel after the other, so that neighbours in it are neighbours in time, but at the seams
between channels. A series of one channel has no channel axis.
"""

from typing import Annotated, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from sinegan.waves.law import SamplingGrid

Floats = TypeVar("Floats", NDArray[np.float32], NDArray[np.float64], NDArray[np.floating])


class ChannelGrid(SamplingGrid):
    """The points of a series of several channels.

    Attributes
    ----------
    n_channels
        At least two; each channel has `n_points`.
    """

    n_channels: Annotated[int, Field(ge=2, le=1024)]

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one series: ``(n_points, n_channels)``."""
        return self.n_points, self.n_channels


def grid_of(shape: tuple[int, ...], step: float) -> SamplingGrid:
    """The grid of series of a shape ``(n_points,)`` or ``(n_points, n_channels)``.

    Raises
    ------
    pydantic.ValidationError
        There are too few or too many points or channels.
    """
    if len(shape) == 1:
        return SamplingGrid(n_points=shape[0], step=step)
    return ChannelGrid(n_points=shape[0], n_channels=shape[1], step=step)


def flatten(series: Floats) -> Floats:
    """From ``(n, n_points)`` or ``(n, n_points, n_channels)`` to vectors, ``(n, n_points * n_channels)``."""
    return series if series.ndim == 2 else by_channel(series).reshape(len(series), -1)


def unflatten(vectors: Floats, shape: tuple[int, ...]) -> Floats:
    """The inverse of `flatten`, for series of a shape ``(n_points,)`` or ``(n_points, n_channels)``.

    Raises
    ------
    ValueError
        These are no flat vectors: series of several channels would be mixed up.
    """
    if vectors.ndim != 2:
        raise ValueError(f"vectors have two axes, these have the shape {vectors.shape}")
    if len(shape) == 1:
        return vectors
    return vectors.reshape(len(vectors), shape[1], shape[0]).transpose(0, 2, 1)


def by_channel(series: Floats) -> Floats:
    """Channels before points, ``(n, n_channels, n_points)``; without a channel axis there is one channel."""
    return series[:, np.newaxis] if series.ndim == 2 else series.transpose(0, 2, 1)


def vectors_by_channel(vectors: Floats, n_points: int) -> Floats:
    """Flat vectors as ``(n, n_channels, n_points)``: like `by_channel`, but of vectors, and a view."""
    return vectors.reshape(len(vectors), -1, n_points)
