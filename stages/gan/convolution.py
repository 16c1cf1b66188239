"""A convolution along waves."""

import keras
import tensorflow as tf


@keras.saving.register_keras_serializable("sine_gan")
class WaveConvolution(keras.layers.Layer):
    """``keras.layers.Conv1D`` without activation or padding on waves of one channel, with a quicker gradient.

    A wave's point enters few outputs, one per position of the kernel, and each sums over all filters. So the gradient
    of the waves is a small matrix product per position, and shifted additions; TensorFlow's general one is slower.
    """

    def __init__(self, filters: int, kernel_size: int, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = kernel_size

    def build(self, input_shape: tuple[int | None, ...]) -> None:  # noqa: ARG002 - Keras hands it over
        """Make kernel ``(kernel_size, 1, filters)`` and bias ``(filters,)``."""
        shape = (self.kernel_size, 1, self.filters)
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(self.filters,), initializer="zeros")

    def call(self, waves: tf.Tensor) -> tf.Tensor:
        """From ``(n, n_points)`` to ``(n, n_points - kernel_size + 1, filters)``."""
        return tf.nn.bias_add(_convolve(waves, tf.convert_to_tensor(self.kernel)), self.bias)

    def get_config(self) -> dict[str, object]:
        """What Keras needs to make the layer anew."""
        return {**super().get_config(), "filters": self.filters, "kernel_size": self.kernel_size}


@tf.custom_gradient
def _convolve(waves: tf.Tensor, kernel: tf.Tensor) -> tuple[tf.Tensor, object]:
    """z[n, p, c] = sum over k of waves[n, p + k] kernel[k, 0, c]."""
    size = kernel.shape[0]

    def gradient(upstream: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        by_tap = tf.tensordot(upstream, kernel[:, 0, :], [[2], [1]])  # (n, positions, size)
        # Stacked, not added one by one: a sum of three and more tensors has a free order in TensorFlow.
        shifted = [tf.pad(by_tap[:, :, k], [[0, 0], [k, size - 1 - k]]) for k in range(size)]
        by_kernel = tf.raw_ops.Conv2DBackpropFilter(
            input=waves[:, None, :, None],
            filter_sizes=[1, *kernel.shape],
            out_backprop=upstream[:, None],
            strides=[1, 1, 1, 1],
            padding="VALID",
        )
        return tf.reduce_sum(tf.stack(shifted), axis=0), by_kernel[0]

    return tf.nn.conv1d(waves[:, :, None], kernel, 1, "VALID"), gradient
