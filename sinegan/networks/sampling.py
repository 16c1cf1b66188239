"""Draw waves from a generator."""

from collections.abc import Iterator

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.networks.purpose import WAVES_PER_STREAM, Purpose
from sinegan.networks.rng import seed_for, uniform_noise
from sinegan.waves.blocks import in_blocks


def noise(n: int, n_noise: int, *, seed: int, purpose: Purpose = Purpose.SAMPLING, block: int = 0) -> tf.Tensor:
    """Noise vectors ``(n, n_noise)`` of one block of waves."""
    return uniform_noise(seed_for(seed, purpose, tf.constant(0), tf.constant(block)), n, n_noise)


def blocks(generator: keras.Model, n: int, *, seed: int) -> Iterator[NDArray[np.float32]]:
    """Draw `n` waves, float32 ``(at most 10,000, n_points)`` at a time, in memory that does not grow with `n`.

    The first waves do not depend on how many follow.
    """
    n_noise = generator.input_shape[-1]
    for number, rows in enumerate(in_blocks(n, WAVES_PER_STREAM)):
        vectors = noise(WAVES_PER_STREAM, n_noise, seed=seed, block=number)
        yield generator(vectors).numpy()[: rows.stop - rows.start]


def sample(generator: keras.Model, n: int, *, seed: int) -> NDArray[np.float32]:
    """Draw `n` waves at once, float32 ``(n, n_points)``."""
    return np.concatenate(list(blocks(generator, n, seed=seed)))
