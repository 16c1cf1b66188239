"""A discriminator of dense layers."""

from collections.abc import Sequence

import keras
import numpy as np
import tensorflow as tf

from sinegan.networks.activations import activation
from sinegan.networks.discriminator import Critic
from sinegan.networks.recipe import DenseDiscriminator

_STEEPNESS = 5.0
"""Differences are taken so many times: those of the article's waves are then about as large as the waves."""


class DenseCritic(Critic):
    """Waves, beside their differences if wished, through dense layers to one logit. It has no dropout.

    A wave's differences are a linear map of it, so that they add nothing to what the network can express; but
    jaggedness, which is small in the wave, is large in them, so that it is learnt sooner. Folded, they cost nothing.
    Source of the reason: Schwarz, Liao & Geiger 2021, arXiv 2111.02447, finding 3.
    """

    def __init__(self, params: DenseDiscriminator, *, centred: bool) -> None:
        super().__init__(centred=centred)
        self.differences = params.differences
        self.between = activation(params.activation)
        self.layers_in_order = [keras.layers.Dense(units) for units in (*params.hidden, params.outputs)]

    def build(self, input_shape: tuple[int, ...]) -> None:
        """Make the weights of all layers."""
        n_points = input_shape[1]
        width = 2 * n_points - 1 if self.differences else n_points
        for layer in self.layers_in_order:
            layer.build((None, width))
            width = layer.units
        self.built = True

    def fold(self, *, dropping: bool) -> tuple[tf.Tensor, ...]:  # noqa: ARG002 - it has no dropout
        """Matrix and bias of each layer, the first one as a map of the wave alone."""
        folded = [tensor for layer in self.layers_in_order for tensor in (layer.kernel.value, layer.bias.value)]
        folded = [tf.convert_to_tensor(tensor) for tensor in folded]
        if self.differences:
            n_points = (folded[0].shape[0] + 1) // 2
            steps = np.diff(np.eye(n_points, dtype=np.float32), axis=0).T * _STEEPNESS
            folded[0] = folded[0][:n_points] + tf.matmul(steps, folded[0][n_points:])
        return tuple(folded)

    def logits(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None) -> tf.Tensor:  # noqa: ARG002
        """See `Critic`."""
        *hidden, matrix, bias = folded
        for kernel, offset in zip(hidden[::2], hidden[1::2], strict=True):
            waves = self.between(tf.matmul(waves, kernel) + offset)
        return tf.matmul(waves, matrix) + bias
