"""Known faults, each by hand."""

import numpy as np
import pytest
from scipy import signal

from sinegan.calibration import corruptions
from sinegan.calibration.corruption_grid import IMPAIRMENTS
from sinegan.calibration.corruptions import Drawn
from sinegan.measurement.sample import measure
from sinegan.metrics.floors import COLLAPSED, NOISE
from sinegan.waves.draw import draw, render
from sinegan.waves.law import TURN

N = 400


@pytest.fixture
def drawn(law):
    fresh = draw(law, N, np.random.default_rng(14))
    training = draw(law, 100, np.random.default_rng(15)).waves.astype(float)
    return Drawn(law, fresh.offset, fresh.multiplier, training, np.random.default_rng(16))


def test_no_fault_leaves_the_waves(drawn):
    np.testing.assert_array_equal(corruptions.unimpaired(drawn, 0), render(drawn.law, drawn.offset, drawn.multiplier))


def test_white_noise_has_its_standard_deviation(drawn):
    assert (corruptions.white_noise(drawn, 0.03) - drawn.waves).std() == pytest.approx(0.03, rel=0.02)


def test_third_harmonic_is_a_tone_of_thrice_the_frequency(drawn):
    angle = drawn.offset[:, None] + drawn.multiplier[:, None] * drawn.law.x
    rest = corruptions.third_harmonic(drawn, 0.1) - drawn.waves
    np.testing.assert_allclose(rest, 0.05 * np.sin(3 * angle), atol=1e-12)


def test_clipping_cuts_crests_and_troughs(drawn):
    clipped = corruptions.clipping(drawn, 0.2)
    assert (clipped.min(), clipped.max()) == pytest.approx((0.1, 0.9))
    inner = (drawn.waves > 0.1) & (drawn.waves < 0.9)
    np.testing.assert_array_equal(clipped[inner], drawn.waves[inner])


def test_chirp_drifts_by_its_share_from_end_to_end(law):
    slow = Drawn(law, np.array([0.3]), np.array([1.5]), np.empty((0, 50)), np.random.default_rng(0))
    wave = corruptions.chirp(slow, 0.2)[0]
    # Phase .3 + 1.5 x + 1.5 * .2 * T (x / T - 1/2)^2 / 2: its slope is 1.5 (1 +- .1) at the ends, 1.5 in the middle.
    phase = 0.3 + 1.5 * law.x + 0.15 * 4.9 * (law.x / 4.9 - 0.5) ** 2
    np.testing.assert_allclose(wave, 0.5 * np.sin(phase) + 0.5, atol=1e-12)
    slope = np.gradient(phase, law.x, edge_order=2)
    np.testing.assert_allclose(slope[[0, -1]], [1.5 * 0.9, 1.5 * 1.1], rtol=1e-9)


@pytest.mark.parametrize("drift", [0.2, -0.1])
def test_chirp_is_scipys_and_keeps_the_mean_frequency(law, drift):
    w, last = 1.5, law.x[-1]
    wave = corruptions.chirp(
        Drawn(law, np.array([0.3]), np.array([w]), np.empty((0, 50)), np.random.default_rng(0)), drift
    )
    # The bend is the same at both ends, so the angle grows by w * last from one to the other as without it. scipy's
    # frequency is in turns, and its phase at 0 that of a cosine, in degrees.
    begins, ends = w * (1 - drift / 2) / TURN, w * (1 + drift / 2) / TURN
    bend = w * drift * last / 8
    chirp = signal.chirp(law.x, begins, last, ends, phi=np.degrees(0.3 + bend) - 90)
    np.testing.assert_allclose(wave[0], 0.5 * chirp + 0.5, atol=1e-12)
    end = 0.5 * np.sin(0.3 + bend + w * last) + 0.5
    assert wave[0, -1] == pytest.approx(end)


def test_amplitude_grows_about_the_centre(drawn):
    np.testing.assert_allclose(corruptions.amplitude(drawn, 0.1) - 0.5, 1.1 * (drawn.waves - 0.5))


def test_phase_gap_leaves_out_its_share_of_the_circle(law, drawn):
    phase = measure(law, corruptions.phase_gap(drawn, 0.25)).free.phase
    assert 0.74 * TURN < phase.max() < 0.75 * TURN + 1e-6


def test_narrowed_frequencies_lie_about_the_middle(law, drawn):
    found = measure(law, corruptions.frequency_narrowed(drawn, 0.8)).free.multiplier
    assert 1.4 - 1e-6 < found.min() < 1.41
    assert 1.59 < found.max() < 1.6 + 1e-6


def test_phases_and_frequencies_are_squeezed_by_hand(law):
    # Phases 0, half a turn and 1 1/2 turns into half the circle: 0, a quarter, a quarter. Frequencies 1, 1.5 and 2
    # into a fifth of the range: 1.4, 1.5 and 1.6. Each leaves the other as it is.
    offset, multiplier = np.array([0.0, 0.5, 1.5]) * TURN, np.array([1.0, 1.5, 2.0])
    drawn = Drawn(law, offset, multiplier, np.empty((0, 50)), np.random.default_rng(0))
    squeezed = render(law, np.array([0.0, 0.25, 0.25]) * TURN, multiplier)
    np.testing.assert_allclose(corruptions.phase_gap(drawn, 0.5), squeezed, atol=1e-12)
    narrowed = render(law, offset, np.array([1.4, 1.5, 1.6]))
    np.testing.assert_allclose(corruptions.frequency_narrowed(drawn, 0.8), narrowed, atol=1e-12)


def test_one_wave_is_repeated_in_its_share(drawn):
    assert (corruptions.one_wave(drawn, 0.25) == drawn.waves[0]).all(axis=1).sum() == 100
    assert len(np.unique(corruptions.one_wave(drawn, 1.0), axis=0)) == 1
    np.testing.assert_array_equal(corruptions.one_wave(drawn, 0.25)[100:], drawn.waves[100:])


@pytest.mark.parametrize("distinct", [10, 100, 1_000])
def test_few_waves_are_that_many(drawn, distinct):
    assert len(np.unique(corruptions.few_waves(drawn, distinct), axis=0)) == min(distinct, N)


def test_copies_are_training_waves_in_their_share(drawn):
    copied = corruptions.copies(drawn, 0.5)
    known = {wave.tobytes() for wave in drawn.training}
    assert [wave.tobytes() in known for wave in copied] == [True] * 200 + [False] * 200
    assert len(np.unique(copied[:200], axis=0)) > 50


@pytest.mark.parametrize("points", [2, 3, 5, 9])
def test_smoothing_is_a_rolling_mean(drawn, points):
    inner = slice(points // 2, points // 2 + 50 - points + 1)  # an even number reaches one point farther back
    expected = [np.convolve(wave, np.full(points, 1 / points), "valid") for wave in drawn.waves]
    np.testing.assert_allclose(corruptions.smoothed(drawn, points)[:, inner], expected, atol=1e-12)


def test_smoothing_goes_on_with_the_last_points(drawn):
    first, last = corruptions.smoothed(drawn, 5)[:, 0], corruptions.smoothed(drawn, 5)[:, -1]
    np.testing.assert_allclose(first, drawn.waves[:, [0, 0, 0, 1, 2]].mean(axis=1), atol=1e-12)
    np.testing.assert_allclose(last, drawn.waves[:, [47, 48, 49, 49, 49]].mean(axis=1), atol=1e-12)


def test_only_the_ends_are_jagged(drawn):
    rest = corruptions.jagged_ends(drawn, 0.05) - drawn.waves
    assert not rest[:, 3:-3].any()
    assert rest[:, :3].std() == pytest.approx(0.05, rel=0.1)
    assert rest[:, -3:].std() == pytest.approx(0.05, rel=0.1)


def test_noise_takes_the_place_of_its_share(drawn):
    noisy = corruptions.noise_instead(drawn, 0.1)
    kept = (noisy == drawn.waves).all(axis=1)
    assert kept.sum() == 360
    assert noisy[~kept].std() == pytest.approx(np.sqrt(1 / 12), rel=0.05)
    assert 0 <= noisy[~kept].min() < 0.01
    assert 0.99 < noisy[~kept].max() <= 1


@pytest.mark.parametrize(
    ("fault", "strength"),
    [
        *(
            (fault, 0)
            for fault in (corruptions.white_noise, corruptions.third_harmonic, corruptions.clipping, corruptions.chirp)
        ),
        *(
            (fault, 0)
            for fault in (
                corruptions.amplitude,
                corruptions.phase_gap,
                corruptions.frequency_narrowed,
                corruptions.one_wave,
            )
        ),
        *((fault, 0) for fault in (corruptions.copies, corruptions.jagged_ends, corruptions.noise_instead)),
        (corruptions.few_waves, N),
        (corruptions.smoothed, 1),
    ],
)
def test_at_no_strength_waves_are_left_alone(drawn, fault, strength):
    np.testing.assert_allclose(fault(drawn, strength), drawn.waves, rtol=0, atol=1e-12)


# Over an even number of points a mean comes half a point late, which changes each wave but not what it is.
IN_PLACE = [fault for fault in IMPAIRMENTS if fault.name not in ("none", "smoothed")]


@pytest.mark.parametrize("fault", IN_PLACE, ids=lambda fault: fault.name)
def test_each_does_more_to_the_waves_the_stronger_it_is(law, fault):
    fresh = draw(law, 2_500, np.random.default_rng(17))  # more than the most distinct waves asked for, 2 000
    training = draw(law, 100, np.random.default_rng(18)).waves.astype(float)
    changes = []
    for strength in fault.strengths:
        drawn = Drawn(law, fresh.offset, fresh.multiplier, training, np.random.default_rng(19))
        changes.append(np.square(fault.apply(drawn, strength) - drawn.waves).mean())
    assert changes[0] > 0
    assert changes == sorted(set(changes))


def test_smoothing_over_more_points_flattens_more(drawn):
    strengths = next(fault.strengths for fault in IMPAIRMENTS if fault.name == "smoothed")
    spreads = [corruptions.smoothed(drawn, points).std() for points in (1, *strengths)]
    assert spreads == sorted(set(spreads), reverse=True)


def test_faults_are_named_once_and_go_from_weak_to_strong():
    assert len({fault.name for fault in IMPAIRMENTS}) == len(IMPAIRMENTS)
    for fault in IMPAIRMENTS:
        fewer_is_worse = fault.name == "few waves repeated"
        assert list(fault.strengths) == sorted(fault.strengths, reverse=fewer_is_worse)


def test_anchors_are_among_them():
    assert {COLLAPSED, NOISE} <= {(fault.name, strength) for fault in IMPAIRMENTS for strength in fault.strengths}


@pytest.mark.parametrize("fault", IMPAIRMENTS, ids=lambda fault: fault.name)
def test_each_gives_as_many_finite_waves(drawn, fault):
    for strength in fault.strengths:
        waves = fault.apply(drawn, strength)
        assert waves.shape == (N, 50)
        assert np.isfinite(waves).all()
