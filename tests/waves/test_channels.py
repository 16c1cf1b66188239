"""Series of several channels as flat vectors, and back."""

import numpy as np
import pytest
from pydantic import ValidationError

from sinegan.waves import channels
from sinegan.waves.channels import ChannelGrid
from sinegan.waves.law import SamplingGrid

SERIES = np.arange(24.0).reshape(2, 4, 3)


def test_channels_stand_one_after_the_other() -> None:
    vectors = channels.flatten(SERIES)
    np.testing.assert_array_equal(vectors[0], np.concatenate([SERIES[0, :, channel] for channel in range(3)]))
    np.testing.assert_array_equal(channels.unflatten(vectors, (4, 3)), SERIES)


def test_series_of_one_channel_are_vectors_already() -> None:
    one = SERIES[..., 0]
    assert channels.flatten(one) is one
    assert channels.unflatten(one, (4,)) is one
    assert channels.by_channel(one).shape == (2, 1, 4)
    assert channels.by_channel(SERIES).shape == (2, 3, 4)


def test_vectors_by_channel_are_the_series_by_channel() -> None:
    vectors = channels.flatten(SERIES)
    parts = channels.vectors_by_channel(vectors, 4)
    np.testing.assert_array_equal(parts, channels.by_channel(SERIES))
    assert np.shares_memory(parts, vectors)
    assert channels.vectors_by_channel(SERIES[..., 0], 4).shape == (2, 1, 4)


def test_the_shape_tells_the_grid() -> None:
    assert channels.grid_of((9,), 0.5) == SamplingGrid(n_points=9, step=0.5)
    grid = channels.grid_of((9, 2), 0.5)
    assert grid == ChannelGrid(n_points=9, n_channels=2, step=0.5)
    assert (grid.shape, grid.width, len(grid.x)) == ((9, 2), 18, 9)
    with pytest.raises(ValidationError):
        channels.grid_of((9, 2_000), 0.5)


def test_series_are_not_taken_for_vectors() -> None:
    with pytest.raises(ValueError, match=r"these have the shape \(7, 3, 2\)"):
        channels.unflatten(np.zeros((7, 3, 2)), (3, 2))
