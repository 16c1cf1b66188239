"""Random draws without state."""

import numpy as np
import pytest
import tensorflow as tf
from scipy import stats

from sinegan.networks.purpose import Purpose
from sinegan.training.batches import Chunk, Draws, from_pool


def _chunk(index: int, size: int = 1000) -> Chunk:
    return Chunk(tf.constant(index), tf.constant(size))


def _draws(seed: int = 0) -> Draws:
    pool = np.repeat(np.arange(500, dtype=np.float32)[:, None], 3, axis=1)
    return Draws(from_pool(pool), noise_dim=4, seed=seed)


def test_the_same_key_gives_the_same_numbers() -> None:
    first, second = (_draws().noise(Purpose.SNAPSHOT, tf.constant(5), _chunk(2)) for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("change", ["seed", "purpose", "step", "chunk"])
def test_another_key_gives_other_numbers(change: str) -> None:
    key = {"seed": 0, "purpose": Purpose.NOISE_FOR_GENERATOR, "step": 5, "chunk": 2}
    other = key | {change: Purpose.NOISE_FOR_DISCRIMINATOR if change == "purpose" else 9}
    first, second = (
        _draws(k["seed"]).noise(Purpose(k["purpose"]), tf.constant(k["step"]), _chunk(k["chunk"])).numpy().ravel()
        for k in (key, other)
    )
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(first.size)


def test_noise_is_uniform() -> None:
    noise = _draws().noise(Purpose.SAMPLING, tf.constant(0), _chunk(0, 5000)).numpy()
    assert noise.shape == (5000, 4)
    assert stats.kstest(noise.ravel(), "uniform").pvalue > 1e-3


def test_the_pool_is_sampled_uniformly_with_replacement() -> None:
    rows = _draws().real(Purpose.REAL, tf.constant(0), _chunk(0, 20_000)).numpy()[:, 0].astype(int)
    counts = np.bincount(rows, minlength=500)
    assert len(counts) == 500
    assert stats.chisquare(counts).pvalue > 1e-3
