"""Batches of real waves and noise, as a pure function of seed, purpose, step and chunk.

No state is kept between two draws. So chunks of a batch can be drawn in parallel, on any number of cores, and a resumed
training draws the same numbers as an uninterrupted one.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from sinegan.networks.purpose import Purpose
from sinegan.networks.rng import ALGORITHM, seed_for, uniform_noise
from sinegan.waves.channels import by_channel, flatten
from sinegan.waves.checked_arrays import AnySet
from sinegan.waves.windows import WindowSet

RealSource = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
"""From a seed ``(2,)`` and a number n to n real waves, ``(n, n_points)``."""


class Chunk(NamedTuple):
    """A part of a batch: its index among the chunks, and its number of rows (int32 scalars)."""

    index: tf.Tensor
    size: tf.Tensor


def from_pool(pool: np.ndarray) -> RealSource:
    """Real waves drawn from a pool ``(n_pool, n_points)`` with replacement."""
    waves = tf.constant(pool)

    def draw(seed: tf.Tensor, n: tf.Tensor) -> tf.Tensor:
        rows = tf.random.stateless_uniform([n], seed, 0, len(pool), tf.int32, alg=ALGORITHM)
        return tf.gather(waves, rows)

    return draw


def from_windows(windows: WindowSet) -> RealSource:
    """Windows drawn with replacement from all offsets of all blocks, as flat vectors; only the blocks are in memory."""
    by_block = by_channel(windows.blocks)
    n_channels, block = by_block.shape[1:]
    values = tf.constant(by_block.reshape(-1))
    # Places of a window's values, relative to its first value.
    places = tf.constant(
        (np.arange(n_channels)[:, None] * block + np.arange(windows.length)).reshape(-1).astype(np.int32)
    )

    def draw(seed: tf.Tensor, n: tf.Tensor) -> tf.Tensor:
        chosen = tf.random.stateless_uniform([n], seed, 0, len(windows), tf.int32, alg=ALGORITHM)
        first = chosen // windows.per_block * (n_channels * block) + chosen % windows.per_block
        return tf.gather(values, first[:, None] + places)

    return draw


def from_set(waves: AnySet) -> RealSource:
    """Draws from a training set, as flat vectors."""
    return from_windows(waves) if isinstance(waves, WindowSet) else from_pool(flatten(waves.waves))


class Draws:
    """The random draws of one training.

    Parameters
    ----------
    real
        Source of real waves.
    n_noise
        Length of a noise vector.
    seed
        The recipe's.
    """

    def __init__(self, real: RealSource, n_noise: int, seed: int) -> None:
        self._real = real
        self._n_noise = n_noise
        self._seed = seed

    def real(self, purpose: Purpose, step: tf.Tensor, chunk: Chunk) -> tf.Tensor:
        """Real waves, ``(chunk.size, n_points)``."""
        return self._real(self.seed(purpose, step, chunk), chunk.size)

    def noise(self, purpose: Purpose, step: tf.Tensor, chunk: Chunk) -> tf.Tensor:
        """Noise vectors, ``(chunk.size, n_noise)``."""
        return uniform_noise(self.seed(purpose, step, chunk), chunk.size, self._n_noise)

    def seed(self, purpose: Purpose, step: tf.Tensor, chunk: Chunk) -> tf.Tensor:
        """The seed of one draw."""
        return seed_for(self._seed, purpose, step, chunk.index)
