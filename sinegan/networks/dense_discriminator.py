"""A discriminator of dense layers."""

from collections.abc import Sequence

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.networks.discriminator import Discriminator
from sinegan.networks.layers.activations import activation
from sinegan.networks.recipe import DenseDiscriminatorParams

_DIFFERENCE_SCALE = 5.0
"""Factor of the first differences: those of the article's waves are then about as large as the waves."""


class DenseDiscriminator(Discriminator):
    """Waves, optionally with their first differences appended, through dense layers to one logit. It has no dropout.

    Of waves of several channels, a flat vector of one channel after the other, each channel has its own differences.

    First differences are a linear map of the wave, so that they add nothing to what the network can express. But jagged
    noise, which is small in the wave, is large in them, so that it is learnt sooner. Folded, they cost nothing.
    Why it helps: Schwarz, Liao & Geiger 2021, arXiv 2111.02447, finding 3.
    """

    def __init__(self, params: DenseDiscriminatorParams, *, normalize: bool, n_channels: int = 1) -> None:
        super().__init__(normalize=normalize)
        self.n_channels = n_channels
        self.append_differences = params.append_differences
        self.between = activation(params.activation)
        self.layers_in_order = [keras.layers.Dense(units) for units in (*params.hidden, params.outputs)]

    def build(self, input_shape: tuple[int, ...]) -> None:
        """Create the weights of all layers."""
        n_values = input_shape[1]
        width = 2 * n_values - self.n_channels if self.append_differences else n_values
        for layer in self.layers_in_order:
            layer.build((None, width))
            width = layer.units
        self.built = True

    def fold(self, *, dropping: bool) -> tuple[tf.Tensor, ...]:  # noqa: ARG002 - it has no dropout
        """Matrix and bias of each layer, the first one as a map of the wave alone."""
        folded = [tensor for layer in self.layers_in_order for tensor in (layer.kernel.value, layer.bias.value)]
        folded = [tf.convert_to_tensor(tensor) for tensor in folded]
        if self.append_differences:
            n_values = (folded[0].shape[0] + self.n_channels) // 2
            to_differences = _to_differences(n_values // self.n_channels, self.n_channels)
            folded[0] = folded[0][:n_values] + tf.matmul(to_differences, folded[0][n_values:])
        return tuple(folded)

    def logits(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None) -> tf.Tensor:  # noqa: ARG002
        """See `Discriminator.logits`."""
        *hidden, matrix, bias = folded
        for kernel, offset in zip(hidden[::2], hidden[1::2], strict=True):
            waves = self.between(tf.matmul(waves, kernel) + offset)
        return tf.matmul(waves, matrix) + bias


def _to_differences(n_points: int, n_channels: int) -> NDArray[np.float32]:
    """Matrix from flat waves to the scaled differences of each channel, without any from one channel to the next."""
    of_one = np.diff(np.eye(n_points, dtype=np.float32), axis=0).T * _DIFFERENCE_SCALE
    return np.kron(np.eye(n_channels, dtype=np.float32), of_one)
