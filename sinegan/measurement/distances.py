"""Euclidean distances between waves."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from sinegan.waves.blocks import in_blocks

_ROWS_AT_ONCE, _NEIGHBOURS_AT_ONCE = 500, 5_000

Array = NDArray[np.float64]


def distances(left: Array, right: Array) -> Array:
    """All distances, ``(n, n_points)`` by ``(m, n_points)`` to ``(n, m)``; accurate to about 1e-7 near 0."""
    middle = right.mean(axis=0)
    left, right = left - middle, right - middle  # near the origin, against cancellation
    norms, transposed = (right**2).sum(axis=1), np.ascontiguousarray(right.T)
    all_distances = np.empty((len(left), len(right)))
    for block in in_blocks(len(left), _ROWS_AT_ONCE):
        # |l|^2 + |r|^2 - 2 l.r
        squares = np.matmul(left[block], transposed, out=all_distances[block])
        squares *= -2
        squares += norms
        squares += (left[block] ** 2).sum(axis=1)[:, None]
        np.sqrt(np.maximum(squares, 0, out=squares), out=squares)
    return all_distances


def nearest(left: Array, right: KDTree, within: float) -> Array:
    """Distance from each left wave to the nearest right one, ``(n,)``; infinite from `within` on.

    The bound makes the tree fast: sines fill a two-dimensional surface in the space of waves, where a tree works as
    well as in two dimensions, but waves far from it would each be compared with all others.
    """
    nearest_of_each: Array = right.query(left, distance_upper_bound=within)[0]
    return nearest_of_each


def nearest_of_all(left: Array, right: Array) -> Array:
    """Distance from each left wave to the nearest right one, ``(n,)``, by comparing all: accurate to about 1e-7 near 0.

    For series of many dimensions, where a tree compares nearly all of them too, but one by one.
    """
    parts = [distances(left, right[block]).min(axis=1) for block in in_blocks(len(right), _NEIGHBOURS_AT_ONCE)]
    least: Array = np.min(parts, axis=0)
    return least
