"""The inputs of the classifiers, by hand."""

import numpy as np
import pytest

from sinegan.classifiers.features import extract
from sinegan.measurement.sample import measure

N_POINTS = 50
FREE_RMS, CONSTRAINED_RMS, RECURRENCE, HIGH_BAND = range(5, 9)


@pytest.fixture
def features_of(law):
    """The features of a wave, measured together with 19 flat ones at 1/2."""

    def features(wave):
        return extract(measure(law, np.stack([wave, *np.full((19, N_POINTS), 0.5)])))[0, N_POINTS:]

    return features


def test_waves_come_first_and_unchanged(measured):
    inputs = extract(measured["fresh"])
    assert inputs.shape == (400, N_POINTS + 9)
    np.testing.assert_array_equal(inputs[:, :N_POINTS], measured["fresh"].waves)


def test_each_row_holds_a_wave_and_its_own_features(measured):
    rows = np.array([7, 3, 300])
    np.testing.assert_array_equal(extract(measured["blurred"].take(rows)), extract(measured["blurred"])[rows])


def test_features_of_a_sine_by_hand(law, features_of):
    features = features_of(0.4 * np.sin(0.7 + 1.5 * law.x) + 0.6)
    # At mid-record, x = 2.45, the phase is 0.7 + 1.5 * 2.45 = 4.375.
    expected = [1.5, np.cos(4.375), np.sin(4.375), 0.4 - 0.5, 0.6 - 0.5]
    np.testing.assert_allclose(features[:5], expected, atol=1e-9)
    assert features[FREE_RMS] == pytest.approx(-9, abs=1e-3)  # without a residual it is log10(1e-9)


def test_the_constrained_fit_shows_a_wrong_amplitude(law, features_of):
    # The closest target sine has the same frequency and phase; 0.1 sin remains.
    features = features_of(0.4 * np.sin(0.7 + 1.5 * law.x) + 0.5)
    residual = 0.1 * np.sin(0.7 + 1.5 * law.x)
    assert 10 ** features[CONSTRAINED_RMS] == pytest.approx(np.sqrt((residual**2).mean()), rel=0.01)


def test_one_jagged_point_shows_in_the_recurrence(law, features_of):
    jag = 0.01 * (np.arange(N_POINTS) == 20)
    features = features_of(0.5 * np.sin(0.7 + 1.5 * law.x) + 0.5 + jag)
    # u[21] + u[19] - 2 cos(0.15) u[20] changes by 2 cos(0.15) 0.01; the fit itself changes a little.
    assert 10 ** features[RECURRENCE] == pytest.approx(0.02 * np.cos(0.15), rel=0.05)


def test_a_zigzag_shows_in_the_high_band(features_of):
    # 0.01 (-1)^t has its power at the last bin, 0.01^2 * 25^2 / 18.75 under a Hann window of 50 points (whose sum is
    # 25, and that of its squares 18.75), and at the one before half of that amplitude: 0.01^2 * 12.5^2 / 18.75.
    features = features_of(0.5 + 0.01 * (-1.0) ** np.arange(N_POINTS))
    assert 10 ** features[HIGH_BAND] == pytest.approx(0.01 * np.sqrt((25**2 + 12.5**2) / 18.75), rel=1e-6)


def test_a_flat_wave_has_finite_features(features_of):
    assert np.isfinite(features_of(np.full(N_POINTS, 0.5))).all()
