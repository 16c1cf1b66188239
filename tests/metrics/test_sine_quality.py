"""Quality scores by hand."""

import numpy as np
import pytest

from sinegan.measurement.sample import measure
from sinegan.metrics import sine_quality
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw, render

# SINAD of sines of amplitude 0.5 with these rms residuals: 0, 1, ... 100 dB.
DECIBELS = np.arange(101.0)
RMS = 0.5 / np.sqrt(2) * 10 ** (-DECIBELS / 20)


def sines(law, offset=1.0, multiplier=1.5, amplitude=0.5, centre=0.5):
    """Twenty waves; each argument is one number or twenty."""
    offset, multiplier, amplitude, centre = np.broadcast_arrays(offset, multiplier, amplitude, centre, np.zeros(20))[:4]
    return 2 * amplitude[:, None] * (render(law, offset, multiplier) - 0.5) + centre[:, None]


def mixed(count, first, second):
    """The first value for `count` of twenty, the second for the others."""
    return np.where(np.arange(20) < count, first, second)


def test_sinad_by_hand():
    # 20 log10(0.353553 / 0.01) = 20 * 1.548455; half the amplitude: 6.0206 dB less; equal power: 0.
    np.testing.assert_allclose(sine_quality.sinad(0.5, np.array([0.01])), 30.9691, atol=1e-4)
    np.testing.assert_allclose(sine_quality.sinad(np.array([0.25]), np.array([0.01])), 24.9485, atol=1e-4)
    np.testing.assert_allclose(sine_quality.sinad(0.5, np.array([0.5 / np.sqrt(2)])), 0.0, atol=1e-12)


def test_sinad_is_at_most_110_db():
    # 20 log10(0.353553 / 1e-6) = 110.97; without a residual it is not higher.
    np.testing.assert_array_equal(sine_quality.sinad(0.5, np.array([0.0, 1e-17, 1e-6])), 110.0)
    assert sine_quality.sinad(0.5, np.array([1.2e-6])) < 110
    assert np.isfinite(sine_quality.sinad(np.array([0.0]), np.array([0.0]))).all()


def test_effective_bits_by_hand():
    # An ideal converter of 8 bits has 6.02 * 8 + 1.76 = 49.92 dB.
    assert sine_quality.effective_bits(49.92) == pytest.approx(8.0)


def test_sinad_scores_are_median_and_5th_percentile(real, refitted):
    # Of 0, 1, ... 100 dB: 50 and 5.
    generated = refitted(constrained={"rms": RMS})
    assert sine_quality.sinad_db(Comparison(real, generated)) == pytest.approx(50.0)
    assert sine_quality.sinad_p5_db(Comparison(real, generated)) == pytest.approx(5.0)


def test_sinad_uses_the_amplitude_of_the_law_and_not_of_the_fit(real, refitted):
    assert sine_quality.sinad_db(
        Comparison(real, refitted(constrained={"rms": RMS, "amplitude": RMS}))
    ) == pytest.approx(50)


def test_free_sinad_uses_the_fitted_amplitude(real, refitted):
    # Amplitude and residual ten times smaller: the same ratio.
    generated = refitted(free={"rms": RMS / 10, "amplitude": np.full(101, 0.05)})
    assert sine_quality.free_sinad_db(Comparison(real, generated)) == pytest.approx(50.0)


def test_sinads_of_white_noise_on_sines(law, real, rng):
    # Noise of rms 0.01 gives 30.97 dB, and more as each fit follows the noise: 2 parameters for 50 points add 0.18 dB,
    # 4 parameters 0.36 dB.
    waves = draw(law, 400, rng).waves + rng.normal(0, 0.01, (400, 50))
    generated = measure(law, waves)
    assert sine_quality.sinad_db(Comparison(real, generated)) == pytest.approx(30.97 + 0.18, abs=0.2)
    assert sine_quality.free_sinad_db(Comparison(real, generated)) == pytest.approx(30.97 + 0.36, abs=0.2)


def test_sinad_detects_a_wrong_amplitude_and_free_sinad_does_not(law, real):
    # Amplitude 0.4 leaves a sine of 0.1: 20 log10(0.5 / 0.1) = 13.98 dB, a bit more if the fit can follow it.
    generated = measure(law, sines(law, multiplier=2.0, amplitude=0.4))
    assert sine_quality.sinad_db(Comparison(real, generated)) == pytest.approx(13.98, abs=0.5)
    assert sine_quality.free_sinad_db(Comparison(real, generated)) == 110


def test_waves_with_large_residuals_are_not_valid(law, real):
    # 5 of 20 have amplitude 0.3: a sine of 0.2 remains, of rms 0.141 > 0.05.
    generated = measure(law, sines(law, amplitude=mixed(5, 0.3, 0.5)))
    assert sine_quality.valid_fraction(Comparison(real, generated)) == 0.75


def test_a_valid_residual_is_below_a_twentieth(law, real):
    # Alternating +- r is almost orthogonal to any target sine, so that the residual's rms is r.
    ripple = mixed(8, 0.049, 0.051)[:, None] * (-1.0) ** np.arange(50)
    assert sine_quality.valid_fraction(Comparison(real, measure(law, sines(law) + ripple))) == 0.4


@pytest.mark.parametrize(("multiplier", "fraction"), [(0.94, 0.75), (0.96, 1.0), (2.04, 1.0), (2.06, 0.75)])
def test_a_valid_frequency_is_at_most_a_twentieth_outside_the_law(law, real, multiplier, fraction):
    # The closest target sine is at most 0.06 * 2.5 = 0.15 radians off, at the ends: an rms of 0.03 < 0.05.
    generated = measure(law, sines(law, multiplier=mixed(5, multiplier, 1.5)))
    assert generated.constrained.rms.max() < 0.05
    assert sine_quality.valid_fraction(Comparison(real, generated)) == fraction


def test_amplitude_error_is_the_median_of_absolute_errors(law, real):
    # Errors of 0.1 in 11 of 20 waves and 0 in 9: the median is 0.1; with errors in 9 waves: 0.
    errors = [
        sine_quality.amplitude_error(Comparison(real, measure(law, sines(law, amplitude=mixed(n, 0.4, 0.5)))))
        for n in (11, 9)
    ]
    np.testing.assert_allclose(errors, [0.1, 1e-6], atol=1e-9)


def test_centre_error_is_the_median_of_absolute_errors(law, real):
    # 0.02 below in 10 waves, 0.03 above in 10: the median absolute error is 0.025, the median error 0.005.
    generated = measure(law, sines(law, centre=mixed(10, 0.48, 0.53)))
    assert sine_quality.centre_error(Comparison(real, generated)) == pytest.approx(0.025)


def test_amplitude_and_centre_errors_are_independent(law, real):
    generated = measure(law, sines(law, amplitude=0.7, centre=0.1))
    assert sine_quality.amplitude_error(Comparison(real, generated)) == pytest.approx(0.2)
    assert sine_quality.centre_error(Comparison(real, generated)) == pytest.approx(0.4)
