"""Relu and seeded dropout."""

import numpy as np
import pytest
import tensorflow as tf
from scipy import stats

from sinegan.networks.layers.dropout import exact_rate, kept, relu_dropout

RATES = [0.5, 0.25, 0.75, 0.125, 0.0625, 0.1, 0.9]


def _kept(rate: float, seed: int, shape: tuple[int, ...] = (400, 46, 20)) -> np.ndarray:
    return relu_dropout(tf.ones(shape), rate, tf.constant([seed, 1])).numpy() > 0


@pytest.mark.parametrize("rate", RATES)
def test_the_rate_is_exact_to_a_256th(rate: float) -> None:
    assert exact_rate(rate) == pytest.approx(rate, abs=1 / 512)
    assert (exact_rate(rate) * 256).is_integer()
    dropped = ~_kept(rate, 0)
    assert stats.binomtest(int(dropped.sum()), dropped.size, exact_rate(rate)).pvalue > 1e-3


def test_kept_units_are_unchanged_and_scaling_preserves_their_mean() -> None:
    dropped = relu_dropout(tf.fill((1000, 100), 3.0), 0.25, tf.constant([0, 0])).numpy()
    assert set(np.unique(dropped)) == {np.float32(0), np.float32(3)}
    # 1e5 units with standard deviation 3 * 4/3 * sqrt(3/16) = 1.73: the mean has a standard deviation of 0.0055
    assert (dropped / (1 - exact_rate(0.25))).mean() == pytest.approx(3.0, abs=0.025)


def test_without_a_seed_or_a_rate_it_is_a_relu() -> None:
    inputs = tf.constant([[-1.0, 0.0, 2.0]])
    for outputs in (relu_dropout(inputs, 0.25, None), relu_dropout(inputs, 0.0, tf.constant([1, 2]))):
        np.testing.assert_array_equal(outputs, [[0.0, 0.0, 2.0]])


def test_outputs_and_gradients_agree_with_relu_and_a_mask(rng: np.random.Generator) -> None:
    inputs, weights = (tf.constant(rng.normal(size=(50, 40)), tf.float32) for _ in range(2))
    mask = tf.reshape(tf.cast(kept(tf.size(inputs), 0.25, tf.constant([3, 4])) > 0, tf.float32), inputs.shape)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(inputs)
        plain = tf.nn.relu(inputs) * mask
        ours = relu_dropout(inputs, 0.25, tf.constant([3, 4]))
        plain_loss, our_loss = (tf.reduce_sum(weights * outputs) for outputs in (plain, ours))
    np.testing.assert_array_equal(ours, plain)
    np.testing.assert_array_equal(tape.gradient(our_loss, inputs), tape.gradient(plain_loss, inputs))
    assert 0.3 < np.mean(ours.numpy() > 0) < 0.45  # 1/2 * 3/4


def test_a_dropped_nan_stays_nan() -> None:
    # So that the training detects it.
    assert np.isnan(relu_dropout(tf.fill((8, 8), np.nan), 0.25, tf.constant([1, 1]))).all()


def test_the_mask_depends_only_on_the_seed() -> None:
    assert np.array_equal(_kept(0.25, 5), _kept(0.25, 5))
    assert 0.3 < (_kept(0.25, 5) != _kept(0.25, 6)).mean() < 0.45  # 2 * 1/4 * 3/4 = 0.375 if independent


@pytest.mark.parametrize("rate", RATES)
def test_units_are_dropped_independently(rate: float) -> None:
    mask = _kept(rate, 3).reshape(-1).astype(float)
    eighth = mask.size // 8  # the distance of units that use neighbouring bits of a byte
    for lag in (1, 2, 3, 4, 5, 8, 16, 20, 32, 46 * 20, eighth, 2 * eighth, 4 * eighth, 7 * eighth):
        pairs = mask.size - lag
        correlation = np.corrcoef(mask[:-lag], mask[lag:])[0, 1]
        assert abs(correlation) < 4.5 / np.sqrt(pairs), lag


@pytest.mark.parametrize("n", [1, 7, 8, 31, 32, 33, 1000])
def test_any_number_of_units(n: int) -> None:
    assert kept(tf.constant(n), 0.25, tf.constant([1, 2])).shape == (n,)
