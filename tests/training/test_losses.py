"""The losses of both networks, at logits computed by hand."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from sinegan.training.losses import CROSS_ENTROPY, GENERATED, REAL, RELATIVISTIC, cross_entropy, predicted_real


def test_log_two_at_zero_logits() -> None:
    assert cross_entropy(tf.zeros((3, 2)), REAL).numpy() == pytest.approx(np.log(2))


def test_value_by_hand() -> None:
    # target [0, 1] at logits [1, 2]: (log(1 + e) + log(1 + e^-2)) / 2
    by_hand = (np.log1p(np.e) + np.log1p(np.exp(-2))) / 2
    assert cross_entropy(tf.constant([[1.0, 2.0]]), REAL).numpy()[0] == pytest.approx(by_hand, rel=1e-6)


@pytest.mark.parametrize("target", [REAL, GENERATED])
def test_agrees_with_keras(target: tuple[float, float], rng: np.random.Generator) -> None:
    logits = tf.constant(rng.normal(scale=5, size=(200, 2)), tf.float32)
    targets = tf.broadcast_to(tf.constant(target), (200, 2))
    theirs = keras.losses.binary_crossentropy(targets, logits, from_logits=True)
    np.testing.assert_allclose(cross_entropy(logits, target), theirs, rtol=1e-5, atol=1e-6)


def test_large_logits_are_not_clipped() -> None:
    assert cross_entropy(tf.constant([[0.0, -80.0]]), REAL).numpy()[0] == pytest.approx((np.log(2) + 80) / 2)


def test_predicted_real_if_the_second_logit_is_larger() -> None:
    assert predicted_real(tf.constant([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0]])).numpy().tolist() == [1, 0, 0]


def test_a_single_logit_is_the_second_of_two() -> None:
    logits = tf.constant([[2.0], [-1.0]])
    np.testing.assert_allclose(cross_entropy(logits, REAL), np.log1p(np.exp([-2.0, 1.0])), rtol=1e-6)
    np.testing.assert_allclose(cross_entropy(logits, GENERATED), np.log1p(np.exp([2.0, -1.0])), rtol=1e-6)
    assert predicted_real(logits).numpy().tolist() == [1, 0]


@pytest.mark.parametrize("loss", [CROSS_ENTROPY, RELATIVISTIC])
def test_both_losses_are_log_two_at_zero_logits(loss) -> None:
    zero = tf.zeros((2, 1))
    np.testing.assert_allclose(loss.discriminator(zero, zero), np.log(2), rtol=1e-6)
    np.testing.assert_allclose(loss.generator(zero, zero), np.log(2), rtol=1e-6)


def test_pairs_by_hand() -> None:
    on_real, on_generated = tf.constant([[1.0], [0.0]]), tf.constant([[-2.0], [0.5]])
    np.testing.assert_allclose(
        RELATIVISTIC.discriminator(on_real, on_generated), np.log1p(np.exp([-3, 0.5])), rtol=1e-6
    )
    np.testing.assert_allclose(RELATIVISTIC.generator(on_real, on_generated), np.log1p(np.exp([3, -0.5])), rtol=1e-6)
    assert [correct.numpy().tolist() for correct in RELATIVISTIC.correct(on_real, on_generated)] == [[1, 0], [1, 0]]


def test_pairs_do_not_change_with_a_shift_of_all_logits() -> None:
    on_real, on_generated = tf.constant([[1.0]]), tf.constant([[-2.0]])
    shifted = RELATIVISTIC.discriminator(on_real + 100, on_generated + 100)
    np.testing.assert_allclose(shifted, RELATIVISTIC.discriminator(on_real, on_generated), rtol=1e-4)
