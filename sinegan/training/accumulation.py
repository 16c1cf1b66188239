"""Gradient accumulation: process a batch in parallel chunks, and add up the results in a fixed order.

The activations of a chunk fit in the processor's cache, and memory does not grow with the batch. Each chunk runs on one
thread and sums have a fixed order, so that the bits of the result do not depend on the number of cores.
"""

from collections.abc import Callable

import tensorflow as tf

from sinegan.training.batches import Chunk

# Constants, independent of the machine: they determine the order of additions, and so the bits.
ROWS = 200
LANES = 4

ChunkSums = Callable[[Chunk], list[tf.Tensor]]


def sum_over_chunks(n: int, sums: ChunkSums) -> list[tf.Tensor]:
    """Add up ``sums(chunk)`` over chunks that hold `n` rows in total.

    Parameters
    ----------
    n
        Rows of the batch.
    sums
        From a chunk to tensors whose shapes do not depend on the chunk.

    Returns
    -------
    list of Tensor
        The totals, shaped as `sums` returns them.
    """
    lanes = min(LANES, -(-n // ROWS))
    rounds = -(-n // (ROWS * lanes))
    count = rounds * lanes
    compiled = tf.function(lambda index, size: sums(Chunk(index, size)), autograph=False)  # traced once

    def one_round(number: tf.Tensor) -> list[tf.Tensor]:
        indices = [number * lanes + lane for lane in range(lanes)]
        parts = [compiled(index, n // count + tf.cast(index < n % count, tf.int32)) for index in indices]
        # Not tf.add_n: it starts from any input whose buffer is free, so that its order of additions varies.
        return [tf.reduce_sum(tf.stack(column), axis=0) for column in zip(*parts, strict=True)]

    if rounds == 1:
        return one_round(tf.constant(0))

    def add_round(number: tf.Tensor, *so_far: tf.Tensor) -> tuple[tf.Tensor, ...]:
        return number + 1, *(total + part for total, part in zip(so_far, one_round(number), strict=True))

    zeros = [
        tf.zeros(shape.shape, shape.dtype)
        for shape in compiled.get_concrete_function(tf.constant(0), tf.constant(0)).structured_outputs
    ]
    _, *totals = tf.while_loop(
        lambda number, *_: number < rounds, add_round, (tf.constant(0), *zeros), parallel_iterations=1
    )
    return totals
