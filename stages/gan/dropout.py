"""Dropout whose mask is a pure function of a seed."""

import keras
import tensorflow as tf

_LEVELS = 256


@keras.saving.register_keras_serializable("sine_gan")
class SeededDropout(keras.layers.Layer):
    """Inverted dropout (Srivastava et al. 2014) that draws its mask from the seed handed to the call.

    Without a seed it does nothing. Keras' own layer keeps a counter, so that a mask depends on all calls before
    it; here a mask depends on the seed alone, which lets chunks of a batch run side by side and a stopped
    training go on with the masks that it would have drawn.

    Each unit is decided by 8 random bits, a quarter of what a float costs. Rates that are multiples of 1/256
    (1/4, 1/2, ...) are exact; others are rounded to the nearest, and kept units are scaled by the rounded rate,
    so that the expectation stays exact.
    """

    def __init__(self, rate: float, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.dropped_levels = round(rate * _LEVELS)

    def call(self, inputs: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Drop units of `inputs`, any shape, by an integer `seed` of shape ``(2,)``."""
        if seed is None or self.dropped_levels == 0:
            return inputs
        kept = random_bytes(tf.shape(inputs), seed) >= tf.cast(self.dropped_levels, tf.uint8)
        scale = _LEVELS / (_LEVELS - self.dropped_levels)
        return inputs * tf.cast(kept, inputs.dtype) * scale

    def get_config(self) -> dict[str, object]:
        """What Keras needs to make the layer anew."""
        return {**super().get_config(), "rate": self.rate}


def random_bytes(shape: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Uniform uint8 of the given shape: each random 32-bit word is cut into four."""
    n = tf.reduce_prod(shape)
    words = tf.random.stateless_uniform([(n + 3) // 4], seed, None, None, tf.uint32, alg="philox")
    return tf.reshape(tf.reshape(tf.bitcast(words, tf.uint8), [-1])[:n], shape)
