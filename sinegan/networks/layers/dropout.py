"""ReLU and dropout in one, with a mask that is a pure function of a seed."""

import numpy as np
import tensorflow as tf

_MOST_DIGITS, _BYTE, _WORD = 8, 8, 32


def exact_rate(rate: float) -> float:
    """The rate in use: the nearest multiple of 1/256."""
    return round(rate * 2**_MOST_DIGITS) / 2**_MOST_DIGITS


def relu_dropout(inputs: tf.Tensor, rate: float, seed: tf.Tensor | None) -> tf.Tensor:
    """ReLU, then inverted dropout (Srivastava et al. 2014) by a seed, *not yet scaled*.

    Keras' dropout has a counter, so that a mask depends on all calls before it. Here a mask depends on the seed alone:
    chunks of a batch can run in parallel, and a resumed training draws the same masks.

    The units that are kept must be multiplied by 1 / (1 - `exact_rate`), which preserves the expectation. That is left
    to the next layer, which has fewer weights than this one has units.

    Parameters
    ----------
    inputs
        Any shape.
    rate
        Fraction of units to drop, in [0, 1), rounded to a multiple of 1/256.
    seed
        Integers ``(2,)``. None for a ReLU without dropout.
    """
    if seed is None or exact_rate(rate) == 0:
        return tf.nn.relu(inputs)
    return _masked_relu(inputs, tf.reshape(kept(tf.size(inputs), rate, seed), tf.shape(inputs)))


@tf.custom_gradient
def _masked_relu(inputs: tf.Tensor, mask: tf.Tensor) -> tuple[tf.Tensor, object]:
    """max(inputs, 0) where mask > 0, otherwise 0. Its output is positive exactly where its slope is 1."""
    # "Where this is above 0" is what TensorFlow computes for the gradient of relu, in a single pass.
    outputs = tf.raw_ops.ReluGrad(gradients=tf.nn.relu(inputs), features=mask)

    def gradient(upstream: tf.Tensor) -> tuple[tf.Tensor, None]:
        return tf.raw_ops.ReluGrad(gradients=upstream, features=outputs), None

    return outputs, gradient


def kept(n: tf.Tensor, rate: float, seed: tf.Tensor) -> tf.Tensor:
    """Which of `n` units are kept: float32 ``(n,)``, positive for those and 0 for the dropped ones.

    Random words are combined so that each of their bits is 1 with the given probability: for each binary digit of that
    probability, from the last one on, 1 means "or" with a new random word, 0 means "and". So 1/4 costs two random bits
    per unit, and any multiple of 1/256 at most eight. The bits are masked instead of shifted, since TensorFlow's shifts
    are slow.
    """
    digits = np.binary_repr(round((1 - exact_rate(rate)) * 2**_MOST_DIGITS), _MOST_DIGITS).rstrip("0")
    shape = [len(digits), (n + _WORD - 1) // _WORD]
    words = tf.bitcast(tf.random.stateless_uniform(shape, seed, None, None, tf.uint32, alg="philox"), tf.uint8)
    mixed = words[0]
    for number, digit in enumerate(digits[-2::-1], start=1):
        mixed = (tf.bitwise.bitwise_or if digit == "1" else tf.bitwise.bitwise_and)(mixed, words[number])
    spread = [tf.bitwise.bitwise_and(mixed, tf.constant(1 << bit, tf.uint8)) for bit in range(_BYTE)]
    return tf.cast(tf.reshape(tf.stack(spread), [-1])[:n], tf.float32)
