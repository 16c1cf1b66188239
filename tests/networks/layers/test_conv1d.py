"""The convolution along waves."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from sinegan.networks.layers.conv1d import WaveConvolution, windows


@pytest.mark.parametrize("kernel_size", [1, 2, 5, 12])
def test_outputs_and_gradients_agree_with_keras(kernel_size: int, rng: np.random.Generator) -> None:
    waves = tf.constant(rng.normal(size=(7, 12)), tf.float32)
    ours, theirs = WaveConvolution(3, kernel_size), keras.layers.Conv1D(3, kernel_size)
    ours(waves)
    theirs(waves[:, :, None])
    values = [rng.normal(size=weight.shape).astype(np.float32) for weight in ours.weights]
    ours.set_weights(values)
    theirs.set_weights(values)
    results = []
    for layer, inputs in ((ours, waves), (theirs, waves[:, :, None])):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            outputs = layer(inputs)
            loss = tf.reduce_sum(tf.sin(outputs))
        by_waves, *by_weights = tape.gradient(loss, [inputs, *(weight.value for weight in layer.trainable_variables)])
        results.append([outputs, tf.reshape(by_waves, (7, 12)), *by_weights])
    for actual, expected in zip(*results, strict=True):
        np.testing.assert_allclose(actual, expected, rtol=1e-5, atol=1e-5)


def test_values_by_hand() -> None:
    layer = WaveConvolution(1, 2)
    layer(tf.zeros((1, 4)))
    layer.set_weights([np.array([[[2.0]], [[1.0]]], np.float32), np.array([10.0], np.float32)])
    # 2 * 1 + 3 + 10, 2 * 3 + 5 + 10, 2 * 5 + 0 + 10
    np.testing.assert_array_equal(layer(tf.constant([[1.0, 3.0, 5.0, 0.0]]))[0, :, 0], [15.0, 21.0, 20.0])


def test_keras_rebuilds_it_from_its_config() -> None:
    again = WaveConvolution.from_config(WaveConvolution(3, 4).get_config())
    assert (again.filters, again.kernel_size) == (3, 4)


def test_windows_hold_successive_points_and_a_one() -> None:
    parts = windows(tf.constant([[1.0, 2.0, 3.0, 4.0]]), 3)
    np.testing.assert_array_equal(parts, [[[1, 2, 3, 1], [2, 3, 4, 1]]])
