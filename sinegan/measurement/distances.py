"""Euclidean distances between waves."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from sinegan.waves.blocks import in_blocks

_ROWS_AT_ONCE = 500

Array = NDArray[np.float64]


def distances(left: Array, right: Array) -> Array:
    """All distances, ``(n, n_points)`` by ``(m, n_points)`` to ``(n, m)``; right to about 1e-7 near 0."""
    middle = right.mean(axis=0)
    return np.concatenate(list(_by_rows(left - middle, right - middle)))


def nearest(left: Array, right: KDTree, within: float) -> Array:
    """Distance of each left wave to the nearest right one, ``(n,)``; infinity at `within` and beyond.

    The bound is what makes the tree quick: sines fill a plane in the space of waves, where a tree works as well as
    in two dimensions, but the waves far from it would each have to be compared with all.
    """
    found: Array = right.query(left, distance_upper_bound=within)[0]
    return found


def _by_rows(left: Array, right: Array) -> Iterator[Array]:
    """|l|^2 + |r|^2 - 2 l.r, some rows at a time, of waves near the origin, lest it cancel."""
    norms, turned = (right**2).sum(axis=1), np.ascontiguousarray(right.T)
    for block in in_blocks(len(left), _ROWS_AT_ONCE):
        rows = left[block]
        squares = rows @ turned
        squares *= -2
        squares += norms
        squares += (rows**2).sum(axis=1)[:, None]
        yield np.sqrt(np.maximum(squares, 0, out=squares))
