"""A convolution along waves, as one matrix product."""

import keras
import numpy as np
import tensorflow as tf


@keras.saving.register_keras_serializable("sine_gan")
class WaveConvolution(keras.layers.Layer):
    """``keras.layers.Conv1D`` without activation or padding on waves of one channel, faster forward and backward.

    Waves are cut into windows, each with a 1 appended for the bias. What remains is one matrix product with
    ``kernel_size + 1`` rows, whose gradient, bias included, is one matrix product as well. TensorFlow's gradients of a
    convolution, and of a bias over as many positions, take longer.
    """

    def __init__(self, filters: int, kernel_size: int, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = kernel_size

    def build(self, input_shape: tuple[int | None, ...]) -> None:  # noqa: ARG002 - Keras passes it
        """Create kernel ``(kernel_size, 1, filters)`` and bias ``(filters,)``."""
        shape = (self.kernel_size, 1, self.filters)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(self.filters,), initializer="zeros")

    def fold(self) -> tf.Tensor:
        """Kernel and bias as one matrix, ``(kernel_size + 1, filters)``."""
        return tf.concat([self.kernel[:, 0, :], self.bias[None]], axis=0)

    def call(self, waves: tf.Tensor) -> tf.Tensor:
        """From ``(n, n_points)`` to ``(n, n_points - kernel_size + 1, filters)``."""
        positions = waves.shape[1] - self.kernel_size + 1
        return tf.reshape(convolve(waves, self.fold()), (-1, positions, self.filters))

    def get_config(self) -> dict[str, object]:
        """For Keras, to rebuild the layer."""
        return {**super().get_config(), "filters": self.filters, "kernel_size": self.kernel_size}


def convolve(waves: tf.Tensor, folded: tf.Tensor) -> tf.Tensor:
    """Waves ``(n, n_points)`` under a folded convolution: ``(n * positions, filters)``, wave after wave."""
    columns = folded.shape[0]
    return tf.matmul(tf.reshape(windows(waves, columns - 1), (-1, columns)), folded)


def windows(waves: tf.Tensor, size: int) -> tf.Tensor:
    """Every `size` consecutive points, and a 1: ``(n, n_points - size + 1, size + 1)``."""
    # A product with a matrix of zeros and ones is the fastest way to cut them, forward and backward.
    positions, columns = waves.shape[1] - size + 1, size + 1
    pick = np.zeros((waves.shape[1], positions, columns), np.float32)
    for column in range(size):
        pick[np.arange(positions) + column, np.arange(positions), column] = 1
    one = np.tile(np.eye(1, columns, size, dtype=np.float32), (positions, 1))
    cut = tf.nn.bias_add(tf.matmul(waves, pick.reshape(len(pick), -1)), one.ravel())
    return tf.reshape(cut, (-1, positions, columns))
