"""Least-squares sine fits: exact on sines, and the best there is on anything else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize
from threadpoolctl import threadpool_limits

from sinegan.measurement.sine_fit import SineFit, _damped_step, fit_free, fit_reference
from sinegan.waves.draw import draw, render
from sinegan.waves.law import TURN, Law, Range

LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
FITS = pytest.mark.parametrize("fit", [fit_free, fit_reference])

drawn_parameters = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 2)), min_size=1, max_size=20)
repeatable = settings(deadline=None, max_examples=25, derandomize=True)


def turned(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of two phases on the circle."""
    return np.abs(np.mod(left - right + TURN / 2, TURN) - TURN / 2)


def assert_fitted(
    found: SineFit,
    offset: NDArray[np.float64],
    multiplier: NDArray[np.float64],
    amplitude: float = 0.5,
    centre: float = 0.5,
) -> None:
    assert turned(found.phase, offset).max() < 1e-9
    np.testing.assert_allclose(found.multiplier, multiplier, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.amplitude, amplitude, rtol=1e-9)
    np.testing.assert_allclose(found.centre, centre, rtol=0, atol=1e-9)
    assert found.rms.max() < 1e-9


def noise_waves(n: int, seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).uniform(0, 1, (n, LAW.n_points))


def reference_rms_by_scipy(wave: NDArray[np.float64]) -> float:
    """Of the nearest wave of the law, by bounded quasi-Newton searches from 9 starts."""

    def cost(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        angle = point[0] * LAW.x + point[1]
        residual = np.sin(angle) / 2 + 0.5 - wave
        return (residual**2).mean(), np.array([(residual * slope * np.cos(angle)).mean() for slope in (LAW.x, 1.0)])

    starts = [(multiplier, phase) for multiplier in (1.2, 1.5, 1.8) for phase in (0.0, 2.0, 4.0)]
    bounds = [(1.0, 2.0), (None, None)]
    with threadpool_limits(1):  # threads only wait for each other here
        ends = [optimize.minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds) for start in starts]
    return float(np.sqrt(min(end.fun for end in ends)))


@FITS
@repeatable
@given(parameters=drawn_parameters)
def test_fits_return_what_was_rendered(fit, parameters):
    offset, multiplier = np.array(parameters).T
    assert_fitted(fit(LAW, render(LAW, offset, multiplier)), offset, multiplier)


@repeatable
@given(parameters=drawn_parameters, amplitude=st.floats(0.01, 10), centre=st.floats(-5, 5))
def test_free_fit_finds_any_amplitude_and_centre(parameters, amplitude, centre):
    offset, multiplier = np.array(parameters).T
    waves = amplitude * np.sin(offset[:, None] + multiplier[:, None] * LAW.x) + centre
    assert_fitted(fit_free(LAW, waves), offset, multiplier, amplitude, centre)


@pytest.mark.parametrize("multiplier", [0.7, 2.5, 3.5])
def test_free_fit_finds_frequencies_outside_the_law(multiplier):
    offset = np.arange(0.0, 6.0, 0.5)
    multipliers = np.full(len(offset), multiplier)
    assert_fitted(fit_free(LAW, render(LAW, offset, multipliers)), offset, multipliers)


def test_reference_fit_counts_errors_of_amplitude_and_centre():
    # One whole cycle from zero: amplitude .4 leaves a sine of .1, of rms .1 / sqrt 2, and a lift of .05 leaves .05;
    # the fit can bend towards either a little.
    wave = render(LAW, np.array([0.0]), np.array([TURN / 5]))
    assert fit_reference(LAW, 0.8 * (wave - 0.5) + 0.5).rms[0] == pytest.approx(0.1 / np.sqrt(2), rel=0.05)
    assert fit_reference(LAW, wave + 0.05).rms[0] == pytest.approx(0.05, rel=0.05)
    assert fit_free(LAW, 0.8 * wave + 0.05).rms[0] < 1e-9


def test_reference_fit_holds_amplitude_and_centre():
    found = fit_reference(LAW, 3 * noise_waves(10, 9))
    assert set(found.amplitude) == set(found.centre) == {0.5}


@pytest.mark.parametrize(
    "waves",
    [np.full((30, 50), 0.5), np.full((30, 50), 0.3), np.zeros((30, 50)), np.ones((30, 50)), noise_waves(300, 1)],
    ids=["centre", "constant", "zero", "one", "noise"],
)
@FITS
def test_fits_of_no_sine_are_finite(fit, waves):
    found = fit(LAW, waves)
    assert all(np.isfinite(values).all() and values.shape == (len(waves),) for values in vars(found).values())
    assert (found.phase >= 0).all()
    assert (found.phase <= TURN).all()


def test_free_fit_of_a_constant_is_that_constant():
    found = fit_free(LAW, np.full((3, 50), 0.3))
    np.testing.assert_allclose(found.centre, 0.3)
    assert max(found.amplitude.max(), found.rms.max()) < 1e-12


def test_reference_frequency_stays_in_the_range_of_the_law():
    offset = np.linspace(0, 6, 20)
    beyond = np.concatenate([render(LAW, offset, np.full(20, multiplier)) for multiplier in (0.5, 3.0)])
    found = fit_reference(LAW, np.concatenate([beyond, noise_waves(300, 2)])).multiplier
    assert found.min() == 1.0
    assert found.max() == 2.0


@pytest.mark.parametrize(
    "waves",
    [noise_waves(300, 3), draw(LAW, 300, np.random.default_rng(4)).waves],
    ids=["noise", "real"],
)
def test_reference_residual_is_never_below_the_free_one(waves):
    assert (fit_reference(LAW, waves).rms >= fit_free(LAW, waves).rms - 1e-12).all()


def test_reference_fit_agrees_with_scipy_on_noise():
    waves = noise_waves(6, 5)[1:5]
    found = fit_reference(LAW, waves)
    assert found.multiplier.min() == 1.0  # of the four, one rests at either bound
    assert found.multiplier.max() == 2.0
    np.testing.assert_allclose(found.rms, [reference_rms_by_scipy(wave) for wave in waves], rtol=1e-4)


def test_no_search_over_a_fine_grid_beats_the_free_fit():
    waves = noise_waves(100, 10)
    angle = np.linspace(0.3, 4.0, 371)[:, None] * LAW.x
    bases, _ = np.linalg.qr(np.stack([np.sin(angle), np.cos(angle), np.ones_like(angle)], axis=2))
    residuals = waves.T - bases @ (bases.transpose(0, 2, 1) @ waves.T)
    best = np.sqrt((residuals**2).mean(axis=1)).min(axis=0)
    found = fit_free(LAW, waves).rms
    # On one noise wave in a hundred its undamped steps swing about the minimum, up to 2e-5 above.
    assert (found <= best * (1 + 1e-4)).all()
    np.testing.assert_allclose(found, best, rtol=0.01)  # below: a grid step beyond the ends of the search


def test_no_search_over_a_fine_grid_beats_the_reference_fit():
    waves = noise_waves(100, 11)
    multiplier, phase = np.meshgrid(np.linspace(1, 2, 51), np.linspace(0, TURN, 101))
    nodes = render(LAW, phase.ravel(), multiplier.ravel())
    squares = (waves**2).sum(axis=1) + (nodes**2).sum(axis=1)[:, None] - 2 * nodes @ waves.T
    best = np.sqrt(squares.min(axis=0) / LAW.n_points)
    found = fit_reference(LAW, waves).rms
    assert (found <= best).all()
    np.testing.assert_allclose(found, best, rtol=1e-3)


@pytest.mark.parametrize("damping", [0.0, 0.5])
def test_a_damped_step_solves_the_two_equations_of_its_wave(damping):
    # Source: Marquardt 1963, SIAM J. 11(2), eq. 24: (J'J + lambda diag(J'J)) step = J' residual.
    x, multiplier, phase = LAW.x - 2.0, np.array([1.3, 1.6, 1.9]), np.array([0.2, 2.0, 5.0])
    residual = noise_waves(3, seed=4) - 0.5
    found = np.transpose(_damped_step(x, residual, multiplier, phase, np.full(3, damping), (1.0, 2.0)))
    for step, w, p, rest in zip(found, multiplier, phase, residual, strict=True):
        jacobian = np.cos(w * x + p)[:, None] / 2 * np.stack([x, np.ones_like(x)], axis=1)
        gram = jacobian.T @ jacobian
        expected = np.linalg.solve(gram + damping * np.diag(np.diag(gram)), jacobian.T @ rest)
        np.testing.assert_allclose(step, expected, rtol=1e-9)


@pytest.mark.parametrize(("multiplier", "towards"), [(1.0, 0.9), (2.0, 2.1)])
def test_a_step_out_of_the_range_moves_the_phase_alone(multiplier, towards):
    x, phase, damping = LAW.x - 2.45, np.array([0.3]), np.array([0.25])
    model, beyond = (np.sin(w * x + 0.3)[None] / 2 for w in (multiplier, towards))
    residual = beyond + 0.01 * np.cos(multiplier * x + 0.3) - model
    step_w, step_p = _damped_step(x, residual, np.array([multiplier]), phase, damping, (1.0, 2.0))
    slope = np.cos(multiplier * x + 0.3) / 2
    assert step_w == 0
    np.testing.assert_allclose(step_p, (slope * residual).sum() / (1.25 * (slope**2).sum()), rtol=1e-9)


@pytest.mark.parametrize(("multiplier", "towards"), [(1.0, 1.1), (2.0, 1.9)])
def test_a_step_back_into_the_range_is_free(multiplier, towards):
    x, phase = LAW.x - 2.45, np.array([0.3])
    residual = (np.sin(towards * x + 0.3) - np.sin(multiplier * x + 0.3))[None] / 2
    step_w, _ = _damped_step(x, residual, np.array([multiplier]), phase, np.zeros(1), (1.0, 2.0))
    np.testing.assert_allclose(step_w, towards - multiplier, rtol=0.2)


def test_rms_is_that_of_wave_minus_fit():
    waves = noise_waves(5, 6)
    for fit in (fit_free, fit_reference):
        found = fit(LAW, waves)
        model = found.amplitude * np.sin(np.outer(LAW.x, found.multiplier) + found.phase) + found.centre
        np.testing.assert_allclose(found.rms, np.sqrt(((waves.T - model) ** 2).mean(axis=0)), rtol=1e-9)


@FITS
def test_fits_of_many_blocks_equal_those_of_single_rows(fit):
    waves = np.concatenate([draw(LAW, 700, np.random.default_rng(7)).waves, noise_waves(303, 8)])
    whole = fit(LAW, waves)
    assert len(whole.rms) == 1003
    for row in (0, 699, 999, 1000, 1002):
        alone = fit(LAW, waves[row : row + 1])
        for name, values in vars(alone).items():
            np.testing.assert_allclose(vars(whole)[name][row], values[0], rtol=1e-9, err_msg=f"{name} of {row}")


def test_a_phase_of_nearly_a_whole_turn_is_zero(law: Law) -> None:
    multiplier = np.linspace(1, 2, 2000)
    for fit in (fit_free, fit_reference):
        phase = fit(law, render(law, np.zeros(2000), multiplier)).phase
        assert phase.min() >= 0
        assert phase.max() < 2 * np.pi


def test_search_keeps_clear_of_the_nyquist_frequency(rng: np.random.Generator) -> None:
    fast = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=7.0), multiplier=Range(low=1.0, high=16.0))
    fit = fit_free(fast, rng.normal(0.5, 0.3, (500, 50)))
    assert fit.multiplier.max() < np.pi / 0.1
    assert fit.amplitude.max() < 10
