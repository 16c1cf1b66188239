"""What both fits have in common: exact on sines, finite on anything else."""

import numpy as np
import pytest
from hypothesis import given

from sinegan.measurement.constrained_fit import fit_constrained
from sinegan.measurement.free_fit import fit_free
from sinegan.measurement.sine_fit import frequency_grid, rms, sines, wrap
from sinegan.waves.draw import draw, render
from sinegan.waves.law import TURN, Law, SamplingGrid
from tests.fixtures.fits import LAW, assert_fitted, noise_waves, repeatable, sine_parameters

each_fit = pytest.mark.parametrize("fit", [fit_free, fit_constrained])


@each_fit
@repeatable
@given(parameters=sine_parameters)
def test_fits_return_what_was_rendered(fit, parameters):
    offset, multiplier = np.array(parameters).T
    assert_fitted(fit(LAW, render(LAW, offset, multiplier)), offset, multiplier)


@pytest.mark.parametrize(
    "waves",
    [np.full((30, 50), 0.5), np.full((30, 50), 0.3), np.zeros((30, 50)), np.ones((30, 50)), noise_waves(300, 1)],
    ids=["centre", "constant", "zero", "one", "noise"],
)
@each_fit
def test_fits_of_waves_that_are_not_sines_are_finite(fit, waves):
    fitted = fit(LAW, waves)
    assert all(np.isfinite(values).all() and values.shape == (len(waves),) for values in vars(fitted).values())
    assert (fitted.phase >= 0).all()
    assert (fitted.phase <= TURN).all()


@each_fit
def test_rms_is_that_of_wave_minus_fit(fit):
    waves = noise_waves(5, 6)
    fitted = fit(LAW, waves)
    model = fitted.amplitude * np.sin(np.outer(LAW.x, fitted.omega) + fitted.phase) + fitted.centre
    np.testing.assert_allclose(fitted.rms, np.sqrt(((waves.T - model) ** 2).mean(axis=0)), rtol=1e-9)


@pytest.mark.parametrize(
    "waves",
    [noise_waves(300, 3), draw(LAW, 300, np.random.default_rng(4)).waves],
    ids=["noise", "real"],
)
def test_the_constrained_residual_is_never_below_the_free_one(waves):
    assert (fit_constrained(LAW, waves).rms >= fit_free(LAW, waves).rms - 1e-12).all()


@each_fit
def test_fits_of_many_blocks_equal_those_of_single_rows(fit):
    waves = np.concatenate([draw(LAW, 700, np.random.default_rng(7)).waves, noise_waves(303, 8)])
    whole = fit(LAW, waves)
    assert len(whole.rms) == 1003
    for row in (0, 699, 999, 1000, 1002):
        alone = fit(LAW, waves[row : row + 1])
        for name, values in vars(alone).items():
            np.testing.assert_allclose(vars(whole)[name][row], values[0], rtol=1e-9, err_msg=f"{name} of {row}")


@each_fit
def test_a_phase_of_nearly_a_whole_turn_is_zero(fit, law: Law) -> None:
    phase = fit(law, render(law, np.zeros(2000), np.linspace(1, 2, 2000))).phase
    assert phase.min() >= 0
    assert phase.max() < 2 * np.pi


def test_phases_are_wrapped_to_one_turn() -> None:
    # -1e-17 + 2 pi rounds to 2 pi, which is outside the range.
    np.testing.assert_allclose(wrap(np.array([-1.0, 0.0, 7.0])), [TURN - 1, 0.0, 7 - TURN])
    assert wrap(np.array([-1e-17])) == 0


def test_rms_by_hand() -> None:
    np.testing.assert_allclose(rms(np.array([[3.0, 0.0], [4.0, 2.0]])), [np.sqrt(12.5), np.sqrt(2)])


@pytest.mark.parametrize("n_points", [8, 49, 50, 64, 1000])
def test_sines_are_those_of_numpy_around_the_middle_of_the_wave(n_points: int) -> None:
    grid, omega = SamplingGrid(n_points=n_points, step=0.1), np.linspace(0.3, 30.0, 40)
    angle = np.outer(grid.x - grid.x.mean(), omega)
    for values, expected in zip(sines(grid, omega), (np.sin(angle), np.cos(angle)), strict=True):
        np.testing.assert_allclose(values, expected, atol=2e-15 * n_points)


def test_neighbours_on_the_frequency_grid_drift_apart_by_at_most_a_hundredth_of_a_cycle() -> None:
    # 50 points 0.1 apart last 5: a hundredth of a cycle is 2 pi / 500.
    grid = frequency_grid(LAW, 1.0, 2.0, 100)
    assert (grid[0], grid[-1]) == (1.0, 2.0)
    assert 0.98 * TURN / 500 < np.diff(grid).max() <= TURN / 500


def test_the_frequency_grid_ends_two_steps_below_the_nyquist_frequency() -> None:
    assert frequency_grid(LAW, 1.0, 100.0, 100)[-1] == pytest.approx(np.pi / 0.1 - 2 * TURN / 500)
