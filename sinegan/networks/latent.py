"""The latent distribution: what a generator does to its noise before the first trained layer."""

import keras
import numpy as np
import tensorflow as tf


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


def layers(name: str) -> list[keras.layers.Layer]:
    """The layers for a recipe's ``generator.latent``."""
    return {"uniform01": [], "uniform11": [keras.layers.Rescaling(2.0, -1.0)], "circular": [Circle()]}[name]
