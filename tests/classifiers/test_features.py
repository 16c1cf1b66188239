"""What judges are shown, by hand."""

import numpy as np
import pytest

from sinegan.classifiers.features import Exhibits, exhibits
from sinegan.measurement.sample import measure

FIT_RMS, REFERENCE_RMS, RECURRENCE, HIGH_BAND = range(5, 9)


@pytest.fixture
def show(law):
    """Features of twenty waves: that one, and flat ones at 1/2."""

    def shown(wave):
        return exhibits(measure(law, np.stack([wave, *np.full((19, law.n_points), 0.5)])))

    return shown


def test_waves_come_first_as_they_are(measured):
    shown = exhibits(measured["fresh"])
    np.testing.assert_array_equal(shown.waves, measured["fresh"].waves)
    assert shown.features.shape == (400, 9)


def test_features_of_a_sine_by_hand(law, show):
    features = show(0.4 * np.sin(0.7 + 1.5 * law.x) + 0.6).features[0]
    # At mid-record, x = 2.45, the phase is .7 + 1.5 * 2.45 = 4.375.
    expected = [1.5, np.cos(4.375), np.sin(4.375), 0.4 - 0.5, 0.6 - 0.5]
    np.testing.assert_allclose(features[:5], expected, atol=1e-9)
    assert features[FIT_RMS] == pytest.approx(-9, abs=1e-3)  # no residual at all is log10(1e-9)


def test_the_reference_fit_tells_what_is_wrong_with_its_size(law, show):
    # The nearest wave of the law has the same frequency and phase; .1 sin is left over.
    features = show(0.4 * np.sin(0.7 + 1.5 * law.x) + 0.5).features[0]
    left = 0.1 * np.sin(0.7 + 1.5 * law.x)
    assert 10 ** features[REFERENCE_RMS] == pytest.approx(np.sqrt((left**2).mean()), rel=0.01)


def test_one_jagged_point_shows_in_the_recurrence(law, show):
    jag = 0.01 * (np.arange(50) == 20)
    features = show(0.5 * np.sin(0.7 + 1.5 * law.x) + 0.5 + jag).features[0]
    # u[21] + u[19] - 2 cos(.15) u[20] moves by 2 cos(.15) .01; the fit itself by a little.
    assert 10 ** features[RECURRENCE] == pytest.approx(0.02 * np.cos(0.15), rel=0.05)


def test_a_zigzag_shows_in_the_high_band(law, show):
    # .01 (-1)^t has its power at the last bin, .01^2 * 25^2 / 18.75 under a Hann window of 50 points (whose sum is 25,
    # and that of its squares 18.75), and at the one before half of that amplitude: .01^2 * 12.5^2 / 18.75.
    features = show(0.5 + 0.01 * (-1.0) ** np.arange(50)).features[0]
    assert 10 ** features[HIGH_BAND] == pytest.approx(0.01 * np.sqrt((25**2 + 12.5**2) / 18.75), rel=1e-6)


def test_a_flat_wave_has_finite_features(show):
    assert np.isfinite(show(np.full(50, 0.5)).features).all()


def test_rows_are_taken_and_joined_together():
    one = Exhibits(np.arange(6.0).reshape(3, 2), np.arange(27.0).reshape(3, 9))
    taken = one.take(np.array([2, 0]))
    np.testing.assert_array_equal(taken.waves, [[4, 5], [0, 1]])
    np.testing.assert_array_equal(taken.features[:, 0], [18, 0])
    both = Exhibits.joined(one, taken)
    np.testing.assert_array_equal(both.waves[:, 0], [0, 2, 4, 4, 0])
    np.testing.assert_array_equal(both.features[:, 0], [0, 9, 18, 18, 0])
