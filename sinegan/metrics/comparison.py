"""Real and generated waves, with the values that several scores need, computed once."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from sinegan.measurement.distances import distances, nearest
from sinegan.measurement.sample import Sample

MAX_RADIUS = 0.1
"""Larger radii are not searched, in units of y."""

Value = TypeVar("Value")


class Comparison:
    """The input of every score.

    Parameters
    ----------
    real, generated
        Both sides, as measured.
    cache
        Values of the real side that other comparisons with it have computed already.

    Notes
    -----
    Values are cached without a lock, as by `functools.cached_property` from Python 3.12 on: its lock in 3.11 would make
    the threads of all comparisons wait for each other. Two threads may compute the same value twice.
    """

    def __init__(self, real: Sample, generated: Sample, cache: dict[Any, Any] | None = None) -> None:
        self.real, self.generated = real, generated
        self._of_real: dict[Any, Any] = {} if cache is None else cache
        self._of_both: dict[Any, Any] = {}

    def against(self, generated: Sample) -> Self:
        """The same real waves and other generated ones; the cache of the real ones is shared."""
        return type(self)(self.real, generated, self._of_real)

    def of_real(self, compute: Callable[[Sample], Value]) -> Value:
        """`compute` of the real side; computed once for all generated sides."""
        value: Value = _cached(self._of_real, compute, lambda: compute(self.real))
        return value

    @property
    def distances(self) -> NDArray[np.float64]:
        """Euclidean distances between the subsets of both sides, ``(n_real, n_generated)``."""
        real, generated = self.real.subset, self.generated.subset
        both: NDArray[np.float64] = _cached(self._of_both, "distances", lambda: distances(real.waves, generated.waves))
        return both

    @property
    def nn_distance(self) -> NDArray[np.float64]:
        """Rms distance from each real wave to the nearest generated one, ``(n_real,)``; inf beyond `MAX_RADIUS`."""
        nearest_of_each: NDArray[np.float64] = _cached(self._of_both, "nn_distance", self._nn_distance)
        return nearest_of_each

    def _nn_distance(self) -> NDArray[np.float64]:
        root = np.sqrt(self.real.grid.width)
        return nearest(self.real.waves, KDTree(self.generated.waves), MAX_RADIUS * root) / root


def _cached(values: dict[Any, Any], name: Any, compute: Callable[[], Any]) -> Any:
    if name not in values:
        values[name] = compute()
    return values[name]
