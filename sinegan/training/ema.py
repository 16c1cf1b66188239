"""A running mean of the generator's weights, which circles less than the weights themselves."""

from collections.abc import Sequence

import tensorflow as tf


def decay_at(step: tf.Tensor, decay: float) -> tf.Tensor:
    """min(decay, (1 + step) / (10 + step)): short at first, so that the untrained weights are soon forgotten."""
    step = tf.cast(step, tf.float32)
    return tf.minimum(decay, (1 + step) / (10 + step))


def follow(means: Sequence[tf.Variable], weights: Sequence[tf.Variable], decay: tf.Tensor) -> None:
    """Mean <- decay mean + (1 - decay) weight.

    Source: Yazici et al. 2019, arXiv 1806.04498, equation 2.
    """
    for mean, weight in zip(means, weights, strict=True):
        mean.assign_add((1 - decay) * (weight - mean))
