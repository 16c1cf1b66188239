"""Random draws without state."""

import numpy as np
import pytest
import tensorflow as tf
from scipy import stats

from sinegan.networks.purpose import Purpose
from sinegan.training.batches import Chunk, Draws, from_pool, from_set
from sinegan.waves.draw import WaveSet
from sinegan.waves.windows import WindowSet


def _chunk(index: int, size: int = 1000) -> Chunk:
    return Chunk(tf.constant(index), tf.constant(size))


def _draws(seed: int = 0) -> Draws:
    pool = np.repeat(np.arange(500, dtype=np.float32)[:, None], 3, axis=1)
    return Draws(from_pool(pool), n_noise=4, seed=seed)


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


@pytest.mark.parametrize("n_channels", [1, 2])
def test_windows_are_sampled_uniformly_from_all_offsets_of_all_blocks(n_channels: int) -> None:
    blocks = (np.arange(3)[:, None] * 100 + np.arange(20)).astype(np.float32)
    both = blocks if n_channels == 1 else np.stack([blocks, -blocks], axis=2)
    drawn = from_set(WindowSet(both, 8))(tf.constant([1, 2]), tf.constant(20_000)).numpy()
    assert drawn.shape == (20_000, 8 * n_channels)
    np.testing.assert_array_equal(np.diff(drawn[:, :8], axis=1), 1)
    np.testing.assert_array_equal(drawn[:, -8:], drawn[:, :8] * (1 if n_channels == 1 else -1))
    starts, counts = np.unique(drawn[:, 0], return_counts=True)
    assert list(starts) == [100 * block + offset for block in range(3) for offset in range(13)]
    assert stats.chisquare(counts).pvalue > 1e-3


def test_channels_of_a_pool_stand_one_after_the_other() -> None:
    series = np.arange(24, dtype=np.float32).reshape(2, 4, 3)
    drawn = from_set(WaveSet(series))(tf.constant([1, 2]), tf.constant(50)).numpy()
    assert {tuple(row) for row in drawn} == {tuple(row) for row in series.transpose(0, 2, 1).reshape(2, -1)}
