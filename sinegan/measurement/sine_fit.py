"""Least-squares sine fits of whole batches of waves.

An FFT peak is no frequency estimate here: with about one cycle in the record it is biased by .08 to .27 on a
range of 1. The four-parameter fit of IEEE Standard 1057 is exact on exact sines.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from sinegan.waves.blocks import in_blocks
from sinegan.waves.law import AMPLITUDE, CENTRE, TURN, Law

Array = NDArray[np.float64]

# Angular frequencies searched by the free fit, relative to the law's range [low, high] (article: .3 to 4).
_SEARCH_BELOW, _SEARCH_ABOVE = 0.3, 2.0
_CYCLES_PER_GRID_STEP = 1 / 100
_FREE_STEPS = 12
_REFERENCE_STEPS = 25
_PHASES = 32
_ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class SineFit:
    """amplitude * sin(multiplier * x + phase) + centre, fitted to each of n waves.

    Attributes
    ----------
    amplitude, centre
        In units of y.
    multiplier
        Angular frequency, radians per unit of x.
    phase
        At x = 0, radians in [0, 2 pi).
    rms
        Root mean square of wave minus fit, in units of y.
    """

    amplitude: Array
    centre: Array
    multiplier: Array
    phase: Array
    rms: Array


def fit_free(law: Law, waves: NDArray[np.floating]) -> SineFit:
    """Fit amplitude, centre, frequency and phase to each wave, shape ``(n, n_points)``.

    For a given frequency the other three are linear, so the frequency alone is searched: on a grid first, which
    needs no start value and misses no minimum, then by Gauss-Newton steps of the variable projection (Kaufman
    1975), kept within one grid step.
    """
    return _by_rows(lambda rows: _fit_free_rows(law, rows), waves)


def fit_reference(law: Law, waves: NDArray[np.floating]) -> SineFit:
    """Fit the nearest wave that the law could have drawn: only frequency, within its range, and phase are free.

    Amplitude and centre are held at the law's 1/2, so that their errors count in `rms`. Levenberg-Marquardt on
    the two parameters from the best node of a grid over both, with the frequency held at its bound when it
    would leave the range.
    """
    return _by_rows(lambda rows: _fit_reference_rows(law, rows), waves)


def _by_rows(fit: Callable[[Array], SineFit], waves: NDArray[np.floating]) -> SineFit:
    parts = [astuple(fit(waves[rows].astype(np.float64))) for rows in in_blocks(len(waves), _ROWS_AT_ONCE)]
    return SineFit(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _grid(law: Law, low: float, high: float) -> Array:
    """Frequencies from low to high, so close that neighbours drift apart by a hundredth of a cycle.

    Two such steps are kept from the Nyquist frequency, where sine and cosine cannot be told apart.
    """
    spacing = TURN * _CYCLES_PER_GRID_STEP / (law.n_points * law.step)
    high = min(high, np.pi / law.step - 2 * spacing)
    return np.linspace(low, high, max(2, int(np.ceil((high - low) / spacing)) + 1))


def _columns(x: Array, multiplier: Array) -> Array:
    """Model columns sin, cos and 1 at each frequency: shape ``(n, n_points, 3)``."""
    angle = multiplier[:, None] * x
    return np.stack([np.sin(angle), np.cos(angle), np.ones_like(angle)], axis=2)


def _fit_free_rows(law: Law, waves: Array) -> SineFit:
    x = law.x - law.x.mean()  # at mid-record, phase and frequency are least correlated
    grid = _grid(law, _SEARCH_BELOW * law.multiplier.low, _SEARCH_ABOVE * law.multiplier.high)
    bases, _ = np.linalg.qr(_columns(x, grid))
    # Explained power at every grid frequency; what a wave shares with its own mean tells nothing.
    centred = waves - waves.mean(axis=1, keepdims=True)
    explained = ((centred @ bases.transpose(1, 0, 2).reshape(law.n_points, -1)) ** 2).reshape(len(waves), -1, 3)
    start = grid[explained.sum(axis=2).argmax(axis=1)]
    spacing = grid[1] - grid[0]
    multiplier = start
    for _ in range(_FREE_STEPS):
        multiplier = multiplier + _projected_step(x, waves, multiplier)
        multiplier = np.clip(multiplier, start - spacing, start + spacing)
    (a, b, centre), residual, _ = _linear_fit(x, waves, multiplier)
    phase = np.arctan2(b, a) - multiplier * law.x.mean()
    return SineFit(np.hypot(a, b), centre, multiplier, _turned(phase), _rms(residual))


def _linear_fit(x: Array, waves: Array, multiplier: Array) -> tuple[Array, Array, Array]:
    """Best ``(a, b, centre)`` at given frequencies, shape ``(3, n)``; the residual; and the columns."""
    columns = _columns(x, multiplier)
    transposed = columns.transpose(0, 2, 1)
    solved = np.linalg.solve(transposed @ columns, transposed @ waves[:, :, None])
    weights = solved.astype(np.float64, copy=False)
    residual: Array = waves - (columns @ weights)[:, :, 0]
    return weights[:, :, 0].T, residual, columns


def _projected_step(x: Array, waves: Array, multiplier: Array) -> Array:
    """Gauss-Newton step of the frequency, with the linear parameters projected out."""
    (a, b, _), residual, columns = _linear_fit(x, waves, multiplier)
    slope = x * (a[:, None] * columns[:, :, 1] - b[:, None] * columns[:, :, 0])
    _, free_slope, _ = _linear_fit(x, slope, multiplier)
    power = (free_slope**2).sum(axis=1)
    # A flat wave has no slope and no frequency: it stays where the grid put it.
    return (free_slope * residual).sum(axis=1) / np.maximum(power, np.finfo(float).tiny)


def _fit_reference_rows(law: Law, waves: Array) -> SineFit:
    x = law.x - law.x.mean()
    low, high = law.multiplier.low, law.multiplier.high
    target = waves - CENTRE
    multiplier, phase = _nearest_node(x, target, _grid(law, low, high))
    damping = np.full(len(waves), 1e-3)
    residual = target - _model(x, multiplier, phase)
    for _ in range(_REFERENCE_STEPS):
        step_w, step_p = _damped_step(x, residual, multiplier, phase, damping, (low, high))
        new_w, new_p = np.clip(multiplier + step_w, low, high), phase + step_p
        new_residual = target - _model(x, new_w, new_p)
        better = (new_residual**2).sum(axis=1) <= (residual**2).sum(axis=1)
        multiplier, phase = np.where(better, new_w, multiplier), np.where(better, new_p, phase)
        residual = np.where(better[:, None], new_residual, residual)
        damping = np.where(better, damping / 10, damping * 10)
    n = len(waves)
    at_start = _turned(phase - multiplier * law.x.mean())
    return SineFit(np.full(n, AMPLITUDE), np.full(n, CENTRE), multiplier, at_start, _rms(residual))


def _model(x: Array, multiplier: Array, phase: Array) -> Array:
    return AMPLITUDE * np.sin(multiplier[:, None] * x + phase[:, None])


def _nearest_node(x: Array, target: Array, grid: Array) -> tuple[Array, Array]:
    """Frequency and phase of the nearest wave on a grid over both."""
    phases = np.arange(_PHASES) * TURN / _PHASES
    node_w, node_p = (nodes.ravel() for nodes in np.meshgrid(grid, phases, indexing="ij"))
    nodes = _model(x, node_w, node_p)
    # |target - node|^2 without the part that all nodes share
    nearest = ((nodes**2).sum(axis=1) - 2 * target @ nodes.T).argmin(axis=1)
    return node_w[nearest], node_p[nearest]


def _damped_step(
    x: Array, residual: Array, multiplier: Array, phase: Array, damping: Array, bounds: tuple[float, float]
) -> tuple[Array, Array]:
    """Levenberg-Marquardt step of frequency and phase; the frequency rests where its bound stops it."""
    by_phase = AMPLITUDE * np.cos(multiplier[:, None] * x + phase[:, None])
    by_w = x * by_phase
    gram_ww, gram_wp, gram_pp = (
        (left * right).sum(axis=1) for left, right in ((by_w, by_w), (by_w, by_phase), (by_phase, by_phase))
    )
    pull_w, pull_p = (by_w * residual).sum(axis=1), (by_phase * residual).sum(axis=1)
    gram_ww, gram_pp = gram_ww * (1 + damping), gram_pp * (1 + damping)
    determinant = gram_ww * gram_pp - gram_wp**2
    step_w = (gram_pp * pull_w - gram_wp * pull_p) / determinant
    step_p = (gram_ww * pull_p - gram_wp * pull_w) / determinant
    low, high = bounds
    stopped = ((multiplier <= low) & (step_w < 0)) | ((multiplier >= high) & (step_w > 0))
    return np.where(stopped, 0.0, step_w), np.where(stopped, pull_p / gram_pp, step_p)


def _turned(phase: Array) -> Array:
    """The phase within [0, 2 pi); a tiny negative one rounds to the whole turn at first, hence twice."""
    return np.mod(np.mod(phase, TURN), TURN)


def _rms(residual: Array) -> Array:
    return np.sqrt((residual**2).mean(axis=1))
