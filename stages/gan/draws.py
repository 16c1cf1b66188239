"""Everything that a training draws at random, as a pure function of seed, purpose, step and chunk.

Nothing is remembered between two draws, so chunks of a batch can be drawn side by side, on any number of cores,
and a stopped training goes on with the numbers that it would have seen.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import tensorflow as tf

_ALGORITHM = "philox"  # named, since TensorFlow's own choice may differ between processors

RealSource = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
"""From a seed ``(2,)`` and a number n to n real waves, ``(n, n_points)``."""


class Purpose(IntEnum):
    """What a draw is for; each has its own random stream."""

    REAL = 0
    NOISE_FOR_DISCRIMINATOR = 1
    NOISE_FOR_GENERATOR = 2
    DROPOUT_FOR_DISCRIMINATOR = 3
    DROPOUT_FOR_GENERATOR = 4
    PRETRAINING = 5
    FILM = 6
    SAMPLING = 7
    REAL_FOR_GENERATOR = 8


class Chunk(NamedTuple):
    """A part of a batch: its place in the order of chunks, and how many rows it has (int32 scalars)."""

    index: tf.Tensor
    size: tf.Tensor


def seed_for(seed: int, purpose: Purpose, step: tf.Tensor, chunk: tf.Tensor) -> tf.Tensor:
    """A seed ``(2,)`` for TensorFlow's stateless operations."""
    base = tf.constant([seed, purpose], tf.int32)
    for number in (step, chunk):
        base = tf.random.experimental.stateless_fold_in(base, number, alg=_ALGORITHM)
    return base


def uniform_noise(seed: tf.Tensor, n: tf.Tensor, noise_dim: int) -> tf.Tensor:
    """U(0, 1) noise, float32 ``(n, noise_dim)``; article: ``sample_noise``."""
    return tf.random.stateless_uniform([n, noise_dim], seed, alg=_ALGORITHM)


def from_pool(pool: np.ndarray) -> RealSource:
    """Waves drawn from a pool ``(n_pool, n_points)`` with replacement."""
    waves = tf.constant(pool)

    def draw(seed: tf.Tensor, n: tf.Tensor) -> tf.Tensor:
        rows = tf.random.stateless_uniform([n], seed, 0, len(pool), tf.int32, alg=_ALGORITHM)
        return tf.gather(waves, rows)

    return draw


class Draws:
    """The draws of one training.

    Parameters
    ----------
    real
        Where real waves come from.
    noise_dim
        Length of a noise vector.
    seed
        The recipe's.
    """

    def __init__(self, real: RealSource, noise_dim: int, seed: int) -> None:
        self._real = real
        self._noise_dim = noise_dim
        self._seed = seed

    def real(self, purpose: Purpose, step: tf.Tensor, chunk: Chunk) -> tf.Tensor:
        """Real waves, ``(chunk.size, n_points)``."""
        return self._real(self.seed(purpose, step, chunk), chunk.size)

    def noise(self, purpose: Purpose, step: tf.Tensor, chunk: Chunk) -> tf.Tensor:
        """Noise vectors, ``(chunk.size, noise_dim)``."""
        return uniform_noise(self.seed(purpose, step, chunk), chunk.size, self._noise_dim)

    def seed(self, purpose: Purpose, step: tf.Tensor, chunk: Chunk) -> tf.Tensor:
        """The seed of one draw."""
        return seed_for(self._seed, purpose, step, chunk.index)
