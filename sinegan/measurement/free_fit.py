"""Fit a sine of any amplitude, centre, frequency and phase to each wave.

The peak of an FFT is no usable estimate of the frequency here: with about one cycle in a wave it is biased by 0.08 to
0.27 on a range of 1. The four-parameter fit of IEEE Standard 1057 is exact on exact sines.
"""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sine_fit import Array, SineFit, by_rows, dot, frequency_grid, rms, sines, wrap
from sinegan.waves.law import Law

# Bounds of the frequency search, relative to those of the law's range (article: 0.3 to 4).
_SEARCH_BELOW, _SEARCH_ABOVE = 0.3, 2.0
_PER_CYCLE = 100
_STEPS, _CONVERGED = 12, 1e-13


def fit_free(law: Law, waves: NDArray[np.floating]) -> SineFit:
    """Fit amplitude, centre, frequency and phase to each wave, shape ``(n, n_points)``.

    For a given frequency the other three are linear, so that only the frequency is searched: first on a grid, which
    needs no start value and misses no minimum, then by Gauss-Newton steps of the variable projection (Kaufman 1975),
    kept within one grid step.
    """
    low, high = _SEARCH_BELOW * law.multiplier.low, _SEARCH_ABOVE * law.multiplier.high
    grid = frequency_grid(law, low, high, _PER_CYCLE)
    sine, cosine = sines(law, grid)
    sine, cosine = _normalized(sine), _normalized(cosine - cosine.mean(axis=0))

    def fit(block: Array) -> SineFit:
        explained = (block.T @ sine) ** 2 + (block.T @ cosine) ** 2
        return _refined(law, block, grid[explained.argmax(axis=1)], grid[1] - grid[0])

    return by_rows(fit, waves)


def _normalized(columns: Array) -> Array:
    return columns / np.sqrt(dot(columns, columns))


def _refined(law: Law, waves: Array, start: Array, spacing: float) -> SineFit:
    """Steps from the frequencies of the grid; waves whose frequency no longer changes make no more of them."""
    omega, moving = start.copy(), np.arange(len(start))
    for _ in range(_STEPS):
        old, nearest = omega[moving], start[moving]
        new = np.clip(old + _projected_step(law, waves[:, moving], old), nearest - spacing, nearest + spacing)
        omega[moving] = new
        moving = moving[np.abs(new - old) > _CONVERGED * old]
        if not len(moving):
            break
    sine, cosine = sines(law, omega)
    (a, b, mean), residual = _linear_fit(waves, sine, cosine - cosine.mean(axis=0))
    phase = np.arctan2(b, a) - omega * law.x.mean()
    return SineFit(np.hypot(a, b), mean - b * cosine.mean(axis=0), omega, wrap(phase), rms(residual))


def _linear_fit(waves: Array, sine: Array, centred_cosine: Array) -> tuple[tuple[Array, Array, Array], Array]:
    """Weights of sine, centred cosine and constant, which are orthogonal to each other; and the residual."""
    a, b = (dot(column, waves) / dot(column, column) for column in (sine, centred_cosine))
    mean = waves.mean(axis=0)
    return (a, b, mean), waves - a * sine - b * centred_cosine - mean


def _projected_step(law: Law, waves: Array, omega: Array) -> Array:
    """Gauss-Newton step of the frequency, with the linear parameters projected out."""
    x = law.x[:, None] - law.x.mean()
    sine, cosine = sines(law, omega)
    centred = cosine - cosine.mean(axis=0)
    (a, b, _), residual = _linear_fit(waves, sine, centred)
    _, free_slope = _linear_fit(x * (a * cosine - b * sine), sine, centred)
    # A flat wave has no slope and no frequency: it stays on the grid.
    step: Array = dot(free_slope, residual) / np.maximum(dot(free_slope, free_slope), np.finfo(float).tiny)
    return step
