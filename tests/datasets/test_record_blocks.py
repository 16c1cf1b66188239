"""A record is learnt from in some blocks and held out in others."""

import numpy as np
import pytest

from sinegan.datasets import record_blocks
from sinegan.datasets.errors import BadSeriesError
from sinegan.waves.windows import Window


def test_blocks_are_views_of_the_record() -> None:
    record = np.arange(1_030.0)
    blocks, warnings = record_blocks.cut(record, Window(length=10, block=50))
    assert blocks.shape == (20, 50)
    assert np.shares_memory(blocks, record)
    np.testing.assert_array_equal(blocks.ravel(), record[:1_000])
    assert warnings == ["the last 30 points are not used, since they fill no block of 50"]


def test_without_a_length_there_are_about_forty_blocks_and_little_is_left() -> None:
    blocks, warnings = record_blocks.cut(np.zeros((50_007, 2)), Window(length=64))
    assert blocks.shape == (40, 1_250, 2)
    assert warnings == []
    blocks, warnings = record_blocks.cut(np.zeros(6_000), Window(length=128))
    assert blocks.shape == (11, 545), "at least four windows each"
    assert record_blocks.cut(np.zeros(3_000), Window(length=128))[0].shape == (10, 300), "of short records at least two"
    assert warnings == ["11 blocks are few: scores will depend on which of them are held out"]


def test_a_short_record_is_refused() -> None:
    with pytest.raises(BadSeriesError, match=r"2,000 points are 7 blocks of 256; at least 10 are needed"):
        record_blocks.cut(np.zeros(2_000), Window(length=128))
    with pytest.raises(BadSeriesError, match=r"shorten waves\.window\.block, or bring a longer record"):
        record_blocks.cut(np.zeros(2_000), Window(length=128, block=500))


@pytest.mark.parametrize("n_blocks", [5, 7, 40, 1_003])
def test_each_block_is_in_one_set_and_held_out_ones_are_spread(n_blocks: int) -> None:
    sets = record_blocks.assign(n_blocks, seed=3)
    assert sorted(np.concatenate(list(sets.values()))) == list(range(n_blocks))
    for name in ("test", "reference"):
        np.testing.assert_array_equal(sets[name] // 5, np.arange(n_blocks // 5), err_msg="one of each five")
    assert not np.array_equal(sets["test"], record_blocks.assign(1_003, seed=4)["test"])


def test_held_out_windows_lie_in_their_block(rng: np.random.Generator) -> None:
    numbers = np.array([3, 11, 20])
    blocks = (numbers[:, None] * 1_000 + np.arange(200)).astype(np.float32)
    windows = record_blocks.held_out(blocks, numbers, 16, 10_000)
    assert windows.waves.shape == (300, 16)
    np.testing.assert_array_equal(windows.waves[:, 0] // 1_000, windows.block)
    np.testing.assert_array_equal(windows.waves[:, -1] // 1_000, windows.block)
    np.testing.assert_array_equal(np.diff(windows.waves, axis=1), 1)
    assert set(windows.block[:20]) == {3, 11, 20}, "the first windows are from all blocks"
    assert len(record_blocks.held_out(blocks, numbers, 16, 100)) == 100


@pytest.mark.parametrize("n_blocks", [2, 3, 4, 7, 12, 30, 60])
@pytest.mark.parametrize(("length", "block"), [(100, 200), (100, 139), (16, 60), (8, 57)])
def test_each_half_of_the_held_out_blocks_has_50_windows(n_blocks: int, length: int, block: int) -> None:
    # Baselines compare halves, `_smaller_half` of sinegan.calibration.calibrate, and need 50 windows in each.
    blocks = np.zeros((n_blocks, block), np.float32)
    windows = [record_blocks.held_out(blocks, np.arange(n_blocks) + start, length, 100) for start in (0, n_blocks)]
    counts = np.concatenate([np.unique_counts(part.block).counts for part in windows])
    assert len(counts) == 2 * n_blocks
    assert np.sort(counts)[:n_blocks].sum() >= 50


def test_all_windows_are_held_out_if_there_are_few() -> None:
    blocks = np.arange(120, dtype=np.float32).reshape(2, 60)
    assert len(record_blocks.held_out(blocks, np.array([0, 1]), 16, 10_000)) == 60
    with pytest.raises(BadSeriesError, match="hold 2 windows, fewer than 50: make blocks longer than windows"):
        record_blocks.held_out(blocks, np.array([0, 1]), 60, 10_000)
