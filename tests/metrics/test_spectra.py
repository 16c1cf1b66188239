"""Spectral scores by hand."""

import dataclasses

import numpy as np
import pytest
from scipy import stats

from sinegan.measurement.periodogram import frequencies
from sinegan.measurement.sample import measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.spectra import spectral_distance_db, spectral_wasserstein
from sinegan.waves.draw import draw, render

SPACING = 2 * np.pi / 5  # between two bins: 50 points 0.1 apart


def tones(law, bins, amplitude=0.5):
    """Sines with a whole number of cycles per wave, at various phases."""
    bins = np.asarray(bins)
    return 2 * amplitude * (render(law, np.linspace(0, 6, len(bins)), bins * SPACING) - 0.5) + 0.5


def with_spectra(sample, spectra):
    return dataclasses.replace(sample, spectra=np.asarray(spectra, float))


def test_a_hundred_times_the_power_is_20_db(law, real):
    # Ten times the amplitude around 1/2: 10 log10(100) = 20 dB in every bin, so that their root mean square is 20 dB.
    louder = measure(law, 10 * (real.waves - 0.5) + 0.5)
    assert spectral_distance_db(Comparison(real, louder)) == pytest.approx(20.0, abs=1e-6)
    assert spectral_distance_db(Comparison(louder, real)) == pytest.approx(20.0, abs=1e-6)


def test_spectral_distance_by_hand(real):
    # Bins 1 to 4 differ by 10, 0, -10 and 20 dB: sqrt((100 + 0 + 100 + 400) / 4) = sqrt(150); bin 0 does not count.
    left, right = ([[1.0, 10.0, 3.0, 0.1, 100.0]], [[77.0, 1.0, 3.0, 1.0, 1.0]])
    assert spectral_distance_db(Comparison(with_spectra(real, left), with_spectra(real, right))) == pytest.approx(
        np.sqrt(150)
    )


def test_spectral_distance_compares_means_over_waves(real):
    # Means 5.5 and 5.5, though all waves differ; mean levels in dB would differ.
    left, right = ([[0.0, 1.0], [0.0, 10.0]], [[0.0, 5.5], [0.0, 5.5]])
    assert spectral_distance_db(Comparison(with_spectra(real, left), with_spectra(real, right))) == pytest.approx(
        0.0, abs=1e-9
    )


def test_spectral_distance_of_flat_waves_is_finite(law, real):
    flat = measure(law, np.full((20, 50), 0.5))
    assert 100 < spectral_distance_db(Comparison(real, flat)) < 200


@pytest.mark.parametrize(("left", "right"), [(3, 4), (3, 8), (20, 5)])
def test_wasserstein_of_two_tones_is_their_distance(law, left, right):
    # The window widens both tones to the same three bins, so that all power moves by right - left bins.
    samples = [measure(law, tones(law, np.full(20, at))) for at in (left, right)]
    assert spectral_wasserstein(Comparison(*samples)) == pytest.approx(abs(right - left) * SPACING, rel=1e-6)


def test_wasserstein_of_half_the_waves_moved_is_half_the_distance(law):
    still = measure(law, tones(law, np.full(20, 4)))
    half = measure(law, tones(law, np.repeat([4, 10], 10)))
    assert spectral_wasserstein(Comparison(still, half)) == pytest.approx(3 * SPACING, rel=1e-6)


def test_wasserstein_weights_small_waves_like_large_ones(law):
    large, small = tones(law, np.full(10, 4)), tones(law, np.full(10, 10), amplitude=0.005)
    still = measure(law, tones(law, np.full(20, 4)))
    assert spectral_wasserstein(Comparison(still, measure(law, np.concatenate([large, small])))) == pytest.approx(
        3 * SPACING, rel=1e-6
    )


def test_wasserstein_agrees_with_scipy(law, real):
    rng = np.random.default_rng(2)
    generated = measure(law, draw(law, 30, rng).waves + rng.normal(0, 0.1, (30, 50)))
    normalized = [
        (sample.spectra / sample.spectra.sum(axis=1, keepdims=True)).mean(axis=0) for sample in (real, generated)
    ]
    bins = frequencies(law)
    expected = stats.wasserstein_distance(bins, bins, *normalized)
    assert spectral_wasserstein(Comparison(real, generated)) == pytest.approx(expected, rel=1e-9)
