"""Gradient penalties, at values computed by hand."""

import numpy as np
import pytest
import tensorflow as tf

from sinegan.networks.recipe import Recipe
from sinegan.training.gradient_penalty import forward_with_gradient_norms, gradient_penalty
from tests.fixtures import small_recipes


def with_gammas(r1_gamma: float, r2_gamma: float) -> Recipe:
    return small_recipes.modern(r1_gamma=r1_gamma, r2_gamma=r2_gamma)


def test_the_gradient_of_a_linear_discriminator_is_its_weights() -> None:
    weights = tf.constant([[3.0], [4.0]])
    waves = tf.constant([[1.0, 1.0], [0.0, 2.0], [5.0, -1.0]])
    logits, norms = forward_with_gradient_norms(lambda inputs: tf.matmul(inputs, weights), waves)
    np.testing.assert_array_equal(logits, [[7], [8], [11]])
    np.testing.assert_array_equal(norms, [25, 25, 25])  # 3^2 + 4^2 at every wave


def test_penalty_by_hand() -> None:
    recipe = with_gammas(2.0, 0.5)
    # 2/2 * 25 + 0.5/2 * 4
    assert gradient_penalty(recipe, tf.constant([25.0]), tf.constant([4.0])).numpy() == pytest.approx(26.0)


def test_the_penalty_has_a_gradient_by_the_weights() -> None:
    weights = tf.Variable([[3.0], [4.0]])
    with tf.GradientTape() as tape:
        _, norms = forward_with_gradient_norms(lambda inputs: tf.matmul(inputs, weights), tf.zeros((1, 2)))
        loss = gradient_penalty(with_gammas(1.0, 0.0), norms, norms)
    # d/dw of (w1^2 + w2^2) / 2
    np.testing.assert_allclose(tape.gradient(loss, weights), [[3.0], [4.0]])


def test_a_recipe_has_a_penalty_if_a_gamma_is_positive() -> None:
    assert not with_gammas(0.0, 0.0).has_gradient_penalty
    assert with_gammas(0.0, 0.1).has_gradient_penalty
