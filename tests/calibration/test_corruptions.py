"""Known corruptions, each by hand."""

import numpy as np
import pytest
from scipy import signal

from sinegan.calibration import corruptions
from sinegan.calibration.corruption_grid import CORRUPTIONS
from sinegan.calibration.corruptions import CleanWaves
from sinegan.measurement.sample import measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.memorization import memorization
from sinegan.waves.draw import draw, render
from sinegan.waves.law import TURN
from tests.calibration.small_calibration import N


def test_no_corruption_leaves_the_waves_unchanged(clean):
    np.testing.assert_array_equal(corruptions.clean(clean, 0), render(clean.law, clean.offset, clean.multiplier))


def test_white_noise_has_its_standard_deviation(clean):
    assert (corruptions.white_noise(clean, 0.03) - clean.waves).std() == pytest.approx(0.03, rel=0.02)


def test_third_harmonic_is_a_tone_of_three_times_the_frequency(clean):
    angle = clean.offset[:, None] + clean.multiplier[:, None] * clean.law.x
    rest = corruptions.third_harmonic(clean, 0.1) - clean.waves
    np.testing.assert_allclose(rest, 0.05 * np.sin(3 * angle), atol=1e-12)


def test_clipping_cuts_crests_and_troughs(clean):
    clipped = corruptions.clipping(clean, 0.2)
    assert (clipped.min(), clipped.max()) == pytest.approx((0.1, 0.9))
    inner = (clean.waves > 0.1) & (clean.waves < 0.9)
    np.testing.assert_array_equal(clipped[inner], clean.waves[inner])


def test_chirp_drifts_by_its_fraction_from_end_to_end(law):
    single = CleanWaves(law, np.array([0.3]), np.array([1.5]), np.empty((0, 50)), np.random.default_rng(0))
    wave = corruptions.chirp(single, 0.2)[0]
    # Phase 0.3 + 1.5 x + 1.5 * 0.2 * T (x / T - 1/2)^2 / 2: its slope is 1.5 (1 +- 0.1) at the ends, 1.5 in the middle.
    phase = 0.3 + 1.5 * law.x + 0.15 * 4.9 * (law.x / 4.9 - 0.5) ** 2
    np.testing.assert_allclose(wave, 0.5 * np.sin(phase) + 0.5, atol=1e-12)
    slope = np.gradient(phase, law.x, edge_order=2)
    np.testing.assert_allclose(slope[[0, -1]], [1.5 * 0.9, 1.5 * 1.1], rtol=1e-9)


@pytest.mark.parametrize("drift", [0.2, -0.1])
def test_chirp_is_scipys_and_keeps_the_mean_frequency(law, drift):
    w, last = 1.5, law.x[-1]
    wave = corruptions.chirp(
        CleanWaves(law, np.array([0.3]), np.array([w]), np.empty((0, 50)), np.random.default_rng(0)), drift
    )
    # The bend is the same at both ends, so that the angle grows by w * last between them, as without it. scipy's
    # frequency is in turns, and its phase at 0 is that of a cosine, in degrees.
    first, final = w * (1 - drift / 2) / TURN, w * (1 + drift / 2) / TURN
    bend = w * drift * last / 8
    chirp = signal.chirp(law.x, first, last, final, phi=np.degrees(0.3 + bend) - 90)
    np.testing.assert_allclose(wave[0], 0.5 * chirp + 0.5, atol=1e-12)
    end = 0.5 * np.sin(0.3 + bend + w * last) + 0.5
    assert wave[0, -1] == pytest.approx(end)


def test_amplitude_grows_around_the_centre(clean):
    np.testing.assert_allclose(corruptions.amplitude(clean, 0.1) - 0.5, 1.1 * (clean.waves - 0.5))


def test_phase_gap_leaves_out_its_fraction_of_the_circle(law, clean):
    phase = measure(law, corruptions.phase_gap(clean, 0.25)).free.phase
    assert 0.74 * TURN < phase.max() < 0.75 * TURN + 1e-6


def test_narrow_frequencies_lie_around_the_middle(law, clean):
    omega = measure(law, corruptions.narrow_frequency_range(clean, 0.8)).free.omega
    assert 1.4 - 1e-6 < omega.min() < 1.41
    assert 1.59 < omega.max() < 1.6 + 1e-6


def test_phases_and_frequencies_are_squeezed_by_hand(law):
    # Phases 0, 1/2 and 1 1/2 turns are squeezed into half the circle: 0, 1/4, 1/4. Frequencies 1, 1.5 and 2 are
    # squeezed into a fifth of the range: 1.4, 1.5 and 1.6. Each leaves the other unchanged.
    offset, multiplier = np.array([0.0, 0.5, 1.5]) * TURN, np.array([1.0, 1.5, 2.0])
    clean = CleanWaves(law, offset, multiplier, np.empty((0, 50)), np.random.default_rng(0))
    squeezed = render(law, np.array([0.0, 0.25, 0.25]) * TURN, multiplier)
    np.testing.assert_allclose(corruptions.phase_gap(clean, 0.5), squeezed, atol=1e-12)
    narrow = render(law, offset, np.array([1.4, 1.5, 1.6]))
    np.testing.assert_allclose(corruptions.narrow_frequency_range(clean, 0.8), narrow, atol=1e-12)


def test_one_wave_is_repeated_in_its_fraction(clean):
    assert (corruptions.mode_collapse(clean, 0.25) == clean.waves[0]).all(axis=1).sum() == 100
    assert len(np.unique(corruptions.mode_collapse(clean, 1.0), axis=0)) == 1
    others = np.arange(N) % 4 > 0
    np.testing.assert_array_equal(corruptions.mode_collapse(clean, 0.25)[others], clean.waves[others])


@pytest.mark.parametrize("distinct", [10, 100, 1_000])
def test_there_are_that_many_distinct_waves(clean, distinct):
    assert len(np.unique(corruptions.few_distinct_waves(clean, distinct), axis=0)) == min(distinct, N)


def test_copies_are_training_waves_in_their_fraction(clean):
    copied = corruptions.copied_training_waves(clean, 0.5)
    originals = {wave.tobytes() for wave in clean.training}
    assert [wave.tobytes() in originals for wave in copied] == [True, False] * 200
    assert len(np.unique(copied[::2], axis=0)) > 50


@pytest.mark.parametrize("n", [137, 400, 10_000])
def test_any_first_waves_hold_the_fraction_of_all(law, n):
    waves = CleanWaves(law, np.zeros(n), np.ones(n), np.empty((0, 50)), np.random.default_rng(0))
    strengths = {strength for kind in CORRUPTIONS if kind.unit == "of waves" for strength in kind.strengths}
    assert strengths >= {0.001, 0.05, 0.5, 1.0}
    for fraction in strengths | {0.0, 1 / 3}:
        mask = waves.some(fraction)
        assert mask.sum() == round(fraction * n)
        up_to = np.arange(1, n + 1)
        np.testing.assert_array_less(np.abs(mask.cumsum() - up_to * mask.sum() / n), 1, err_msg=f"{fraction}")


def test_pairwise_scores_see_the_same_fraction_of_copies(law):
    # Half of 1000 waves are copies, which are nearest; the others win half: (0.5 + 0.5 / 2) of the pairs, whether all
    # waves or the first 200 are compared.
    rng = np.random.default_rng(3)
    real, fresh = draw(law, 1_000, rng), draw(law, 1_000, rng)
    training = draw(law, 2_000, rng).waves.astype(float)
    copied = corruptions.copied_training_waves(
        CleanWaves(law, fresh.offset, fresh.multiplier, training, np.random.default_rng(4)), 0.5
    )
    sides = (measure(law, waves, n_pairwise=200, training=training) for waves in (real.waves, copied))
    assert memorization(Comparison(*sides)) == pytest.approx(0.75, abs=0.05)


@pytest.mark.parametrize("points", [2, 3, 5, 9])
def test_smoothing_is_a_rolling_mean(clean, points):
    inner = slice(points // 2, points // 2 + 50 - points + 1)  # an even window reaches one point farther back
    expected = [np.convolve(wave, np.full(points, 1 / points), "valid") for wave in clean.waves]
    np.testing.assert_allclose(corruptions.smoothing(clean, points)[:, inner], expected, atol=1e-12)


def test_smoothing_repeats_the_outermost_points_beyond_the_ends(clean):
    first, last = corruptions.smoothing(clean, 5)[:, 0], corruptions.smoothing(clean, 5)[:, -1]
    np.testing.assert_allclose(first, clean.waves[:, [0, 0, 0, 1, 2]].mean(axis=1), atol=1e-12)
    np.testing.assert_allclose(last, clean.waves[:, [47, 48, 49, 49, 49]].mean(axis=1), atol=1e-12)


def test_only_the_ends_are_noisy(clean):
    rest = corruptions.noisy_ends(clean, 0.05) - clean.waves
    assert not rest[:, 3:-3].any()
    assert rest[:, :3].std() == pytest.approx(0.05, rel=0.1)
    assert rest[:, -3:].std() == pytest.approx(0.05, rel=0.1)


def test_uniform_noise_replaces_its_fraction(clean):
    noisy = corruptions.uniform_noise(clean, 0.1)
    kept = (noisy == clean.waves).all(axis=1)
    assert kept.sum() == 360
    assert noisy[~kept].std() == pytest.approx(np.sqrt(1 / 12), rel=0.05)
    assert 0 <= noisy[~kept].min() < 0.01
    assert 0.99 < noisy[~kept].max() <= 1


@pytest.mark.parametrize(
    ("corruption", "strength"),
    [
        (corruptions.white_noise, 0),
        (corruptions.third_harmonic, 0),
        (corruptions.clipping, 0),
        (corruptions.chirp, 0),
        (corruptions.amplitude, 0),
        (corruptions.phase_gap, 0),
        (corruptions.narrow_frequency_range, 0),
        (corruptions.mode_collapse, 0),
        (corruptions.copied_training_waves, 0),
        (corruptions.noisy_ends, 0),
        (corruptions.uniform_noise, 0),
        (corruptions.few_distinct_waves, N),
        (corruptions.smoothing, 1),
    ],
)
def test_at_zero_strength_waves_are_unchanged(clean, corruption, strength):
    np.testing.assert_allclose(corruption(clean, strength), clean.waves, rtol=0, atol=1e-12)
