"""Euclidean distances between waves."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from sinegan.waves.blocks import in_blocks

_ROWS_AT_ONCE = 500

Array = NDArray[np.float64]


def distances(left: Array, right: Array) -> Array:
    """All distances, ``(n, n_points)`` by ``(m, n_points)`` to ``(n, m)``; accurate to about 1e-7 near 0."""
    middle = right.mean(axis=0)
    return np.concatenate(list(_by_rows(left - middle, right - middle)))


def nearest(left: Array, right: KDTree, within: float) -> Array:
    """Distance from each left wave to the nearest right one, ``(n,)``; infinite from `within` on.

    The bound makes the tree fast: sines fill a two-dimensional surface in the space of waves, where a tree works as
    well as in two dimensions, but waves far from it would each be compared with all others.
    """
    nearest_of_each: Array = right.query(left, distance_upper_bound=within)[0]
    return nearest_of_each


def _by_rows(left: Array, right: Array) -> Iterator[Array]:
    """|l|^2 + |r|^2 - 2 l.r, a block of rows at a time; waves must be near the origin, against cancellation."""
    norms, transposed = (right**2).sum(axis=1), np.ascontiguousarray(right.T)
    for block in in_blocks(len(left), _ROWS_AT_ONCE):
        rows = left[block]
        squares = rows @ transposed
        squares *= -2
        squares += norms
        squares += (rows**2).sum(axis=1)[:, None]
        yield np.sqrt(np.maximum(squares, 0, out=squares))
