"""The article's discriminator."""

from collections.abc import Sequence

import tensorflow as tf

from sinegan.networks.discriminator import Discriminator
from sinegan.networks.layers.conv1d import WaveConvolution, convolve
from sinegan.networks.layers.dropout import exact_rate, relu_dropout
from sinegan.networks.layers.linear_pair import LinearPair, connect
from sinegan.networks.recipe import ConvDiscriminatorParams


class ConvDiscriminator(Discriminator):
    """Waves ``(n, n_points)`` to logits ``(n, outputs)``: of two, the first for "generated", the second for "real".

    Source: ``get_discriminative`` of the article. Its two sigmoids are part of the loss; Keras, too, computes the
    cross-entropy of a sigmoid from its logits. Dropout is on if a seed ``(2,)`` is given.
    """

    def __init__(self, params: ConvDiscriminatorParams, *, normalize: bool) -> None:
        super().__init__(normalize=normalize)
        self.convolution = WaveConvolution(params.filters, params.kernel_size)
        self.rate = params.dropout
        self.head = LinearPair(params.units, params.outputs)

    def build(self, input_shape: tuple[int, ...]) -> None:
        """Create the weights of both layers."""
        positions = input_shape[1] - self.convolution.kernel_size + 1
        self.convolution.build(input_shape)
        self.head.build((None, positions * self.convolution.filters))
        self.built = True

    def fold(self, *, dropping: bool) -> tuple[tf.Tensor, ...]:
        """The folded convolution, and matrix and bias of the folded head."""
        scale = 1 / (1 - exact_rate(self.rate)) if dropping else 1.0
        return self.convolution.fold(), *self.head.fold(scale)

    def logits(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None) -> tf.Tensor:
        """See `Discriminator.logits`; a seed only with weights folded for dropping."""
        kernel, matrix, bias = folded
        units = relu_dropout(convolve(waves, kernel), self.rate, seed)
        return connect(tf.reshape(units, (-1, matrix.shape[1])), matrix, bias)
