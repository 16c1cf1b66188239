"""Penalties of the slope, at values worked out by hand."""

import numpy as np
import pytest
import tensorflow as tf

from sinegan.networks.recipe import Penalty
from sinegan.training.gradient_penalty import gradient_penalty, judge_with_slopes, penalised


def test_a_linear_critic_has_the_slope_of_its_weights() -> None:
    weights = tf.constant([[3.0], [4.0]])
    waves = tf.constant([[1.0, 1.0], [0.0, 2.0], [5.0, -1.0]])
    logits, slopes = judge_with_slopes(lambda some: tf.matmul(some, weights), waves)
    np.testing.assert_array_equal(logits, [[7], [8], [11]])
    np.testing.assert_array_equal(slopes, [25, 25, 25])  # 3^2 + 4^2 at every wave


def test_penalty_by_hand() -> None:
    penalty = Penalty(real=2.0, generated=0.5)
    # 2/2 * 25 + .5/2 * 4
    assert gradient_penalty(penalty, tf.constant([25.0]), tf.constant([4.0])).numpy() == pytest.approx(26.0)


def test_penalty_teaches_the_critic_to_be_flat() -> None:
    weights = tf.Variable([[3.0], [4.0]])
    with tf.GradientTape() as tape:
        _, slopes = judge_with_slopes(lambda some: tf.matmul(some, weights), tf.zeros((1, 2)))
        loss = gradient_penalty(Penalty(real=1.0, generated=0.0), slopes, slopes)
    # d/dw of (w1^2 + w2^2) / 2
    np.testing.assert_allclose(tape.gradient(loss, weights), [[3.0], [4.0]])


def test_nothing_to_compute_without_weights() -> None:
    assert not penalised(Penalty(real=0.0, generated=0.0))
    assert penalised(Penalty(real=0.0, generated=0.1))
