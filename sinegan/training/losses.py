"""What each player minimises."""

from collections.abc import Callable
from typing import NamedTuple

import tensorflow as tf

# Targets of the article's two units ("generated", "real"), its section 3 and `sample_noise`; with one unit, of "real".
REAL = (0.0, 1.0)
GENERATED = (1.0, 0.0)


class Loss(NamedTuple):
    """A game: what each player minimises, given logits of real and of generated waves, ``(n, outputs)`` each.

    Attributes
    ----------
    discriminator, generator
        From both sides' logits to losses ``(n,)`` in nats.
    told_rightly
        From both sides' logits to two tensors ``(n,)``: 1 where a real, or generated, wave was told rightly, else 0.
    """

    discriminator: Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
    generator: Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
    told_rightly: Callable[[tf.Tensor, tf.Tensor], tuple[tf.Tensor, tf.Tensor]]


def cross_entropy(logits: tf.Tensor, target: tuple[float, float]) -> tf.Tensor:
    """Binary cross-entropy of sigmoid units, averaged over them.

    log(1 + exp(-l)) where 1 is wanted, log(1 + exp(l)) where 0 is: what Keras computes for a sigmoid output,
    from the logit and without a clip.

    Parameters
    ----------
    logits
        Shape ``(n, 1)`` or ``(n, 2)``.
    target
        Wanted values of the two units, each 0 or 1; a single unit has the second.

    Returns
    -------
    Tensor
        Shape ``(n,)``, in nats, >= 0; log 2 at zero logits.
    """
    signs = tf.constant([1.0 - 2.0 * wanted for wanted in target[-logits.shape[1] :]], logits.dtype)
    # Each logit enters once, so that its gradient is no sum of many terms in an order that may vary.
    return tf.reduce_mean(tf.math.softplus(logits * signs), axis=1)


def taken_for_real(logits: tf.Tensor) -> tf.Tensor:
    """1 where the wave is taken for real, else 0, ``(n,)``: unit "real" above unit "generated", or above 0 if alone."""
    return tf.cast(logits[:, -1] > (logits[:, 0] if logits.shape[1] == 2 else 0.0), logits.dtype)


def _cross_entropy_of_both(on_real: tf.Tensor, on_generated: tf.Tensor) -> tf.Tensor:
    return (cross_entropy(on_real, REAL) + cross_entropy(on_generated, GENERATED)) / 2


CROSS_ENTROPY = Loss(
    discriminator=_cross_entropy_of_both,
    generator=lambda _, on_generated: cross_entropy(on_generated, REAL),
    told_rightly=lambda on_real, on_generated: (taken_for_real(on_real), 1 - taken_for_real(on_generated)),
)
"""The article's, and with one logit the non-saturating loss of Goodfellow et al. 2014, arXiv 1406.2661, section 3."""


def _pairs(first: tf.Tensor, second: tf.Tensor) -> tf.Tensor:
    """softplus(second - first): small where the first of each pair has the larger logit."""
    return tf.math.softplus(second - first)[:, 0]


def _pairs_told(on_real: tf.Tensor, on_generated: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """A pair is told rightly as a whole: such a discriminator has no zero."""
    right = tf.cast(on_real > on_generated, on_real.dtype)[:, 0]
    return right, right


RELATIVISTIC = Loss(
    discriminator=_pairs,
    generator=lambda on_real, on_generated: _pairs(on_generated, on_real),
    told_rightly=_pairs_told,
)
"""Pairs of a real and a generated wave: which is the real one?

Source: A. Jolicoeur-Martineau 2018, arXiv 1807.00734; as in Huang et al. 2024, arXiv 2501.05441, equation 3.
"""

LOSSES = {"cross_entropy": CROSS_ENTROPY, "relativistic": RELATIVISTIC}
