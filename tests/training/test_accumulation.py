"""Batches processed in chunks."""

import numpy as np
import pytest
import tensorflow as tf

from sinegan.training.accumulation import LANES, ROWS, sum_over_chunks


@pytest.mark.parametrize("n", [1, 3, ROWS, ROWS + 1, ROWS * LANES, ROWS * LANES + 1, 3 * ROWS * LANES - 7])
def test_chunks_cover_every_row_once(n: int) -> None:
    rows, squares = sum_over_chunks(n, lambda chunk: [chunk.size, tf.cast(chunk.size, tf.float32) * tf.ones(2)])
    assert rows.numpy() == n
    assert squares.numpy().tolist() == [n, n]


@pytest.mark.parametrize("n", [10, 5 * ROWS + 3, 3 * ROWS * LANES])
def test_chunks_have_distinct_numbers_and_about_equal_sizes(n: int) -> None:
    def count(chunk: tuple[tf.Tensor, tf.Tensor]) -> list[tf.Tensor]:
        index, size = chunk
        return [tf.one_hot(index, 100, dtype=tf.int32), tf.one_hot(index, 100, dtype=tf.int32) * size]

    times, sizes = (total.numpy() for total in sum_over_chunks(n, count))
    used = times > 0
    assert times.max() == 1
    assert used[: used.sum()].all()
    assert np.ptp(sizes[used]) <= 1
    assert sizes.max() <= ROWS
