"""Latent distributions of the generator."""

import keras
import numpy as np
import tensorflow as tf

from sinegan.networks import latent


def test_a_quarter_turn() -> None:
    (circle,) = latent.layers("circular")
    np.testing.assert_allclose(circle(tf.constant([[0.25, 0.5, 1.0]])), [[0, 1, 0, 1]], atol=1e-6)


def test_the_circle_closes() -> None:
    (circle,) = latent.layers("circular")
    np.testing.assert_allclose(circle(tf.constant([[0.0]])), circle(tf.constant([[1.0]])), atol=1e-6)


def test_uniform11_lies_between_minus_1_and_1() -> None:
    (rescaling,) = latent.layers("uniform11")
    np.testing.assert_allclose(rescaling(tf.constant([[0.0, 0.5, 1.0]])), [[-1, 0, 1]])
    assert latent.layers("uniform01") == []


def test_keras_rebuilds_it_from_its_config() -> None:
    network = keras.Sequential([keras.Input((3,)), *latent.layers("circular"), keras.layers.Dense(2)])
    again = keras.Sequential.from_config(network.get_config())
    assert [w.shape for w in again.weights] == [(4, 2), (2,)]
