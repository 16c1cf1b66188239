"""The constrained fit: the closest target sine, with frequency and phase free and amplitude and centre held."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize
from threadpoolctl import threadpool_limits

from sinegan.measurement import constrained_fit
from sinegan.measurement.constrained_fit import _damped_step, _sines, fit_constrained
from sinegan.measurement.free_fit import fit_free
from sinegan.waves.draw import draw, render
from sinegan.waves.law import TURN
from tests.fixtures.fits import LAW, noise_waves

X = LAW.x - LAW.x.mean()


def rms_by_scipy(wave: NDArray[np.float64]) -> float:
    """Rms distance to the closest target sine, by bounded quasi-Newton searches from 9 starts."""

    def cost(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        angle = point[0] * LAW.x + point[1]
        residual = np.sin(angle) / 2 + 0.5 - wave
        return (residual**2).mean(), np.array([(residual * slope * np.cos(angle)).mean() for slope in (LAW.x, 1.0)])

    starts = [(multiplier, phase) for multiplier in (1.2, 1.5, 1.8) for phase in (0.0, 2.0, 4.0)]
    bounds = [(1.0, 2.0), (None, None)]
    with threadpool_limits(1):  # several threads only wait for each other here
        ends = [optimize.minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds) for start in starts]
    return float(np.sqrt(min(end.fun for end in ends)))


def test_errors_of_amplitude_and_centre_count():
    # One whole cycle from zero: amplitude 0.4 leaves a sine of 0.1, of rms 0.1 / sqrt 2, and a shift by 0.05 leaves
    # 0.05; the fit can follow either a little.
    wave = render(LAW, np.array([0.0]), np.array([TURN / 5]))
    assert fit_constrained(LAW, 0.8 * (wave - 0.5) + 0.5).rms[0] == pytest.approx(0.1 / np.sqrt(2), rel=0.05)
    assert fit_constrained(LAW, wave + 0.05).rms[0] == pytest.approx(0.05, rel=0.05)
    assert fit_free(LAW, 0.8 * wave + 0.05).rms[0] < 1e-9


def test_amplitude_and_centre_are_held():
    fit = fit_constrained(LAW, 3 * noise_waves(10, 9))
    assert set(fit.amplitude) == set(fit.centre) == {0.5}


def test_the_frequency_stays_in_the_range_of_the_law():
    offset = np.linspace(0, 6, 20)
    outside = np.concatenate([render(LAW, offset, np.full(20, multiplier)) for multiplier in (0.5, 3.0)])
    omega = fit_constrained(LAW, np.concatenate([outside, noise_waves(300, 2)])).omega
    assert omega.min() == 1.0
    assert omega.max() == 2.0


def test_it_agrees_with_scipy_on_noise():
    waves = noise_waves(6, 5)[1:5]
    fit = fit_constrained(LAW, waves)
    assert fit.omega.min() == 1.0  # of the four, one is at either bound
    assert fit.omega.max() == 2.0
    np.testing.assert_allclose(fit.rms, [rms_by_scipy(wave) for wave in waves], rtol=1e-4)


def test_no_search_over_a_fine_grid_is_better():
    waves = noise_waves(100, 11)
    multiplier, phase = np.meshgrid(np.linspace(1, 2, 51), np.linspace(0, TURN, 101))
    nodes = render(LAW, phase.ravel(), multiplier.ravel())
    squares = (waves**2).sum(axis=1) + (nodes**2).sum(axis=1)[:, None] - 2 * nodes @ waves.T
    best = np.sqrt(squares.min(axis=0) / LAW.n_points)
    rms = fit_constrained(LAW, waves).rms
    assert (rms <= best).all()
    np.testing.assert_allclose(rms, best, rtol=1e-3)


def step_of(waves: NDArray[np.float64], omega: NDArray[np.float64], phase: NDArray[np.float64], damping: float):
    """Frequency and phase step, ``(2, n)``, of waves ``(n, n_points)`` without their centre."""
    return _damped_step(LAW, _sines(LAW, waves.T, omega, phase), np.full(len(omega), damping))[0]


def model(omega: float, phase: float) -> NDArray[np.float64]:
    """A target sine without its centre; `phase` in the middle of the wave."""
    return np.sin(omega * X + phase) / 2


@pytest.mark.parametrize("damping", [0.0, 0.5])
@pytest.mark.parametrize("error", [0.01, 3.0])
def test_a_damped_step_solves_the_two_equations_of_its_wave(damping, error):
    # Source: Marquardt 1963, SIAM J. 11(2), eq. 24: (J'J + lambda diag(J'J)) step = J' residual; near the wave with
    # the Hessian of half the sum of squares, J'J - sum of residual times the second derivatives, in place of J'J.
    omega, phase = np.array([1.3, 1.6, 1.9]), np.array([0.2, 2.0, 5.0])
    waves = np.stack([model(w, p) for w, p in zip(omega, phase, strict=True)]) + error * noise_waves(3, seed=4)
    kinds = set()
    for step, w, p, wave in zip(step_of(waves, omega, phase, damping).T, omega, phase, waves, strict=True):
        residual = wave - model(w, p)
        jacobian = np.cos(w * X + p)[:, None] / 2 * np.stack([X, np.ones_like(X)], axis=1)
        gram = jacobian.T @ jacobian
        powers = np.array([[X**2, X], [X, np.ones_like(X)]])
        hessian = gram + (powers * residual * model(w, p)).sum(axis=2)
        convex = np.linalg.eigvalsh(hessian).min() > 0
        kinds.add(convex)
        matrix = (hessian if convex else gram) + damping * np.diag(np.diag(gram))
        np.testing.assert_allclose(step, np.linalg.solve(matrix, jacobian.T @ residual), rtol=1e-9)
    assert error > 1 or kinds == {True}
    assert error < 1 or False in kinds


@pytest.mark.parametrize(("omega", "target"), [(1.0, 0.9), (2.0, 2.1)])
def test_a_step_out_of_the_range_moves_the_phase_alone(omega, target):
    wave = model(target, 0.3) + 0.01 * np.cos(omega * X + 0.3)
    omega_step, phase_step = step_of(wave[None], np.array([omega]), np.array([0.3]), 0.25)
    residual, slope = wave - model(omega, 0.3), np.cos(omega * X + 0.3) / 2
    assert omega_step == 0
    hessian = (slope**2).sum() + (residual * model(omega, 0.3)).sum()
    np.testing.assert_allclose(phase_step, (slope * residual).sum() / (hessian + 0.25 * (slope**2).sum()), rtol=1e-9)


@pytest.mark.parametrize(("omega", "target"), [(1.0, 1.05), (2.0, 1.95)])
def test_a_step_back_into_the_range_is_not_stopped(omega, target):
    omega_step, _ = step_of(model(target, 0.3)[None], np.array([omega]), np.array([0.3]), 0.0)
    np.testing.assert_allclose(omega_step, target - omega, rtol=0.2)


def test_more_steps_than_the_fit_makes_change_nothing(monkeypatch):
    waves = np.concatenate([draw(LAW, 200, np.random.default_rng(6)).waves, noise_waves(200, 7)])
    fit = fit_constrained(LAW, waves)
    monkeypatch.setattr(constrained_fit, "_STEPS", 200)
    np.testing.assert_allclose(fit.rms, fit_constrained(LAW, waves).rms, rtol=1e-6)
