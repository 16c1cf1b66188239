"""Generated waves beside real ones, with what several scores need of both, computed once."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from sinegan.measurement.distances import distances, nearest
from sinegan.measurement.sample import Sample

WIDEST = 0.1
"""Radii beyond it are not looked at, in units of y."""

Found = TypeVar("Found")


class Comparison:
    """What every score is computed from.

    Parameters
    ----------
    real, generated
        Both sides as measured.
    known
        What is known of the real side already, of another comparison with it.

    Notes
    -----
    Values are kept without a lock, as `functools.cached_property` keeps them from Python 3.12 on: in 3.11 its lock
    would have the threads of all comparisons wait for each other. Two threads may then compute the same value twice.
    """

    def __init__(self, real: Sample, generated: Sample, known: dict[Any, Any] | None = None) -> None:
        self.real, self.generated = real, generated
        self._of_real: dict[Any, Any] = {} if known is None else known
        self._of_both: dict[Any, Any] = {}

    def against(self, generated: Sample) -> Self:
        """The same real waves beside other generated ones; what is known of the real ones stays known."""
        return type(self)(self.real, generated, self._of_real)

    def of_real(self, compute: Callable[[Sample], Found]) -> Found:
        """What `compute` gives for the real side alone; computed once for all generated sides."""
        found: Found = _kept(self._of_real, compute, lambda: compute(self.real))
        return found

    @property
    def distances(self) -> NDArray[np.float64]:
        """Euclidean distances of the few real from the few generated waves, ``(n_real, n_generated)``."""
        real, generated = self.real.few, self.generated.few
        found: NDArray[np.float64] = _kept(self._of_both, "distances", lambda: distances(real.waves, generated.waves))
        return found

    @property
    def nn_distance(self) -> NDArray[np.float64]:
        """Rms distance of each real wave to the nearest generated one, ``(n_real,)``; infinity beyond `WIDEST`."""
        found: NDArray[np.float64] = _kept(self._of_both, "nn_distance", self._nn_distance)
        return found

    def _nn_distance(self) -> NDArray[np.float64]:
        root = np.sqrt(self.real.axis.n_points)
        return nearest(self.real.waves, KDTree(self.generated.waves), WIDEST * root) / root


def _kept(values: dict[Any, Any], name: Any, compute: Callable[[], Any]) -> Any:
    if name not in values:
        values[name] = compute()
    return values[name]
