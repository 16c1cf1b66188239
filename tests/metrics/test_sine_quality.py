"""Quality scores by hand."""

import numpy as np
import pytest

from sinegan.measurement.sample import measure
from sinegan.metrics import sine_quality
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw, render

# SINAD of .5 sines with these rms residuals: 0, 1, ... 100 dB.
DECIBELS = np.arange(101.0)
RMS = 0.5 / np.sqrt(2) * 10 ** (-DECIBELS / 20)


def sines(law, offset=1.0, multiplier=1.5, amplitude=0.5, centre=0.5):
    """Twenty waves; each argument one number or twenty."""
    offset, multiplier, amplitude, centre = np.broadcast_arrays(offset, multiplier, amplitude, centre, np.zeros(20))[:4]
    return 2 * amplitude[:, None] * (render(law, offset, multiplier) - 0.5) + centre[:, None]


def mixed(count, first, second):
    """The first value for `count` of twenty, the second for the others."""
    return np.where(np.arange(20) < count, first, second)


def test_sinad_by_hand():
    # 20 log10(.353553 / .01) = 20 * 1.548455; of half the amplitude 6.0206 dB less; signal as strong as noise: 0.
    np.testing.assert_allclose(sine_quality.sinad(0.5, np.array([0.01])), 30.9691, atol=1e-4)
    np.testing.assert_allclose(sine_quality.sinad(np.array([0.25]), np.array([0.01])), 24.9485, atol=1e-4)
    np.testing.assert_allclose(sine_quality.sinad(0.5, np.array([0.5 / np.sqrt(2)])), 0.0, atol=1e-12)


def test_no_sinad_is_above_110_db():
    # 20 log10(.353553 / 1e-6) = 110.97; without a residual no better.
    np.testing.assert_array_equal(sine_quality.sinad(0.5, np.array([0.0, 1e-17, 1e-6])), 110.0)
    assert sine_quality.sinad(0.5, np.array([1.2e-6])) < 110
    assert np.isfinite(sine_quality.sinad(np.array([0.0]), np.array([0.0]))).all()


def test_effective_bits_by_hand():
    # An ideal converter of 8 bits has 6.02 * 8 + 1.76 = 49.92 dB.
    assert sine_quality.effective_bits(49.92) == pytest.approx(8.0)


def test_reference_sinads_are_median_and_5th_percentile(real, refitted):
    # Of 0, 1, ... 100 dB: 50 and 5.
    generated = refitted(reference={"rms": RMS})
    assert sine_quality.reference_sinad_median(Comparison(real, generated)) == pytest.approx(50.0)
    assert sine_quality.reference_sinad_p5(Comparison(real, generated)) == pytest.approx(5.0)


def test_reference_sinad_measures_against_the_law_not_the_fit(real, refitted):
    assert sine_quality.reference_sinad_median(
        Comparison(real, refitted(reference={"rms": RMS, "amplitude": RMS}))
    ) == pytest.approx(50)


def test_free_sinad_measures_against_the_fitted_amplitude(real, refitted):
    # Amplitude and residual ten times smaller: the same ratio.
    generated = refitted(free={"rms": RMS / 10, "amplitude": np.full(101, 0.05)})
    assert sine_quality.free_sinad_median(Comparison(real, generated)) == pytest.approx(50.0)


def test_sinads_of_white_noise_on_sines(law, real, rng):
    # Noise of rms .01 gives 30.97 dB, plus what each fit takes away: 2 of 50 parameters .18 dB, 4 of 50 .36 dB.
    waves = draw(law, 400, rng).waves + rng.normal(0, 0.01, (400, 50))
    generated = measure(law, waves)
    assert sine_quality.reference_sinad_median(Comparison(real, generated)) == pytest.approx(30.97 + 0.18, abs=0.2)
    assert sine_quality.free_sinad_median(Comparison(real, generated)) == pytest.approx(30.97 + 0.36, abs=0.2)


def test_reference_sinad_sees_the_amplitude_that_free_sinad_forgives(law, real):
    # Amplitude .4 leaves a sine of .1: 20 log10(.5 / .1) = 13.98 dB, a bit more where the fit can bend towards it.
    generated = measure(law, sines(law, multiplier=2.0, amplitude=0.4))
    assert sine_quality.reference_sinad_median(Comparison(real, generated)) == pytest.approx(13.98, abs=0.5)
    assert sine_quality.free_sinad_median(Comparison(real, generated)) == 110


def test_valid_share_leaves_out_bad_residuals(law, real):
    # 5 of 20 have amplitude .3: a sine of .2 is left, of rms .141 > .05.
    generated = measure(law, sines(law, amplitude=mixed(5, 0.3, 0.5)))
    assert sine_quality.valid_share(Comparison(real, generated)) == 0.75


def test_valid_residual_may_be_just_below_a_twentieth(law, real):
    # Alternating +- r has almost no part in any sine of the law, so the residual's rms is r.
    ripple = mixed(8, 0.049, 0.051)[:, None] * (-1.0) ** np.arange(50)
    assert sine_quality.valid_share(Comparison(real, measure(law, sines(law) + ripple))) == 0.4


@pytest.mark.parametrize(("multiplier", "share"), [(0.94, 0.75), (0.96, 1.0), (2.04, 1.0), (2.06, 0.75)])
def test_valid_frequency_may_be_a_twentieth_outside_the_law(law, real, multiplier, share):
    # The nearest wave of the law is .06 * 2.5 = .15 radians off at the ends at most: an rms of .03 < .05.
    generated = measure(law, sines(law, multiplier=mixed(5, multiplier, 1.5)))
    assert generated.reference.rms.max() < 0.05
    assert sine_quality.valid_share(Comparison(real, generated)) == share


def test_amplitude_error_is_the_median_of_absolute_errors(law, real):
    # Errors of .1 in 11 of 20 waves, none in 9: the median is .1; of 9 waves: 0.
    errors = [
        sine_quality.amplitude_error(Comparison(real, measure(law, sines(law, amplitude=mixed(n, 0.4, 0.5)))))
        for n in (11, 9)
    ]
    np.testing.assert_allclose(errors, [0.1, 1e-6], atol=1e-9)


def test_centre_error_is_the_median_of_absolute_errors(law, real):
    # .02 below in 10 waves, .03 above in 10: the median of the sizes is .025, that of the signed errors would be .005.
    generated = measure(law, sines(law, centre=mixed(10, 0.48, 0.53)))
    assert sine_quality.centre_error(Comparison(real, generated)) == pytest.approx(0.025)


def test_amplitude_and_centre_do_not_touch_each_other(law, real):
    generated = measure(law, sines(law, amplitude=0.7, centre=0.1))
    assert sine_quality.amplitude_error(Comparison(real, generated)) == pytest.approx(0.2)
    assert sine_quality.centre_error(Comparison(real, generated)) == pytest.approx(0.4)
