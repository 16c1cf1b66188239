"""What the generator makes of its noise."""

import keras
import numpy as np
import tensorflow as tf

from sinegan.networks import latent


def test_a_quarter_turn() -> None:
    (circle,) = latent.layers("circle")
    np.testing.assert_allclose(circle(tf.constant([[0.25, 0.5, 1.0]])), [[0, 1, 0, 1]], atol=1e-6)


def test_the_circle_closes() -> None:
    (circle,) = latent.layers("circle")
    np.testing.assert_allclose(circle(tf.constant([[0.0]])), circle(tf.constant([[1.0]])), atol=1e-6)


def test_centred_noise_lies_around_zero() -> None:
    (centred,) = latent.layers("centred")
    np.testing.assert_allclose(centred(tf.constant([[0.0, 0.5, 1.0]])), [[-1, 0, 1]])
    assert latent.layers("plain") == []


def test_keras_can_make_it_anew() -> None:
    network = keras.Sequential([keras.Input((3,)), *latent.layers("circle"), keras.layers.Dense(2)])
    again = keras.Sequential.from_config(network.get_config())
    assert [w.shape for w in again.weights] == [(4, 2), (2,)]
