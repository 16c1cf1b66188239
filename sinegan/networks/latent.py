"""What a generator makes of its noise before anything is learnt."""

import keras
import numpy as np
import tensorflow as tf


@keras.saving.register_keras_serializable("sine_gan")
class Circle(keras.layers.Layer):
    """The first of U(0, 1) numbers as a point of the unit circle, the others as U(-1, 1).

    For waves whose phase goes round: a generator without it has to tear the circle open somewhere.
    """

    def call(self, noise: tf.Tensor) -> tf.Tensor:
        """From ``(n, noise_dim)`` to ``(n, noise_dim + 1)``."""
        angle = 2 * np.pi * noise[:, :1]
        return tf.concat([tf.cos(angle), tf.sin(angle), 2 * noise[:, 1:] - 1], axis=1)

    def compute_output_shape(self, input_shape: tuple[int | None, int]) -> tuple[int | None, int]:
        """Keras asks."""
        return input_shape[0], input_shape[1] + 1


def layers(name: str) -> list[keras.layers.Layer]:
    """The layers of a recipe's ``generator.latent``."""
    return {"plain": [], "centred": [keras.layers.Rescaling(2.0, -1.0)], "circle": [Circle()]}[name]
