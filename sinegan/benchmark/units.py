"""Waves in other units than those of the benchmark, [0, 1]: recognised by their mean and standard deviation."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_LARGEST = 1e6
"""Beyond it nothing is left of a wave in [0, 1] in 32-bit numbers."""
_NEAR = 0.15
"""Of the standard deviation of the units."""


class Units(NamedTuple):
    """Mean and standard deviation of sines in these units, and the formula that brings them to [0, 1]."""

    name: str
    mean: float
    sd: float
    formula: str


_SD = float(np.sqrt(1 / 8))  # of sin / 2 + 1/2
UNITS = (
    Units("-1 .. 1", 0.0, 2 * _SD, "(y + 1) / 2"),
    Units("-0.5 .. 0.5", 0.0, _SD, "y + 0.5"),
    Units("mean 0 and standard deviation 1", 0.0, 1.0, f"y * {_SD:.4f} + 0.5"),
    Units("0 .. 255", 127.5, 255 * _SD, "y / 255"),
)
"""Those in which generators are usually trained."""


def fault(waves: NDArray[np.floating]) -> str | None:
    """What is wrong with the units of waves, and the fix; None if nothing is.

    Poor waves of the right units are no fault: only a mean *and* a standard deviation of other units are.
    """
    largest = float(np.abs(waves).max())
    if largest > _LARGEST:
        return f"values up to {largest:g}; waves lie in 0 .. 1: scale them, or count this training under 'failed'"
    mean, sd = float(waves.mean()), float(waves.std())
    for units in UNITS:
        if abs(mean - units.mean) < _NEAR * units.sd and abs(sd - units.sd) < _NEAR * units.sd:
            return f"these waves are in units of {units.name}; bring them to 0 .. 1 with {units.formula}"
    return None
