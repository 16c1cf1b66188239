"""Fit the closest target sine to each wave: the closest one that the true distribution can draw."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sine_fit import Array, SineFit, by_rows, dot, frequency_grid, sines, wrap
from sinegan.waves.law import AMPLITUDE, CENTRE, TURN, Law

_PER_CYCLE, _PHASES = 25, 32  # of the grid of start values
_STEPS, _FIRST_DAMPING = 26, 1e-3
_LEAST_STEP, _LEAST_GAIN = 1e-13, 1e-15  # radians or radians per unit of x; of the residual's power


class _Sines(NamedTuple):
    """Target sines, one for each wave: parameters ``(n,)``, the other arrays ``(n_points, n)``."""

    omega: Array
    phase: Array  # in the middle of the wave
    power: Array  # of the residual, summed over points; ``(n,)``
    residual: Array
    model: Array
    by_phase: Array  # derivative of the model

    def where_better(self, other: "_Sines") -> tuple[NDArray[np.bool_], "_Sines"]:
        """Which of these are at least as near to their waves as the others, and the nearer ones."""
        better = self.power <= other.power
        return better, _Sines(*(np.where(better, *values) for values in zip(self, other, strict=True)))

    def take(self, waves: NDArray[np.bool_]) -> "_Sines":
        """Those of some of the waves."""
        return _Sines(*(values[..., waves] for values in self))


def fit_constrained(law: Law, waves: NDArray[np.floating]) -> SineFit:
    """Fit frequency, within the law's range, and phase to each wave, shape ``(n, n_points)``.

    Amplitude and centre are held at the law's 1/2, so that their errors count in `rms`. The fit takes damped Newton
    steps from the best node of a grid over both parameters. The frequency is held at a bound of its range if a step
    would leave it.
    """
    grid = frequency_grid(law, law.multiplier.low, law.multiplier.high, _PER_CYCLE)
    nodes = np.meshgrid(grid, np.arange(_PHASES) * TURN / _PHASES, indexing="ij")
    omega, phase = (values.ravel() for values in nodes)
    on_grid = _sines(law, np.zeros((law.n_points, 1)), omega, phase)

    def fit(block: Array) -> SineFit:
        target = block - CENTRE
        # |target - node|^2 without the part that all nodes share
        gap = target.T @ (-2 * on_grid.model)
        gap += on_grid.power
        nearest = gap.argmin(axis=1)
        best, middle, power = _refined(law, target, omega[nearest], phase[nearest])
        amplitude, centre = (np.full(len(best), value) for value in (AMPLITUDE, CENTRE))
        at_start = wrap(middle - best * law.x.mean())
        return SineFit(amplitude, centre, best, at_start, np.sqrt(power / law.n_points))

    return by_rows(fit, waves)


def _sines(law: Law, target: Array, omega: Array, phase: Array) -> _Sines:
    sine, cosine = sines(law, omega)
    a, b = AMPLITUDE * np.cos(phase), AMPLITUDE * np.sin(phase)
    model = a * sine + b * cosine
    residual = target - model
    return _Sines(omega, phase, dot(residual, residual), residual, model, a * cosine - b * sine)


def _refined(law: Law, target: Array, omega: Array, phase: Array) -> Array:
    """Frequency, phase and power of the residual, ``(3, n)``; a wave makes no more steps once they change nothing."""
    fitted, rows = np.empty((3, len(omega))), np.arange(len(omega))
    best, damping = _sines(law, target, omega, phase), np.full(len(omega), _FIRST_DAMPING)
    for left in reversed(range(_STEPS)):
        step, gain = _damped_step(law, best, damping)
        moves = (gain > _LEAST_GAIN * best.power) & (np.abs(step).sum(axis=0) > _LEAST_STEP) & (left > 0)
        fitted[:, rows[~moves]] = np.stack(best[:3])[:, ~moves]
        if not moves.any():
            break
        rows, target, best, step, damping = (
            rows[moves], target[:, moves], best.take(moves), step[:, moves], damping[moves]
        )  # fmt: skip
        new_omega = np.clip(best.omega + step[0], law.multiplier.low, law.multiplier.high)
        better, best = _sines(law, target, new_omega, best.phase + step[1]).where_better(best)
        damping = np.where(better, damping / 10, damping * 10)
    return fitted


def _damped_step(law: Law, at: _Sines, damping: Array) -> tuple[Array, Array]:
    """Step of frequency and phase, ``(2, n)``; and its gain, by the slope: what a small one takes from the power / 2.

    A Newton step where the Hessian is positive definite, else a Gauss-Newton step; damped as by Levenberg and
    Marquardt. The frequency does not move beyond its bounds.
    """
    x = law.x[:, None] - law.x.mean()
    by_omega, by_phase = x * at.by_phase, at.by_phase
    pull_o, pull_p = dot(by_omega, at.residual), dot(by_phase, at.residual)
    gauss = np.stack([dot(by_omega, by_omega), dot(by_omega, by_phase), dot(by_phase, by_phase)])
    bend = at.residual * at.model  # a sine's second derivatives by phase and frequency are -1, -x and -x^2 times it
    newton = gauss + np.stack([dot(x * x, bend), dot(x, bend), bend.sum(axis=0)])
    convex = (newton[2] > 0) & (newton[0] * newton[2] > newton[1] ** 2)
    oo, op, pp = np.where(convex, newton, gauss) + damping * gauss * [[1.0], [0.0], [1.0]]
    determinant = oo * pp - op**2
    omega_step, phase_step = (pp * pull_o - op * pull_p) / determinant, (oo * pull_p - op * pull_o) / determinant
    low, high = law.multiplier.low, law.multiplier.high
    stopped = ((at.omega <= low) & (omega_step < 0)) | ((at.omega >= high) & (omega_step > 0))
    step = np.where(stopped, [np.zeros_like(pull_p), pull_p / pp], [omega_step, phase_step])
    return step, step[0] * pull_o + step[1] * pull_p
