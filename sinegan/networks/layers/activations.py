"""Activations by the names that recipes use."""

from collections.abc import Callable

import keras
import tensorflow as tf

Activation = Callable[[tf.Tensor], tf.Tensor]


@keras.saving.register_keras_serializable("sine_gan")
def sine(inputs: tf.Tensor) -> tf.Tensor:
    """The sine as an activation; Sitzmann et al. 2020, arXiv 2006.09661."""
    return tf.sin(inputs)


@keras.saving.register_keras_serializable("sine_gan")
@tf.custom_gradient
def silu(inputs: tf.Tensor) -> tuple[tf.Tensor, Activation]:
    """X sigmoid(x); Elfwing et al. 2018, arXiv 1702.03118.

    Its first and second derivatives, which a gradient penalty needs, are single factors here: TensorFlow would add up
    three or more parts of the second gradient in an order that varies from run to run.
    """
    return inputs * tf.sigmoid(inputs), lambda upstream: upstream * _silu_slope(inputs)


@tf.custom_gradient
def _silu_slope(inputs: tf.Tensor) -> tuple[tf.Tensor, Activation]:
    """S + x s (1 - s) with s = sigmoid(x); its own slope is s (1 - s) (2 + x (1 - 2 s))."""
    s = tf.sigmoid(inputs)
    slope = s * (1 - s)
    return s + inputs * slope, lambda upstream: upstream * slope * (2 + inputs * (1 - 2 * s))


def activation(name: str) -> Activation:
    """One of these, or that of Keras by its name."""
    return {"sine": sine, "silu": silu}.get(name) or keras.activations.get(name)
