"""Two dense layers at the cost of one."""

import keras
import numpy as np
import tensorflow as tf

from sinegan.networks.layers.linear_pair import LinearPair, connect


def test_same_outputs_and_gradients_as_two_dense_layers(rng: np.random.Generator) -> None:
    pair = LinearPair(7, 2)
    two = keras.Sequential([keras.Input((30,)), keras.layers.Dense(7), keras.layers.Dense(2)])
    inputs = tf.constant(rng.normal(size=(11, 30)), tf.float32)
    pair(inputs)
    shuffled = [rng.normal(size=weight.shape).astype(np.float32) for weight in two.weights]
    two.set_weights(shuffled)
    position = {"hidden_kernel": 0, "hidden_bias": 1, "output_kernel": 2, "output_bias": 3}
    pair.set_weights([shuffled[position[weight.name]] for weight in pair.weights])
    results = []
    for network in (pair, two):
        with tf.GradientTape() as tape:
            outputs = network(inputs)
            loss = tf.reduce_sum(tf.sin(outputs))
        gradients = tape.gradient(loss, network.trainable_variables)
        named = zip(network.trainable_variables, gradients, strict=True)
        results.append((outputs, [gradient for _, gradient in named]))
    (pair_outputs, pair_gradients), (two_outputs, two_gradients) = results
    np.testing.assert_allclose(pair_outputs, two_outputs, rtol=1e-5, atol=1e-5)
    for weight, gradient in zip(pair.weights, pair_gradients, strict=True):
        np.testing.assert_allclose(gradient, two_gradients[position[weight.name]], rtol=1e-4, atol=1e-4)


def test_inputs_may_be_scaled_by_a_constant(rng: np.random.Generator) -> None:
    pair, inputs = LinearPair(7, 2), tf.constant(rng.normal(size=(11, 30)), tf.float32)
    pair(inputs)
    np.testing.assert_allclose(connect(inputs, *pair.fold(4 / 3)), pair(inputs * (4 / 3)), rtol=1e-5, atol=1e-6)


def test_keras_rebuilds_it_from_its_config() -> None:
    assert LinearPair.from_config(LinearPair(7, 2).get_config()).hidden_units == 7
