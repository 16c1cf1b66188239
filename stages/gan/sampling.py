"""Draw waves from a generator."""

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from stages.gan.draws import Purpose, seed_for, uniform_noise

_ROWS_AT_ONCE = 10_000


def noise(n: int, noise_dim: int, *, seed: int, purpose: Purpose = Purpose.SAMPLING, block: int = 0) -> tf.Tensor:
    """Noise vectors ``(n, noise_dim)`` of one block."""
    return uniform_noise(seed_for(seed, purpose, tf.constant(0), tf.constant(block)), n, noise_dim)


def sample(generator: keras.Model, n: int, *, seed: int) -> NDArray[np.float32]:
    """Draw `n` waves, float32 ``(n, n_points)``; the first waves do not depend on how many follow."""
    noise_dim = generator.input_shape[-1]
    blocks = range(-(-n // _ROWS_AT_ONCE))
    waves = [generator(noise(_ROWS_AT_ONCE, noise_dim, seed=seed, block=block)).numpy() for block in blocks]
    return np.concatenate(waves)[:n]
