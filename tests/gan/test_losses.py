"""What each player minimises, at logits worked out by hand."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from stages.gan.losses import GENERATED, REAL, cross_entropy, taken_for_real


def test_log_two_at_zero_logits() -> None:
    assert cross_entropy(tf.zeros((3, 2)), REAL).numpy() == pytest.approx(np.log(2))


def test_value_by_hand() -> None:
    # wanted [0, 1] at logits [1, 2]: (log(1 + e) + log(1 + e^-2)) / 2
    by_hand = (np.log1p(np.e) + np.log1p(np.exp(-2))) / 2
    assert cross_entropy(tf.constant([[1.0, 2.0]]), REAL).numpy()[0] == pytest.approx(by_hand, rel=1e-6)


@pytest.mark.parametrize("target", [REAL, GENERATED])
def test_agrees_with_keras(target: tuple[float, float], rng: np.random.Generator) -> None:
    logits = tf.constant(rng.normal(scale=5, size=(200, 2)), tf.float32)
    wanted = tf.broadcast_to(tf.constant(target), (200, 2))
    theirs = keras.losses.binary_crossentropy(wanted, logits, from_logits=True)
    np.testing.assert_allclose(cross_entropy(logits, target), theirs, rtol=1e-5, atol=1e-6)


def test_large_logits_are_not_clipped() -> None:
    assert cross_entropy(tf.constant([[0.0, -80.0]]), REAL).numpy()[0] == pytest.approx((np.log(2) + 80) / 2)


def test_taken_for_real_where_the_second_unit_is_louder() -> None:
    assert taken_for_real(tf.constant([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0]])).numpy().tolist() == [1, 0, 0]
