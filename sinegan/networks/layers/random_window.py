"""Cut a window at a random place from longer waves."""

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray


@keras.saving.register_keras_serializable("sine_gan")
class RandomWindow(keras.layers.Layer):
    """A window of each wave, at a place that a number from U(0, 1) chooses: all places are equally likely.

    Windows of a record are cut at arbitrary places. So a generator of such windows need not learn every feature at
    every place: it draws more points than a window has, and this layer chooses.

    Parameters
    ----------
    crop
        Points that the waves have beyond the window.
    n_channels
        Of the waves, which are flat vectors, one channel after the other. All are cut at the same place.
    """

    def __init__(self, crop: int, n_channels: int = 1, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.crop = crop
        self.n_channels = n_channels

    def call(self, inputs: tuple[tf.Tensor, tf.Tensor]) -> tf.Tensor:
        """From waves ``(n, (n_points + crop) * n_channels)`` and numbers ``(n, 1)`` to ``(n, n_points * n_channels)``.

        The number of the place has no gradient. A point's gradient is that of its one place in the window, or 0, so
        that it is no sum whose order might vary.
        """
        waves, uniform = inputs
        first = tf.cast(tf.minimum(tf.floor(uniform * (self.crop + 1)), self.crop), tf.int32)
        return tf.gather(waves, first + places(waves.shape[1], self.crop, self.n_channels), batch_dims=1)

    def compute_output_shape(self, input_shape: list[tuple[int | None, int]]) -> tuple[int | None, int]:
        """For Keras."""
        return input_shape[0][0], input_shape[0][1] - self.n_channels * self.crop

    def get_config(self) -> dict[str, object]:
        """For Keras, to rebuild the layer."""
        return {**super().get_config(), "crop": self.crop, "n_channels": self.n_channels}


def places(width: int, crop: int, n_channels: int) -> NDArray[np.int32]:
    """Places of the values of the first window, in flat waves of `width` values."""
    by_channel = np.arange(width, dtype=np.int32).reshape(n_channels, -1)
    return by_channel[:, : by_channel.shape[1] - crop].ravel()
