"""Dropout by seed."""

import numpy as np
import pytest
import tensorflow as tf
from scipy import stats

from stages.gan.dropout import SeededDropout, random_bytes


def _kept(rate: float, seed: int, shape: tuple[int, ...] = (400, 46, 20)) -> np.ndarray:
    return SeededDropout(rate)(tf.ones(shape), seed=tf.constant([seed, 1])).numpy() > 0


@pytest.mark.parametrize("rate", [0.25, 0.5, 0.1])
def test_share_of_dropped_units_is_the_rate_rounded_to_256ths(rate: float) -> None:
    dropped = ~_kept(rate, 0)
    exact = round(rate * 256) / 256
    assert stats.binomtest(int(dropped.sum()), dropped.size, exact).pvalue > 1e-3


def test_a_quarter_is_exact() -> None:
    assert SeededDropout(0.25).dropped_levels / 256 == 0.25


def test_kept_units_are_scaled_so_that_the_mean_stays() -> None:
    dropped = SeededDropout(0.25)(tf.ones((1000, 100)), seed=tf.constant([0, 0])).numpy()
    assert set(np.unique(dropped)) == {np.float32(0), np.float32(4 / 3)}


def test_without_a_seed_or_a_rate_nothing_changes() -> None:
    waves = tf.random.stateless_uniform((5, 7), [1, 2])
    assert np.array_equal(SeededDropout(0.25)(waves), waves)
    assert np.array_equal(SeededDropout(0.0)(waves, seed=tf.constant([1, 2])), waves)


def test_mask_depends_on_the_seed_alone() -> None:
    assert np.array_equal(_kept(0.25, 5), _kept(0.25, 5))
    assert 0.3 < (_kept(0.25, 5) != _kept(0.25, 6)).mean() < 0.45  # 2 * 1/4 * 3/4 = .375 when independent


def test_units_are_dropped_independently() -> None:
    mask = _kept(0.25, 3).reshape(-1).astype(float)
    for lag in (1, 2, 3, 4, 5, 20, 46 * 20):  # four units share a random word; rows share a position
        correlation = np.corrcoef(mask[:-lag], mask[lag:])[0, 1]
        assert abs(correlation) < 4 / np.sqrt(mask.size)


def test_bytes_are_uniform() -> None:
    counts = np.bincount(random_bytes(tf.constant([300_001]), tf.constant([1, 2])), minlength=256)
    assert counts.sum() == 300_001
    assert stats.chisquare(counts).pvalue > 1e-3
