"""Relu and dropout by seed."""

import numpy as np
import pytest
import tensorflow as tf
from scipy import stats

from stages.gan.dropout import SeededReluDropout, random_levels


def _kept(rate: float, seed: int, shape: tuple[int, ...] = (400, 46, 20)) -> np.ndarray:
    return SeededReluDropout(rate)(tf.ones(shape), seed=tf.constant([seed, 1])).numpy() > 0


@pytest.mark.parametrize(
    ("rate", "bits", "exact"),
    [(0.5, 1, 0.5), (0.25, 2, 0.25), (0.75, 2, 0.75), (0.125, 4, 0.125), (0.0625, 4, 0.0625), (0.1, 8, 26 / 256)],
)
def test_the_fewest_bits_that_give_the_rate_decide(rate: float, bits: int, exact: float) -> None:
    layer = SeededReluDropout(rate)
    assert (layer.bits, layer.dropped_levels / 2**layer.bits) == (bits, exact)
    assert layer.scale == pytest.approx(1 / (1 - exact))
    dropped = ~_kept(rate, 0)
    assert stats.binomtest(int(dropped.sum()), dropped.size, exact).pvalue > 1e-3


def test_scaled_units_keep_their_mean() -> None:
    layer = SeededReluDropout(0.25)
    dropped = layer(tf.fill((1000, 100), 3.0), seed=tf.constant([0, 0])).numpy()
    assert set(np.unique(dropped)) == {np.float32(0), np.float32(3)}
    # 1e5 units with standard deviation 3 * 4/3 * sqrt(3/16) = 1.73: the mean scatters by .0055
    assert (dropped * layer.scale).mean() == pytest.approx(3.0, abs=0.025)


def test_without_a_seed_or_a_rate_it_is_a_relu() -> None:
    inputs = tf.constant([[-1.0, 0.0, 2.0]])
    for outputs in (SeededReluDropout(0.25)(inputs), SeededReluDropout(0.0)(inputs, seed=tf.constant([1, 2]))):
        np.testing.assert_array_equal(outputs, [[0.0, 0.0, 2.0]])
    assert SeededReluDropout(0.0).scale == 1.0


def test_outputs_and_gradients_are_those_of_relu_and_a_mask(rng: np.random.Generator) -> None:
    inputs, weights = (tf.constant(rng.normal(size=(50, 40)), tf.float32) for _ in range(2))
    kept = tf.cast(random_levels(tf.shape(inputs), tf.constant([3, 4]), 2, 1), tf.float32)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(inputs)
        plain = tf.nn.relu(inputs) * kept
        ours = SeededReluDropout(0.25)(inputs, seed=tf.constant([3, 4]))
        plain_loss, our_loss = (tf.reduce_sum(weights * outputs) for outputs in (plain, ours))
    np.testing.assert_array_equal(ours, plain)
    np.testing.assert_array_equal(tape.gradient(our_loss, inputs), tape.gradient(plain_loss, inputs))
    assert 0.3 < np.mean(ours.numpy() > 0) < 0.45  # 1/2 * 3/4


def test_a_dropped_nan_stays_one() -> None:
    # So that the training notices it.
    assert np.isnan(SeededReluDropout(0.25)(tf.fill((8, 8), np.nan), seed=tf.constant([1, 1]))).all()


def test_mask_depends_on_the_seed_alone() -> None:
    assert np.array_equal(_kept(0.25, 5), _kept(0.25, 5))
    assert 0.3 < (_kept(0.25, 5) != _kept(0.25, 6)).mean() < 0.45  # 2 * 1/4 * 3/4 = .375 when independent


@pytest.mark.parametrize("rate", [0.25, 0.5, 0.125, 0.1])
def test_units_are_dropped_independently(rate: float) -> None:
    mask = _kept(rate, 3).reshape(-1).astype(float)
    quarter, half = mask.size // 4, mask.size // 2
    # Neighbours; units of one word; fields of one byte lie a quarter, a half or an eighth of all units apart.
    for lag in (1, 2, 3, 4, 5, 8, 16, 20, 46 * 20, mask.size // 8, quarter, half):
        pairs = mask.size - lag
        correlation = np.corrcoef(mask[:-lag], mask[lag:])[0, 1]
        assert abs(correlation) < 4.5 / np.sqrt(pairs), lag


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_levels_are_uniform(bits: int) -> None:
    n, levels = 300_001, 2**bits
    shares = [float(np.mean(random_levels(tf.constant([n]), tf.constant([1, 2]), bits, k))) for k in range(1, levels)]
    expected = 1 - np.arange(1, levels) / levels
    assert np.all(np.abs(shares - expected) < 4.5 * np.sqrt(expected * (1 - expected) / n))


def test_keras_can_make_it_anew() -> None:
    assert SeededReluDropout.from_config(SeededReluDropout(0.3).get_config()).rate == 0.3
