"""What every discriminator can do."""

from abc import abstractmethod
from collections.abc import Sequence

import keras
import tensorflow as tf


class Critic(keras.Model):
    """Waves ``(n, n_points)`` to logits ``(n, outputs)``; the greater the last one, the more real the wave.

    Work that is the same for all waves is kept apart: `fold` combines weights once per step, `judge` does the rest for
    each chunk of waves.

    Parameters
    ----------
    centred
        Whether it looks at 2 y - 1 instead of y.
    """

    def __init__(self, *, centred: bool) -> None:
        super().__init__(name="discriminator")
        self.centred = centred

    @abstractmethod
    def fold(self, *, dropping: bool) -> tuple[tf.Tensor, ...]:
        """What `judge` needs of the weights, with dropout or without."""

    @abstractmethod
    def logits(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None) -> tf.Tensor:
        """Logits ``(n, outputs)`` by folded weights."""

    def judge(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Logits of waves by folded weights; dropout is on when a seed ``(2,)`` is given."""
        return self.logits(folded, 2 * waves - 1 if self.centred else waves, seed)

    def call(self, waves: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Fold and judge in one."""
        return self.judge(self.fold(dropping=seed is not None), waves, seed)
