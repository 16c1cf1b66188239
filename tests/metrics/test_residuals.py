"""Deviations from a sine by hand."""

import dataclasses

import numpy as np
import pytest

from sinegan.measurement.periodogram import hann_power
from sinegan.measurement.sample import SMALLEST_ERROR, measure
from sinegan.metrics import residuals
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import render
from sinegan.waves.law import Law, Range


def sines(law, n=20, multiplier=1.6):
    return render(law, np.linspace(0, 6, n), np.full(n, multiplier))


def test_recurrence_residual_of_a_sine_is_0(law, real):
    sample = measure(law, sines(law))
    assert residuals.recurrence(law, sample.waves, sample.free).max() < 1e-12
    assert residuals.recurrence_residual(Comparison(real, sample)) == SMALLEST_ERROR


def test_one_jagged_point_shows_at_itself_and_its_neighbours(law, real):
    waves, fit = sines(law), measure(law, sines(law)).free
    waves[:, 20] += 0.01
    gaps = residuals.recurrence(law, waves, fit)
    # 2 cos(0.16) d at the point itself, d at each neighbour, 0 elsewhere; column 0 is the second point.
    np.testing.assert_allclose(gaps[:, 19], 0.01 * 2 * np.cos(0.16), rtol=1e-9)
    np.testing.assert_allclose(gaps[:, [18, 20]], 0.01, rtol=1e-9)
    assert gaps[:, 21:].max() < 1e-12
    # The fit follows the point a little.
    assert residuals.recurrence_residual(Comparison(real, measure(law, waves))) == pytest.approx(0.0197, abs=0.001)


@pytest.mark.parametrize(("jagged", "value"), [(9, SMALLEST_ERROR), (11, 0.0197)])
def test_recurrence_residual_is_the_median_of_waves(law, real, jagged, value):
    waves = sines(law)
    waves[:jagged, 20] += 0.01
    assert residuals.recurrence_residual(Comparison(real, measure(law, waves))) == pytest.approx(value, abs=0.001)


def test_recurrence_residual_is_0_for_any_sine_around_the_centre(law):
    # Amplitude and phase do not matter; a centre off by 0.1 leaves 0.1 (2 - 2 cos(0.16)) at every point.
    waves, fit = sines(law), measure(law, sines(law)).free
    assert residuals.recurrence(law, 0.3 * (waves - 0.5) + 0.5, fit).max() < 1e-12
    np.testing.assert_allclose(residuals.recurrence(law, waves + 0.1, fit), 0.1 * (2 - 2 * np.cos(0.16)), rtol=1e-8)


def test_high_band_begins_eight_bins_above_the_law(law):
    # 2 rad/x are 1.59 bins of 2 pi / 5: rounded up 2, and 8 more are 10. With 8 points it is the last bin, 4.
    assert residuals.high_band(law) == 10
    short = Law(n_points=8, step=0.5, offset=Range(low=0.0, high=9.0), multiplier=Range(low=1.0, high=2.0))
    assert residuals.high_band(short) == 4


def test_high_band_power_by_hand(real):
    # Two waves: power 1 + 1 in bins 10 to 25, and 100 in all bins but the constant: 10 log10(0.02).
    spectra = np.zeros((2, 26))
    spectra[0, [0, 1, 10]] = 77, 89, 1
    spectra[1, [0, 9, 25]] = 77, 9, 1
    generated = dataclasses.replace(real, spectra=spectra)
    assert residuals.high_band_power_db(Comparison(real, generated)) == pytest.approx(-16.9897, abs=1e-4)


def test_high_band_power_of_white_noise(law, real, rng):
    # White noise of variance 0.01 has that power in each of bins 1 to 25, and 16 of them are in the band.
    sample = measure(law, sines(law, 2_000) + rng.normal(0, 0.1, (2_000, 50)))
    clean = hann_power(sines(law, 2_000)).mean(axis=0)[1:].sum()
    expected = 10 * np.log10(16 * 0.01 / (clean + 25 * 0.01))
    assert residuals.high_band_power_db(Comparison(real, sample)) == pytest.approx(expected, abs=0.15)


def test_high_band_power_of_flat_waves_is_finite(law, real):
    for level in (0.0, 0.5):
        assert -180 <= residuals.high_band_power_db(Comparison(real, measure(law, np.full((20, 50), level)))) <= 0


def test_harmonic_distortion_is_the_rms_of_harmonics_over_the_fundamental(law, real):
    offset = np.linspace(0, 6, 20)
    angle = offset[:, None] + 1.6 * law.x
    # sqrt(0.03^2 + 0.04^2) = 0.05: -26.02 dB. The free fit's frequency shifts a little.
    waves = sines(law) + 0.5 * (0.03 * np.sin(2 * angle) + 0.04 * np.sin(3 * angle))
    assert residuals.harmonic_distortion_db(Comparison(real, measure(law, waves))) == pytest.approx(-26.02, abs=1.0)
    assert residuals.harmonic_distortion_db(Comparison(real, measure(law, sines(law)))) == pytest.approx(-120)


def at_frequency(sample, omega):
    free = dataclasses.replace(sample.free, omega=np.full(len(sample.waves), omega))
    return dataclasses.replace(sample, fits=dataclasses.replace(sample.fits, free=free))


def test_harmonic_distortion_is_exact_at_the_true_frequency(law, real):
    # Harmonics of 0.01, 0.02, 0.02 and 0.04 of the fundamental: sqrt(1 + 4 + 4 + 16) = 5 hundredths, -26.0206 dB,
    # for any amplitude and centre.
    angle = np.linspace(0, 6, 20)[:, None] + 1.6 * law.x
    tones = sum(ratio * np.sin(k * angle + k) for k, ratio in ((1, 1), (2, 0.01), (3, 0.02), (4, 0.02), (5, 0.04)))
    generated = at_frequency(measure(law, 0.3 * tones + 0.6), 1.6)
    assert residuals.harmonic_distortion_db(Comparison(real, generated)) == pytest.approx(20 * np.log10(0.05), abs=1e-6)


def test_harmonic_distortion_is_the_median_of_waves(law, real):
    # Third harmonics of 0.1 in five waves of twenty-one and of 0.01 in the others: -40 dB.
    angle = np.linspace(0, 6, 21)[:, None] + 1.6 * law.x
    ratio = np.where(np.arange(21) < 5, 0.1, 0.01)[:, None]
    generated = at_frequency(measure(law, 0.5 * np.sin(angle) + 0.5 * ratio * np.sin(3 * angle) + 0.5), 1.6)
    assert residuals.harmonic_distortion_db(Comparison(real, generated)) == pytest.approx(-40, abs=1e-6)


def test_harmonic_distortion_counts_every_wave(law, real):
    # Eleven waves of twenty-one have a third harmonic of 0.1, the first one among them: the median is theirs.
    angle = np.linspace(0, 6, 21)[:, None] + 1.6 * law.x
    ratio = np.where(np.arange(21) < 11, 0.1, 0.01)[:, None]
    generated = at_frequency(measure(law, 0.5 * np.sin(angle) + 0.5 * ratio * np.sin(3 * angle) + 0.5), 1.6)
    assert residuals.harmonic_distortion_db(Comparison(real, generated)) == pytest.approx(-20, abs=1e-6)


@pytest.mark.parametrize(("omega", "has_value"), [(1.25, False), (1.26, True), (6.28, True), (6.29, False)])
def test_harmonic_distortion_needs_a_cycle_and_a_fifth_harmonic_below_nyquist(real, omega, has_value):
    # 2 pi / 5 = 1.2566 has one cycle in 50 points 0.1 apart; five times 2 pi = 6.2832 is pi / 0.1.
    value = residuals.harmonic_distortion_db(Comparison(real, at_frequency(real, omega)))
    assert (value is not None) == has_value


def test_harmonic_distortion_needs_twenty_waves_of_a_cycle(law, real):
    # A cycle needs a frequency of at least 2 pi / 5 = 1.257.
    slow, fast = sines(law, 30, 1.2), sines(law, 30, 1.3)
    assert residuals.harmonic_distortion_db(Comparison(real, measure(law, slow))) is None
    assert residuals.harmonic_distortion_db(Comparison(real, measure(law, np.concatenate([slow, fast[:19]])))) is None
    assert residuals.harmonic_distortion_db(
        Comparison(real, measure(law, np.concatenate([slow, fast[:20]])))
    ) == pytest.approx(-120)


def test_residual_summary_by_hand(law):
    phase, multiplier = np.linspace(0, 6, 20), np.full(20, 1.6)
    waves = render(law, phase, multiplier)
    waves[:, 3] += np.where(np.arange(20) < 10, 0.2, 0.0)
    summary = residuals.residual_summary(law, waves, phase, multiplier)
    # Half of the waves are off by 0.2 at one point: rms 0.2 / sqrt 2 there.
    np.testing.assert_allclose(summary.by_point, np.where(np.arange(50) == 3, 0.2 / np.sqrt(2), 0), atol=1e-12)
    # A single point has equal power in all bins: its mean square times window^2, over the sum of window^2.
    assert summary.by_bin.shape == (26,)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * 3 / 50)
    np.testing.assert_allclose(summary.by_bin, np.full(26, 0.02 * window**2 / (0.375 * 50)), rtol=1e-6)
