"""Activations and their derivatives."""

import numpy as np
import tensorflow as tf

from sinegan.networks.layers.activations import activation


def test_silu_and_its_first_two_derivatives_agree_with_tensorflow() -> None:
    inputs = tf.linspace(-6.0, 6.0, 101)
    results = []
    for function in (activation("silu"), lambda x: x * tf.sigmoid(x)):
        with tf.GradientTape() as outer:
            outer.watch(inputs)
            with tf.GradientTape() as inner:
                inner.watch(inputs)
                outputs = function(inputs)
            first = inner.gradient(outputs, inputs)
        results.append([outputs, first, outer.gradient(first, inputs)])
    for ours, theirs in zip(*results, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_values_by_hand() -> None:
    # 1 / (1 + e^-1) = 0.7311; sin(1) = 0.8415
    np.testing.assert_allclose(activation("silu")(tf.constant([0.0, 1.0])), [0, 0.731059], rtol=1e-5)
    np.testing.assert_allclose(activation("sine")(tf.constant([0.0, 1.0])), [0, 0.841471], rtol=1e-5)
    np.testing.assert_allclose(activation("tanh")(tf.constant([0.0, 1.0])), [0, 0.761594], rtol=1e-5)
