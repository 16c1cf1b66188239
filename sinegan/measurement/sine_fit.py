"""The result of fitting a sine to each of many waves, and functions that both fits use."""

from collections.abc import Callable
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from sinegan.waves.blocks import in_blocks
from sinegan.waves.law import TURN, Law

Array = NDArray[np.float64]

_CYCLES_PER_GRID_STEP = 1 / 100
_ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class SineFit:
    """amplitude * sin(omega * x + phase) + centre, fitted to each of n waves.

    Attributes
    ----------
    amplitude, centre
        Shape ``(n,)``, in units of y.
    omega
        Angular frequency, ``(n,)``, radians per unit of x.
    phase
        At x = 0, ``(n,)``, radians in [0, 2 pi).
    rms
        Root mean square of wave minus fit, ``(n,)``, in units of y.
    """

    amplitude: Array
    centre: Array
    omega: Array
    phase: Array
    rms: Array


def by_rows(fit: Callable[[Array], SineFit], waves: NDArray[np.floating]) -> SineFit:
    """Fit waves ``(n, n_points)`` a block of rows at a time, in memory that does not grow with n."""
    parts = [astuple(fit(waves[rows].astype(np.float64))) for rows in in_blocks(len(waves), _ROWS_AT_ONCE)]
    return SineFit(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def frequency_grid(law: Law, low: float, high: float) -> Array:
    """Frequencies from low to high, so close that neighbours drift apart by a hundredth of a cycle over a wave.

    It ends two such steps below the Nyquist frequency, where sine and cosine are indistinguishable.
    """
    spacing = TURN * _CYCLES_PER_GRID_STEP / (law.n_points * law.step)
    high = min(high, np.pi / law.step - 2 * spacing)
    return np.linspace(low, high, max(2, int(np.ceil((high - low) / spacing)) + 1))


def wrap(phase: Array) -> Array:
    """The phase within [0, 2 pi); a tiny negative one rounds to a whole turn at first, so it is wrapped twice."""
    return np.mod(np.mod(phase, TURN), TURN)


def rms(residual: Array) -> Array:
    """Root mean square of each row."""
    return np.sqrt((residual**2).mean(axis=1))
