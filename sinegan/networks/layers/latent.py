"""The latent distribution: what a generator does to its noise before the first trained layer."""

import keras
import numpy as np
import tensorflow as tf

from sinegan.networks.philox import HALF_STEP


@keras.saving.register_keras_serializable("sine_gan")
class Circle(keras.layers.Layer):
    """The first of U(0, 1) numbers as a point on the unit circle, the others as U(-1, 1).

    For waves whose phase is periodic: without it, a generator must be discontinuous at some phase.
    """

    def call(self, noise: tf.Tensor) -> tf.Tensor:
        """From ``(n, noise_dim)`` to ``(n, noise_dim + 1)``."""
        angle = 2 * np.pi * noise[:, :1]
        return tf.concat([tf.cos(angle), tf.sin(angle), 2 * noise[:, 1:] - 1], axis=1)

    def compute_output_shape(self, input_shape: tuple[int | None, int]) -> tuple[int | None, int]:
        """For Keras."""
        return input_shape[0], input_shape[1] + 1


@keras.saving.register_keras_serializable("sine_gan")
class Normal(keras.layers.Layer):
    """U(0, 1) numbers as N(0, 1) numbers, by the inverse of the normal distribution function.

    The noise is a multiple of 2^-23. Half of that is added, exactly, so that 0 is no infinity; the largest value is
    5.29. One number for one number, unlike the Box-Muller transform, so that any number of them will do.
    """

    def call(self, noise: tf.Tensor) -> tf.Tensor:
        """From ``(n, noise_dim)`` to the same shape."""
        centred = 2 * tf.minimum(noise + HALF_STEP, 1 - HALF_STEP) - 1
        return float(np.sqrt(2)) * tf.math.erfinv(centred)

    def compute_output_shape(self, input_shape: tuple[int | None, int]) -> tuple[int | None, int]:
        """For Keras."""
        return input_shape


def layers(name: str) -> list[keras.layers.Layer]:
    """The layers for a recipe's ``generator.latent``."""
    made: dict[str, list[keras.layers.Layer]] = {
        "uniform01": [],
        "uniform11": [keras.layers.Rescaling(2.0, -1.0)],
        "normal": [Normal()],
        "circular": [Circle()],
    }
    return made[name]
