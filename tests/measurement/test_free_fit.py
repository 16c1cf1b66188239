"""The free fit: any amplitude, centre, frequency and phase."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinegan.measurement.free_fit import fit_free
from sinegan.waves.draw import render
from sinegan.waves.law import Law, Range
from tests.fixtures.fits import LAW, assert_fitted, noise_waves, repeatable, sine_parameters


@repeatable
@given(parameters=sine_parameters, amplitude=st.floats(0.01, 10), centre=st.floats(-5, 5))
def test_it_is_exact_for_any_amplitude_and_centre(parameters, amplitude, centre):
    offset, multiplier = np.array(parameters).T
    waves = amplitude * np.sin(offset[:, None] + multiplier[:, None] * LAW.x) + centre
    assert_fitted(fit_free(LAW, waves), offset, multiplier, amplitude, centre)


@pytest.mark.parametrize("multiplier", [0.7, 2.5, 3.5])
def test_it_is_exact_for_frequencies_outside_the_range_of_the_law(multiplier):
    offset = np.arange(0.0, 6.0, 0.5)
    multipliers = np.full(len(offset), multiplier)
    assert_fitted(fit_free(LAW, render(LAW, offset, multipliers)), offset, multipliers)


def test_the_fit_of_a_constant_is_that_constant():
    fit = fit_free(LAW, np.full((3, 50), 0.3))
    np.testing.assert_allclose(fit.centre, 0.3)
    assert max(fit.amplitude.max(), fit.rms.max()) < 1e-12


def test_no_search_over_a_fine_grid_is_better():
    waves = noise_waves(100, 10)
    angle = np.linspace(0.3, 4.0, 371)[:, None] * LAW.x
    bases, _ = np.linalg.qr(np.stack([np.sin(angle), np.cos(angle), np.ones_like(angle)], axis=2))
    residuals = waves.T - bases @ (bases.transpose(0, 2, 1) @ waves.T)
    best = np.sqrt((residuals**2).mean(axis=1)).min(axis=0)
    rms = fit_free(LAW, waves).rms
    # On one noise wave in a hundred its undamped steps oscillate around the minimum, up to 2e-5 above.
    assert (rms <= best * (1 + 1e-4)).all()
    np.testing.assert_allclose(rms, best, rtol=0.01)  # below: up to a grid step beyond the ends of the search


def test_the_search_stays_away_from_the_nyquist_frequency(rng: np.random.Generator) -> None:
    fast = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=7.0), multiplier=Range(low=1.0, high=16.0))
    fit = fit_free(fast, rng.normal(0.5, 0.3, (500, 50)))
    assert fit.omega.max() < np.pi / 0.1
    assert fit.amplitude.max() < 10
