"""Small GRU networks, several at once."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from sinegan.timegan.gru import GruNetworks

pytestmark = pytest.mark.trains

SERIES = np.random.default_rng(0).random((2, 4, 6, 3)).astype(np.float32)
"""Two networks, four series of six points and three channels."""


def networks(*, every_point: bool = False) -> GruNetworks:
    return GruNetworks(2, 3, 2, every_point=every_point, rng=np.random.default_rng(1))


def test_the_layer_is_kerass_with_the_reset_before_the_product() -> None:
    several = networks()
    outputs = several(tf.constant(SERIES)).numpy()
    weights = {name: weight.numpy() for name, weight in several._weights.items()}
    for number in range(2):
        gates, candidate = weights["gates"][number], weights["candidate"][number]
        reset, update = np.split(gates, 2, axis=1)  # Keras has the update gate first
        kernel = np.concatenate([update[:3], reset[:3], candidate[:3]], axis=1)
        recurrent = np.concatenate([update[3:], reset[3:], candidate[3:]], axis=1)
        layer = keras.layers.GRU(2, reset_after=False)
        layer.build((None, 6, 3))
        layer.set_weights([kernel, recurrent, np.array([1, 1, 1, 1, 0, 0], np.float32)])
        expected = layer(SERIES[number]).numpy() @ weights["output"][number]
        np.testing.assert_allclose(outputs[number], expected[:, 0], atol=1e-6)


def test_the_last_of_all_points_is_the_last_state() -> None:
    every = networks(every_point=True)(tf.constant(SERIES)).numpy()
    assert every.shape == (2, 4, 6)
    np.testing.assert_allclose(every[..., -1], networks()(tf.constant(SERIES)).numpy(), atol=1e-6)


def test_weights_start_in_glorots_distribution() -> None:
    weights = GruNetworks(50, 8, 4, every_point=False, rng=np.random.default_rng(2))._weights
    for name, total in (("gates", 12 + 8), ("candidate", 12 + 4), ("output", 4 + 1)):
        largest = np.abs(weights[name].numpy()).max()
        assert 0.98 * np.sqrt(6 / total) < largest <= np.sqrt(6 / total)
    assert (weights["gates_bias"].numpy() == 1).all()
    assert not weights["candidate_bias"].numpy().any()
    assert not weights["output_bias"].numpy().any()


def test_networks_train_apart_from_each_other() -> None:
    """The gradient of a sum of losses: what one network sees changes no other."""
    targets = np.zeros((5, 2, 4), np.float32)
    batches = np.repeat(SERIES[None], 5, axis=0)
    other = batches.copy()
    other[:, 1] += 1
    results = []
    for series in (batches, other):
        several = networks()
        train = several.trainer(
            lambda outputs, wanted: tf.reduce_sum(tf.reduce_mean((outputs - wanted) ** 2, axis=1)), (2, 4, 6, 3), (2, 4)
        )
        train(tf.constant(series), tf.constant(targets))
        results.append({name: weight.numpy() for name, weight in several._weights.items()})
    for name, weight in results[0].items():
        np.testing.assert_array_equal(weight[0], results[1][name][0])
    assert not np.array_equal(results[0]["gates"][1], results[1]["gates"][1])
    assert not np.array_equal(results[0]["gates"][0], networks()._weights["gates"].numpy()[0]), "it was trained"
