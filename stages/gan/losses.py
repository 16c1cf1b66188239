"""What each player minimises."""

import tensorflow as tf

# Targets of the two units ("generated", "real"), article section 3 and its `sample_noise`.
REAL = (0.0, 1.0)
GENERATED = (1.0, 0.0)


def cross_entropy(logits: tf.Tensor, target: tuple[float, float]) -> tf.Tensor:
    """Binary cross-entropy of both sigmoid units, averaged over the two.

    log(1 + exp(-l)) where 1 is wanted, log(1 + exp(l)) where 0 is: what Keras computes for a sigmoid output,
    from the logit and without a clip.

    Parameters
    ----------
    logits
        Shape ``(n, 2)``.
    target
        Wanted values of the two units, each 0 or 1.

    Returns
    -------
    Tensor
        Shape ``(n,)``, in nats, >= 0; log 2 at zero logits.
    """
    signs = tf.constant([1.0 - 2.0 * wanted for wanted in target], logits.dtype)
    # Each logit enters once, so that its gradient is no sum of many terms in an order that may vary.
    return tf.reduce_mean(tf.math.softplus(logits * signs), axis=1)


def taken_for_real(logits: tf.Tensor) -> tf.Tensor:
    """1 where the unit "real" speaks louder than the unit "generated", else 0; shape ``(n,)``."""
    return tf.cast(logits[:, 1] > logits[:, 0], logits.dtype)
