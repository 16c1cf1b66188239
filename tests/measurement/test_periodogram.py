"""Hann spectra: their scale, what they reveal, and their means."""

import numpy as np
import pytest
from scipy import signal

from sinegan.measurement.periodogram import frequencies, hann_power, mean_spectra
from sinegan.waves.draw import WaveSet, draw, render


def rectangular_power(waves):
    """What `hann_power` would be without its window."""
    return np.abs(np.fft.rfft(waves - 0.5, axis=1)) ** 2 / waves.shape[1]


def clean_and_noisy(law):
    rng = np.random.default_rng(2)
    clean = draw(law, 200, rng).waves.astype(float)
    return clean, clean + rng.normal(0, 1e-3, clean.shape)


def wave_set(waves):
    return WaveSet(waves.astype(np.float32))


@pytest.mark.parametrize("n_points", [50, 51])
def test_power_agrees_with_scipy(n_points, rng):
    waves = rng.uniform(0, 1, (7, n_points))
    _, density = signal.periodogram(waves - 0.5, window="hann", detrend=False, return_onesided=True)
    # scipy adds each bin's mirror image, except for the constant and, at an even length, the last bin.
    mirrored = slice(1, -1) if n_points % 2 == 0 else slice(1, None)
    density[:, mirrored] /= 2
    np.testing.assert_allclose(hann_power(waves), density, rtol=1e-9)


def test_power_adds_up_to_that_of_the_windowed_wave(rng):
    # Parseval: the sum over all bins, mirror images included, is 50 sum (w y)^2 / sum w^2.
    waves = rng.uniform(0, 1, (7, 50))
    window = np.sin(np.pi * np.arange(50) / 50) ** 2
    power = hann_power(waves)
    total = power.sum(axis=1) + power[:, 1:-1].sum(axis=1)
    np.testing.assert_allclose(total, 50 * ((window * (waves - 0.5)) ** 2).sum(axis=1) / (window**2).sum())


def test_white_noise_has_its_variance_in_every_bin(rng):
    # The power of a complex Gaussian has a standard deviation equal to its mean, here over 4,000 waves; at both ends,
    # where numbers are real, it is sqrt 2 times as large.
    power = hann_power(rng.normal(0.5, 0.2, (4000, 50))).mean(axis=0)
    np.testing.assert_allclose(power, 0.04, rtol=5 * np.sqrt(2 / 4000))


def test_a_flat_wave_at_the_centre_has_no_power():
    assert (hann_power(np.full((3, 50), 0.5)) == 0).all()


def test_frequencies_are_in_radians_per_unit_of_x(law):
    # 50 points 0.1 apart: 2 pi / 5 to the next, up to pi / 0.1.
    bins = frequencies(law)
    np.testing.assert_allclose(bins[[0, 1, 25]], [0.0, 2 * np.pi / 5, 10 * np.pi])


@pytest.mark.parametrize("n_points", [50, 51])
def test_there_is_a_frequency_for_every_bin(law, n_points):
    bins = frequencies(law.model_copy(update={"n_points": n_points}))
    assert bins.shape == hann_power(np.zeros((1, n_points))).shape[1:]


def test_power_of_a_tone_is_at_its_frequency(law):
    wave = render(law, np.array([1.0]), frequencies(law)[[7]])
    assert hann_power(wave).argmax() == 7


def test_hann_reveals_what_leakage_hides(law):
    # Upper half of the bins, square root of the mean power: without a window a clean sine leaks 0.03 there, with Hann's
    # less than 2e-4; white noise of rms 0.001 is invisible without the window and clearly visible with it.
    clean, noisy = clean_and_noisy(law)
    plain, hann = (
        [np.sqrt(power(waves)[:, 13:].mean()) for waves in (clean, noisy)] for power in (rectangular_power, hann_power)
    )
    assert plain[0] > 0.02
    assert plain[1] == pytest.approx(plain[0], rel=0.01)
    assert hann[0] < 2e-4
    assert hann[1] == pytest.approx(1e-3, rel=0.1)


def test_mean_spectra_and_the_band_of_twenty_parts(law):
    # Ten real waves in each set, so that every part is one wave: a tone of amplitude 1, 2, ... 20.
    tone = render(law, np.array([0.3]), np.array([2 * np.pi])) - 0.5
    amplitudes = np.arange(1.0, 21.0)[:, None]
    waves = amplitudes * tone + 0.5
    sets = {"test": wave_set(waves[:10]), "reference": wave_set(waves[10:])}
    generated = hann_power(3 * np.concatenate([tone, -tone]) + 0.5)
    unit = hann_power(tone + 0.5)[0, 5]  # power goes with the square of the amplitude
    spectra = mean_spectra(law, sets, generated)
    np.testing.assert_allclose(spectra.frequency, frequencies(law))
    at_tone = [spectra.real[5], spectra.generated[5], spectra.lowest[5], spectra.highest[5]]
    np.testing.assert_allclose(np.array(at_tone) / unit, [38.5, 9.0, 1.0, 400.0], rtol=1e-5)


def test_the_band_holds_the_mean_of_real_waves(law, rng):
    spectra = mean_spectra(law, {name: draw(law, 200, rng) for name in ("test", "reference")}, np.ones((2, 26)))
    assert (spectra.lowest <= spectra.real).all()
    assert (spectra.real <= spectra.highest).all()
