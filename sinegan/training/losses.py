"""The losses of both networks."""

from collections.abc import Callable
from typing import NamedTuple

import tensorflow as tf

# Targets of the article's two units, "generated" and "real" (its section 3); a single unit means "real".
REAL = (0.0, 1.0)
GENERATED = (1.0, 0.0)


class Losses(NamedTuple):
    """The losses of both networks, from the logits of real and of generated waves, ``(n, outputs)`` each.

    Attributes
    ----------
    discriminator, generator
        From both logits to losses ``(n,)`` in nats.
    correct
        From both logits to two tensors ``(n,)``: 1 where the discriminator is right about the real, or the generated,
        wave; otherwise 0.
    """

    discriminator: Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
    generator: Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
    correct: Callable[[tf.Tensor, tf.Tensor], tuple[tf.Tensor, tf.Tensor]]


def cross_entropy(logits: tf.Tensor, target: tuple[float, float]) -> tf.Tensor:
    """Binary cross-entropy of sigmoid units, averaged over the units.

    log(1 + exp(-l)) if the target is 1, log(1 + exp(l)) if it is 0: what Keras computes for a sigmoid output, but from
    the logit and without clipping.

    Parameters
    ----------
    logits
        Shape ``(n, 1)`` or ``(n, 2)``.
    target
        Of the two units, each 0 or 1; a single unit has the second.

    Returns
    -------
    Tensor
        Shape ``(n,)``, in nats, >= 0; log 2 for zero logits.
    """
    signs = tf.constant([1.0 - 2.0 * wanted for wanted in target[-logits.shape[1] :]], logits.dtype)
    # Each logit enters once, so that its gradient is no sum of several terms in an order that may vary.
    return tf.reduce_mean(tf.math.softplus(logits * signs), axis=1)


def predicted_real(logits: tf.Tensor) -> tf.Tensor:
    """1 where a wave is predicted to be real, ``(n,)``: unit "real" above unit "generated", or above 0 if alone."""
    return tf.cast(logits[:, -1] > (logits[:, 0] if logits.shape[1] == 2 else 0.0), logits.dtype)


def _mean_cross_entropy(on_real: tf.Tensor, on_generated: tf.Tensor) -> tf.Tensor:
    return (cross_entropy(on_real, REAL) + cross_entropy(on_generated, GENERATED)) / 2


CROSS_ENTROPY = Losses(
    discriminator=_mean_cross_entropy,
    generator=lambda _, on_generated: cross_entropy(on_generated, REAL),
    correct=lambda on_real, on_generated: (predicted_real(on_real), 1 - predicted_real(on_generated)),
)
"""The article's; with one logit the non-saturating loss of Goodfellow et al. 2014, arXiv 1406.2661, section 3."""


def _pair_loss(first: tf.Tensor, second: tf.Tensor) -> tf.Tensor:
    """softplus(second - first): small if the first of each pair has the larger logit."""
    return tf.math.softplus(second - first)[:, 0]


def _pair_correct(on_real: tf.Tensor, on_generated: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """A pair is right or wrong as a whole: the logits of such a discriminator have no natural threshold."""
    correct = tf.cast(on_real > on_generated, on_real.dtype)[:, 0]
    return correct, correct


RELATIVISTIC = Losses(
    discriminator=_pair_loss,
    generator=lambda on_real, on_generated: _pair_loss(on_generated, on_real),
    correct=_pair_correct,
)
"""Relativistic pairing: which wave of a pair is the real one?

Source: A. Jolicoeur-Martineau 2018, arXiv 1807.00734; as in Huang et al. 2024, arXiv 2501.05441, equation 3.
"""

LOSSES = {"cross_entropy": CROSS_ENTROPY, "relativistic": RELATIVISTIC}
