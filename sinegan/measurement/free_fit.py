"""Fit a sine of any amplitude, centre, frequency and phase to each wave.

The peak of an FFT is no usable estimate of the frequency here: with about one cycle in a wave it is biased by 0.08 to
0.27 on a range of 1. The four-parameter fit of IEEE Standard 1057 is exact on exact sines.
"""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sine_fit import Array, SineFit, by_rows, frequency_grid, rms, wrap
from sinegan.waves.law import Law

# Bounds of the frequency search, relative to those of the law's range (article: 0.3 to 4).
_SEARCH_BELOW, _SEARCH_ABOVE = 0.3, 2.0
_STEPS = 12


def fit_free(law: Law, waves: NDArray[np.floating]) -> SineFit:
    """Fit amplitude, centre, frequency and phase to each wave, shape ``(n, n_points)``.

    For a given frequency the other three are linear, so that only the frequency is searched: first on a grid, which
    needs no start value and misses no minimum, then by Gauss-Newton steps of the variable projection (Kaufman 1975),
    kept within one grid step.
    """
    return by_rows(lambda rows: _fit_rows(law, rows), waves)


def _fit_rows(law: Law, waves: Array) -> SineFit:
    x = law.x - law.x.mean()  # at mid-record, phase and frequency are least correlated
    grid = frequency_grid(law, _SEARCH_BELOW * law.multiplier.low, _SEARCH_ABOVE * law.multiplier.high)
    start = _best_on_grid(x, waves, grid)
    spacing = grid[1] - grid[0]
    omega = start
    for _ in range(_STEPS):
        omega = omega + _projected_step(x, waves, omega)
        omega = np.clip(omega, start - spacing, start + spacing)
    (a, b, centre), residual, _ = _linear_fit(x, waves, omega)
    phase = np.arctan2(b, a) - omega * law.x.mean()
    return SineFit(np.hypot(a, b), centre, omega, wrap(phase), rms(residual))


def _best_on_grid(x: Array, waves: Array, grid: Array) -> Array:
    """The frequency of the grid that explains most power of each wave; the mean of a wave counts for none."""
    bases, _ = np.linalg.qr(_columns(x, grid))
    centred = waves - waves.mean(axis=1, keepdims=True)
    explained = ((centred @ bases.transpose(1, 0, 2).reshape(len(x), -1)) ** 2).reshape(len(waves), -1, 3)
    best: Array = grid[explained.sum(axis=2).argmax(axis=1)]
    return best


def _columns(x: Array, omega: Array) -> Array:
    """Model columns sin, cos and 1 at each frequency: shape ``(n, n_points, 3)``."""
    angle = omega[:, None] * x
    return np.stack([np.sin(angle), np.cos(angle), np.ones_like(angle)], axis=2)


def _linear_fit(x: Array, waves: Array, omega: Array) -> tuple[Array, Array, Array]:
    """Best ``(a, b, centre)`` at given frequencies, shape ``(3, n)``; the residual; and the columns."""
    columns = _columns(x, omega)
    transposed = columns.transpose(0, 2, 1)
    solved = np.linalg.solve(transposed @ columns, transposed @ waves[:, :, None])
    weights = solved.astype(np.float64, copy=False)
    residual: Array = waves - (columns @ weights)[:, :, 0]
    return weights[:, :, 0].T, residual, columns


def _projected_step(x: Array, waves: Array, omega: Array) -> Array:
    """Gauss-Newton step of the frequency, with the linear parameters projected out."""
    (a, b, _), residual, columns = _linear_fit(x, waves, omega)
    slope = x * (a[:, None] * columns[:, :, 1] - b[:, None] * columns[:, :, 0])
    _, free_slope, _ = _linear_fit(x, slope, omega)
    power = (free_slope**2).sum(axis=1)
    # A flat wave has no slope and no frequency: it stays on the grid.
    return (free_slope * residual).sum(axis=1) / np.maximum(power, np.finfo(float).tiny)
