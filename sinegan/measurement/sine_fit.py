"""The result of fitting a sine to each of many waves, and functions that both fits use.

Inside a fit, arrays are ``(n_points, n)``: sums over the points of a wave then have the same bits whatever the other
waves are, and whatever vector instructions the processor has.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from sinegan.waves.blocks import in_blocks
from sinegan.waves.law import TURN, Law, SamplingGrid

Array = NDArray[np.float64]

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
    """Fit waves ``(n, n_points)`` a block of rows at a time, in memory that does not grow with n.

    `fit` gets the waves of a block as columns, ``(n_points, n)``.
    """
    blocks = (waves[rows].T.astype(np.float64, order="C") for rows in in_blocks(len(waves), _ROWS_AT_ONCE))
    return SineFit(*(np.concatenate(column) for column in zip(*(astuple(fit(block)) for block in blocks), strict=True)))


def frequency_grid(law: Law, low: float, high: float, per_cycle: int) -> Array:
    """Frequencies from low to high, so close that over a wave neighbours drift apart by a cycle over `per_cycle`.

    It ends a fiftieth of a cycle below the Nyquist frequency, where sine and cosine are indistinguishable.
    """
    over_a_wave = TURN / (law.n_points * law.step)
    spacing = over_a_wave / per_cycle
    high = min(high, np.pi / law.step - over_a_wave / 50)
    return np.linspace(low, high, max(2, int(np.ceil((high - low) / spacing)) + 1))


def sines(grid: SamplingGrid, omega: Array) -> tuple[Array, Array]:
    """sin(omega x) and cos(omega x), ``(n_points, n)`` each, with x = 0 in the middle of the wave.

    Sine is odd around the middle and cosine is even, so that they are orthogonal. Only the first point and one step are
    computed by the sine function, which is slow; each turn by a number of steps then doubles the number of points.
    """
    angle, turn = -omega * grid.step * (grid.n_points - 1) / 2, omega * grid.step
    sine, cosine = np.empty((2, grid.n_points, len(omega)))
    sine[0], cosine[0] = np.sin(angle), np.cos(angle)
    done, sin_turn, cos_turn = 1, np.sin(turn), np.cos(turn)
    while done < grid.n_points:
        more = min(done, grid.n_points - done)
        old, new = slice(more), slice(done, done + more)
        sine[new] = sine[old] * cos_turn + cosine[old] * sin_turn
        cosine[new] = cosine[old] * cos_turn - sine[old] * sin_turn
        sin_turn, cos_turn = 2 * sin_turn * cos_turn, cos_turn**2 - sin_turn**2
        done += more
    return sine, cosine


def dot(left: Array, right: Array) -> Array:
    """Sum over points of the product, ``(n_points, n)`` each to ``(n,)``."""
    product: Array = np.einsum("ij,ij->j", left, right)
    return product


def wrap(phase: Array) -> Array:
    """The phase within [0, 2 pi); a tiny negative one rounds to a whole turn at first, so it is wrapped twice."""
    return np.mod(np.mod(phase, TURN), TURN)


def rms(residual: Array) -> Array:
    """Root mean square of each column."""
    return np.sqrt(dot(residual, residual) / len(residual))
