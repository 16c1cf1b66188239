"""The interface of all discriminators."""

from abc import abstractmethod
from collections.abc import Sequence

import keras
import tensorflow as tf


class Discriminator(keras.Model):
    """Waves ``(n, n_points)`` to logits ``(n, outputs)``; a larger last logit means a more real wave.

    The work that is the same for all waves is separate: `fold` combines weights once per step, `forward` does the rest
    for each chunk of waves.

    Parameters
    ----------
    normalize
        Whether it works on 2 y - 1 instead of y.
    """

    def __init__(self, *, normalize: bool) -> None:
        super().__init__(name="discriminator")
        self.normalize = normalize

    @abstractmethod
    def fold(self, *, dropping: bool) -> tuple[tf.Tensor, ...]:
        """The weights as `forward` needs them, with or without dropout."""

    @abstractmethod
    def logits(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None) -> tf.Tensor:
        """Logits ``(n, outputs)`` by folded weights, from waves as the network works on them."""

    def forward(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Logits ``(n, outputs)`` by folded weights; dropout is on if a seed ``(2,)`` is given."""
        return self.logits(folded, 2 * waves - 1 if self.normalize else waves, seed)

    def call(self, waves: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """`fold` and `forward` in one."""
        return self.forward(self.fold(dropping=seed is not None), waves, seed)
