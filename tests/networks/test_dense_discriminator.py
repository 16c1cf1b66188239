"""The dense discriminator."""

import numpy as np
import tensorflow as tf

from sinegan.networks import build
from sinegan.networks.recipe import Recipe


def test_folding_the_differences_changes_nothing(modern: Recipe, rng: np.random.Generator) -> None:
    discriminator = build.discriminator(modern, 50)
    waves = rng.uniform(size=(7, 50)).astype(np.float32)
    inputs = np.concatenate([2 * waves - 1, 5 * np.diff(2 * waves - 1, axis=1)], axis=1)
    for layer in discriminator.layers_in_order[:-1]:
        outputs = inputs @ layer.kernel.numpy() + layer.bias.numpy()
        inputs = outputs / (1 + np.exp(-outputs))
    last = discriminator.layers_in_order[-1]
    np.testing.assert_allclose(
        discriminator(waves), inputs @ last.kernel.numpy() + last.bias.numpy(), rtol=1e-4, atol=1e-5
    )


def test_each_channel_has_its_own_differences(modern: Recipe, rng: np.random.Generator) -> None:
    discriminator = build.discriminator(modern, 10, 3)
    kernel = discriminator.layers_in_order[0].kernel
    assert kernel.shape == (30 + 3 * 9, 12)
    waves = rng.uniform(size=(7, 3, 10)).astype(np.float32)
    differences = 5 * np.diff(waves, axis=2).reshape(7, 27)
    expected = np.concatenate([waves.reshape(7, 30), differences], axis=1) @ kernel.numpy()
    folded, *_ = discriminator.fold(dropping=False)
    np.testing.assert_allclose(waves.reshape(7, 30) @ folded.numpy(), expected, rtol=0, atol=1e-5)


def test_all_weights_have_gradients(modern: Recipe, rng: np.random.Generator) -> None:
    discriminator = build.discriminator(modern, 50)
    assert [w.shape for w in discriminator.trainable_variables[::2]] == [(99, 12), (12, 10), (10, 1)]
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(discriminator(rng.uniform(size=(7, 50)).astype(np.float32)))
    gradients = tape.gradient(loss, [weight.value for weight in discriminator.trainable_variables])
    assert all(np.any(gradient) for gradient in gradients)
