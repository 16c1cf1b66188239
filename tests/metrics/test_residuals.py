"""Departures from a sine by hand."""

import numpy as np
import pytest

from stages.metrics import residuals
from stages.metrics.periodogram import hann_power
from stages.metrics.sample import FAINTEST, measure
from stages.waves.draw import render
from stages.waves.law import Law, Range


def sines(law, n=20, multiplier=1.6):
    return render(law, np.linspace(0, 6, n), np.full(n, multiplier))


def test_recurrence_of_a_sine_is_nothing(law, real):
    sample = measure(law, sines(law))
    assert residuals.recurrence(law, sample.waves, sample.free).max() < 1e-12
    assert residuals.recurrence_residual(real, sample) == FAINTEST


def test_one_jagged_point_shows_at_itself_and_its_neighbours(law, real):
    waves, fit = sines(law), measure(law, sines(law)).free
    waves[:, 20] += 0.01
    gaps = residuals.recurrence(law, waves, fit)
    # At the point itself 2 cos(.16) d, at each neighbour d, else nothing; column 0 is the second point.
    np.testing.assert_allclose(gaps[:, 19], 0.01 * 2 * np.cos(0.16), rtol=1e-9)
    np.testing.assert_allclose(gaps[:, [18, 20]], 0.01, rtol=1e-9)
    assert gaps[:, 21:].max() < 1e-12
    # The fit bends a little towards the point.
    assert residuals.recurrence_residual(real, measure(law, waves)) == pytest.approx(0.0197, abs=0.001)


def test_high_band_begins_eight_bins_above_the_law(law):
    # 2 rad/x are 1.59 bins of 2 pi / 5: the next is 2, and 8 more 10. In 8 points the last bin, 4, must do.
    assert residuals.high_band(law) == 10
    short = Law(n_points=8, step=0.5, offset=Range(low=0.0, high=9.0), multiplier=Range(low=1.0, high=2.0))
    assert residuals.high_band(short) == 4


def test_high_band_power_of_white_noise(law, real, rng):
    # White noise of variance .01 has that power in each of bins 1 to 25, and 16 of them are in the band.
    sample = measure(law, sines(law, 2_000) + rng.normal(0, 0.1, (2_000, 50)))
    clean = hann_power(sines(law, 2_000)).mean(axis=0)[1:].sum()
    expected = 10 * np.log10(16 * 0.01 / (clean + 25 * 0.01))
    assert residuals.high_band_power(real, sample) == pytest.approx(expected, abs=0.15)


def test_high_band_power_of_flat_waves_is_finite(law, real):
    for level in (0.0, 0.5):
        assert -180 <= residuals.high_band_power(real, measure(law, np.full((20, 50), level))) <= 0


def test_harmonic_distortion_is_the_rms_of_harmonics_over_the_fundamental(law, real):
    offset = np.linspace(0, 6, 20)
    angle = offset[:, None] + 1.6 * law.x
    # sqrt(.03^2 + .04^2) = .05: -26.02 dB. The free fit's frequency gives way a little.
    waves = sines(law) + 0.5 * (0.03 * np.sin(2 * angle) + 0.04 * np.sin(3 * angle))
    assert residuals.harmonic_distortion(real, measure(law, waves)) == pytest.approx(-26.02, abs=1.0)
    assert residuals.harmonic_distortion(real, measure(law, sines(law))) == pytest.approx(-120)


def test_harmonic_distortion_needs_twenty_waves_of_a_cycle(law, real):
    # A cycle takes w of 2 pi / 5 = 1.257 and more.
    slow, fast = sines(law, 30, 1.2), sines(law, 30, 1.3)
    assert residuals.harmonic_distortion(real, measure(law, slow)) is None
    assert residuals.harmonic_distortion(real, measure(law, np.concatenate([slow, fast[:19]]))) is None
    assert residuals.harmonic_distortion(real, measure(law, np.concatenate([slow, fast[:20]]))) == pytest.approx(-120)


def test_left_over_is_what_the_nearest_waves_do_not_hold(law):
    phase, multiplier = np.linspace(0, 6, 20), np.full(20, 1.6)
    waves = render(law, phase, multiplier)
    waves[:, 3] += np.where(np.arange(20) < 10, 0.2, 0.0)
    left = residuals.left_over(law, waves, phase, multiplier)
    # Half of the waves off by .2 at one point: rms .2 / sqrt 2 there.
    np.testing.assert_allclose(left.by_point, np.where(np.arange(50) == 3, 0.2 / np.sqrt(2), 0), atol=1e-12)
    # A single point's power is even over all bins: its mean square times window^2, over the sum of window^2.
    window = 0.5 - 0.5 * np.cos(2 * np.pi * 3 / 50)
    np.testing.assert_allclose(left.by_bin, np.full(26, 0.02 * window**2 / (0.375 * 50)), rtol=1e-6)
