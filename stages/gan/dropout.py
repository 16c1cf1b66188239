"""Relu and dropout in one, with a mask that is a pure function of a seed."""

import keras
import tensorflow as tf

_WORD, _BYTE = 32, 8


@keras.saving.register_keras_serializable("sine_gan")
class SeededReluDropout(keras.layers.Layer):
    """Relu, then inverted dropout (Srivastava et al. 2014) by the seed handed to the call, *not yet scaled*.

    Without a seed it is a plain relu. Keras' own dropout keeps a counter, so that a mask depends on all calls
    before it; here a mask depends on the seed alone, which lets chunks of a batch run side by side and a stopped
    training go on with the masks that it would have drawn.

    Three things make it cheap, which matters since units outnumber everything else in the article's networks:

    - Each unit is decided by the fewest random bits that give the rate exactly: 2 for the article's 1/4. A rate that is
      no multiple of 1/256 is rounded to one.
    - Relu and mask have one gradient: it passes where the output is above 0.
    - What is kept should be multiplied by `scale`, so that the expectation stays. The layer leaves that to the next
      one, which has fewer weights than this has units.
    """

    def __init__(self, rate: float, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.bits = next((bits for bits in (1, 2, 4) if (rate * 2**bits).is_integer()), _BYTE)
        self.dropped_levels = round(rate * 2**self.bits)

    @property
    def scale(self) -> float:
        """What kept units are to be multiplied by: 1 / (1 - the rate as it is drawn)."""
        return float(2**self.bits / (2**self.bits - self.dropped_levels))

    def call(self, inputs: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Relu of `inputs`, any shape, with units dropped by an integer `seed` of shape ``(2,)``."""
        if seed is None or self.dropped_levels == 0:
            return tf.nn.relu(inputs)
        return _masked_relu(inputs, random_levels(tf.shape(inputs), seed, self.bits, self.dropped_levels))

    def get_config(self) -> dict[str, object]:
        """What Keras needs to make the layer anew."""
        return {**super().get_config(), "rate": self.rate}


@tf.custom_gradient
def _masked_relu(inputs: tf.Tensor, kept: tf.Tensor) -> tuple[tf.Tensor, object]:
    """max(inputs, 0) where kept, else 0. Its output is above 0 exactly where its slope is 1."""
    outputs = tf.nn.relu(inputs) * tf.cast(kept, inputs.dtype)

    def gradient(upstream: tf.Tensor) -> tuple[tf.Tensor, None]:
        return tf.raw_ops.ReluGrad(gradients=upstream, features=outputs), None

    return outputs, gradient


def random_levels(shape: tf.Tensor, seed: tf.Tensor, bits: int, least: int) -> tf.Tensor:
    """Whether a random number of so many bits, 1, 2, 4 or 8, is at least `least`; bool of the given shape.

    Random words are cut into bytes, and bytes into fields, which are compared in place.
    """
    n = tf.reduce_prod(shape)
    per_word = _WORD // bits
    words = tf.random.stateless_uniform([(n + per_word - 1) // per_word], seed, None, None, tf.uint32, alg="philox")
    cut = tf.reshape(tf.bitcast(words, tf.uint8), [-1])
    field = 2**bits - 1
    fields = [
        tf.bitwise.bitwise_and(cut, tf.constant(field << shift, tf.uint8)) >= tf.constant(least << shift, tf.uint8)
        for shift in range(0, _BYTE, bits)
    ]
    return tf.reshape(tf.concat(fields, axis=0)[:n], shape)
