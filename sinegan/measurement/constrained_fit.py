"""Fit the closest target sine to each wave: the closest one that the true distribution can draw."""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sine_fit import Array, SineFit, by_rows, frequency_grid, rms, wrap
from sinegan.waves.law import AMPLITUDE, CENTRE, TURN, Law

_STEPS = 25
_PHASES = 32


def fit_constrained(law: Law, waves: NDArray[np.floating]) -> SineFit:
    """Fit frequency, within the law's range, and phase to each wave, shape ``(n, n_points)``.

    Amplitude and centre are held at the law's 1/2, so that their errors count in `rms`. The fit takes
    Levenberg-Marquardt steps from the best node of a grid over both parameters. The frequency is held at a bound of its
    range if a step would leave it.
    """
    return by_rows(lambda rows: _fit_rows(law, rows), waves)


def _fit_rows(law: Law, waves: Array) -> SineFit:
    x = law.x - law.x.mean()
    low, high = law.multiplier.low, law.multiplier.high
    target = waves - CENTRE
    omega, phase = _nearest_node(x, target, frequency_grid(law, low, high))
    damping = np.full(len(waves), 1e-3)
    residual = target - _model(x, omega, phase)
    for _ in range(_STEPS):
        omega_step, phase_step = _damped_step(x, residual, omega, phase, damping, (low, high))
        new_omega, new_phase = np.clip(omega + omega_step, low, high), phase + phase_step
        new_residual = target - _model(x, new_omega, new_phase)
        better = (new_residual**2).sum(axis=1) <= (residual**2).sum(axis=1)
        omega, phase = np.where(better, new_omega, omega), np.where(better, new_phase, phase)
        residual = np.where(better[:, None], new_residual, residual)
        damping = np.where(better, damping / 10, damping * 10)
    n = len(waves)
    at_start = wrap(phase - omega * law.x.mean())
    return SineFit(np.full(n, AMPLITUDE), np.full(n, CENTRE), omega, at_start, rms(residual))


def _model(x: Array, omega: Array, phase: Array) -> Array:
    return AMPLITUDE * np.sin(omega[:, None] * x + phase[:, None])


def _nearest_node(x: Array, target: Array, grid: Array) -> tuple[Array, Array]:
    """Frequency and phase of the nearest wave on a grid over both."""
    phases = np.arange(_PHASES) * TURN / _PHASES
    node_omega, node_phase = (nodes.ravel() for nodes in np.meshgrid(grid, phases, indexing="ij"))
    nodes = _model(x, node_omega, node_phase)
    # |target - node|^2 without the part that all nodes share
    nearest = ((nodes**2).sum(axis=1) - 2 * target @ nodes.T).argmin(axis=1)
    return node_omega[nearest], node_phase[nearest]


def _damped_step(
    x: Array, residual: Array, omega: Array, phase: Array, damping: Array, bounds: tuple[float, float]
) -> tuple[Array, Array]:
    """Levenberg-Marquardt step of frequency and phase; the frequency does not move beyond its bounds."""
    by_phase = AMPLITUDE * np.cos(omega[:, None] * x + phase[:, None])
    by_omega = x * by_phase
    gram_oo, gram_op, gram_pp = (
        (left * right).sum(axis=1) for left, right in ((by_omega, by_omega), (by_omega, by_phase), (by_phase, by_phase))
    )
    pull_o, pull_p = (by_omega * residual).sum(axis=1), (by_phase * residual).sum(axis=1)
    gram_oo, gram_pp = gram_oo * (1 + damping), gram_pp * (1 + damping)
    determinant = gram_oo * gram_pp - gram_op**2
    omega_step = (gram_pp * pull_o - gram_op * pull_p) / determinant
    phase_step = (gram_oo * pull_p - gram_op * pull_o) / determinant
    low, high = bounds
    stopped = ((omega <= low) & (omega_step < 0)) | ((omega >= high) & (omega_step > 0))
    return np.where(stopped, 0.0, omega_step), np.where(stopped, pull_p / gram_pp, phase_step)
