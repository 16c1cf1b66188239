"""Windows at random places of longer waves."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from sinegan.networks.layers.random_window import RandomWindow

CROP, N_POINTS = 6, 4
LONG = np.arange(2 * (N_POINTS + CROP), dtype=np.float32)[None]
"""One wave of two channels: 0 to 9, and 10 to 19."""


def cut(waves: np.ndarray, uniform: list[float], n_channels: int = 1) -> np.ndarray:
    places = tf.constant(uniform, tf.float32)[:, None]
    return RandomWindow(CROP, n_channels)([tf.constant(np.repeat(waves, len(uniform), axis=0)), places]).numpy()


def test_the_number_chooses_the_place() -> None:
    uniform = [0.0, 0.14, 0.15, 0.5, 0.86, 1 - 2**-23]
    assert cut(LONG[:, :10], uniform)[:, 0].tolist() == [0, 0, 1, 3, 6, 6]
    assert cut(LONG[:, :10], uniform)[-1].tolist() == [6, 7, 8, 9]


def test_a_number_of_1_is_the_last_place() -> None:
    """A user may give it to the model in MLflow."""
    assert cut(LONG[:, :10], [1.0]).tolist() == [[6, 7, 8, 9]]


def test_all_places_are_equally_likely() -> None:
    uniform = (np.arange(7_000) + 0.5) / 7_000
    first = cut(LONG[:, :10], uniform.tolist())[:, 0]
    assert np.unique(first, return_counts=True)[1].tolist() == [1_000] * (CROP + 1)


def test_all_channels_are_cut_at_the_same_place() -> None:
    assert cut(LONG, [0.3], n_channels=2).tolist() == [[2, 3, 4, 5, 12, 13, 14, 15]]


@pytest.mark.parametrize("n_channels", [1, 2])
def test_gradients_go_to_the_points_of_the_window(n_channels: int) -> None:
    waves = tf.constant(np.repeat(LONG, 2, axis=0))
    weights = np.random.default_rng(0).uniform(1, 2, (2, 20 - n_channels * CROP)).astype(np.float32)
    with tf.GradientTape() as tape:
        tape.watch(waves)
        window = RandomWindow(CROP, n_channels)([waves, tf.constant([[0.0], [0.99]])])
        total = tf.reduce_sum(weights * window)
    gradient = tape.gradient(total, waves).numpy()
    expected = np.zeros_like(gradient)
    for row, places in enumerate(window.numpy().astype(int)):  # the value of a point is its place
        expected[row, places] = weights[row]
    np.testing.assert_array_equal(gradient, expected)


def test_keras_rebuilds_it_from_its_config() -> None:
    layer = RandomWindow(CROP, 2)
    again = RandomWindow.from_config(layer.get_config())
    waves, place = keras.KerasTensor((None, 20)), keras.KerasTensor((None, 1))
    assert again([waves, place]).shape == layer([waves, place]).shape == (None, 8)
