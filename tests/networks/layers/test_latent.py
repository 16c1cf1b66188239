"""Latent distributions of the generator."""

import keras
import numpy as np
import pytest
import scipy.stats
import tensorflow as tf

from sinegan.networks.layers import latent


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


def test_normal_numbers_are_those_of_the_inverse_distribution_function(rng: np.random.Generator) -> None:
    (normal,) = latent.layers("normal")
    uniform = (rng.integers(0, 2**23, (100_000, 2)) / 2**23).astype(np.float32)
    numbers = normal(tf.constant(uniform)).numpy()
    assert numbers.dtype == np.float32
    np.testing.assert_allclose(numbers, scipy.stats.norm.ppf(uniform + 2.0**-24), rtol=0, atol=2e-6)
    assert scipy.stats.kstest(numbers.ravel(), "norm").pvalue > 0.001


def test_no_normal_number_is_infinite() -> None:
    (normal,) = latent.layers("normal")
    numbers = normal(tf.constant([[0.0, 1 - 2**-23, 1.0]])).numpy()
    np.testing.assert_allclose(numbers, [[-5.2947, 5.2947, 5.2947]], atol=1e-4)


@pytest.mark.parametrize(("name", "inputs"), [("circular", 4), ("normal", 3)])
def test_keras_rebuilds_it_from_its_config(name: str, inputs: int) -> None:
    network = keras.Sequential([keras.Input((3,)), *latent.layers(name), keras.layers.Dense(2)])
    again = keras.Sequential.from_config(network.get_config())
    assert [w.shape for w in again.weights] == [(inputs, 2), (2,)]
