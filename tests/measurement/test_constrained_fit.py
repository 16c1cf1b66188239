"""The constrained fit: the closest target sine, with frequency and phase free and amplitude and centre held."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize
from threadpoolctl import threadpool_limits

from sinegan.measurement.constrained_fit import _damped_step, fit_constrained
from sinegan.measurement.free_fit import fit_free
from sinegan.waves.draw import render
from sinegan.waves.law import TURN
from tests.fit_fixtures import LAW, noise_waves


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


@pytest.mark.parametrize("damping", [0.0, 0.5])
def test_a_damped_step_solves_the_two_equations_of_its_wave(damping):
    # Source: Marquardt 1963, SIAM J. 11(2), eq. 24: (J'J + lambda diag(J'J)) step = J' residual.
    x, omega, phase = LAW.x - 2.0, np.array([1.3, 1.6, 1.9]), np.array([0.2, 2.0, 5.0])
    residual = noise_waves(3, seed=4) - 0.5
    steps = np.transpose(_damped_step(x, residual, omega, phase, np.full(3, damping), (1.0, 2.0)))
    for step, w, p, of_wave in zip(steps, omega, phase, residual, strict=True):
        jacobian = np.cos(w * x + p)[:, None] / 2 * np.stack([x, np.ones_like(x)], axis=1)
        gram = jacobian.T @ jacobian
        expected = np.linalg.solve(gram + damping * np.diag(np.diag(gram)), jacobian.T @ of_wave)
        np.testing.assert_allclose(step, expected, rtol=1e-9)


@pytest.mark.parametrize(("omega", "target"), [(1.0, 0.9), (2.0, 2.1)])
def test_a_step_out_of_the_range_moves_the_phase_alone(omega, target):
    x, phase, damping = LAW.x - 2.45, np.array([0.3]), np.array([0.25])
    model, outside = (np.sin(w * x + 0.3)[None] / 2 for w in (omega, target))
    residual = outside + 0.01 * np.cos(omega * x + 0.3) - model
    omega_step, phase_step = _damped_step(x, residual, np.array([omega]), phase, damping, (1.0, 2.0))
    slope = np.cos(omega * x + 0.3) / 2
    assert omega_step == 0
    np.testing.assert_allclose(phase_step, (slope * residual).sum() / (1.25 * (slope**2).sum()), rtol=1e-9)


@pytest.mark.parametrize(("omega", "target"), [(1.0, 1.1), (2.0, 1.9)])
def test_a_step_back_into_the_range_is_not_stopped(omega, target):
    x, phase = LAW.x - 2.45, np.array([0.3])
    residual = (np.sin(target * x + 0.3) - np.sin(omega * x + 0.3))[None] / 2
    omega_step, _ = _damped_step(x, residual, np.array([omega]), phase, np.zeros(1), (1.0, 2.0))
    np.testing.assert_allclose(omega_step, target - omega, rtol=0.2)
