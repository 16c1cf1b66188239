"""An exponential moving average (EMA) of the generator's weights, which oscillates less than the weights."""

from collections.abc import Sequence

import tensorflow as tf


def decay_at(step: tf.Tensor, decay: float) -> tf.Tensor:
    """min(decay, (1 + step) / (10 + step)): a short memory at first, so that untrained weights are soon forgotten."""
    step = tf.cast(step, tf.float32)
    return tf.minimum(decay, (1 + step) / (10 + step))


def update(averages: Sequence[tf.Variable], weights: Sequence[tf.Variable], decay: tf.Tensor) -> None:
    """Average <- decay average + (1 - decay) weight.

    Source: Yazici et al. 2019, arXiv 1806.04498, equation 2.
    """
    for average, weight in zip(averages, weights, strict=True):
        average.assign_add((1 - decay) * (weight - average))
