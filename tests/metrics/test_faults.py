"""Known faults, each by hand."""

import numpy as np
import pytest

from stages.metrics import faults
from stages.metrics.faults import Drawn
from stages.metrics.impairments import COLLAPSED, IMPAIRMENTS, NOISE
from stages.metrics.sample import measure
from stages.waves.draw import draw, render
from stages.waves.law import TURN

N = 400


@pytest.fixture
def drawn(law):
    fresh = draw(law, N, np.random.default_rng(14))
    training = draw(law, 100, np.random.default_rng(15)).waves.astype(float)
    return Drawn(law, fresh.offset, fresh.multiplier, training, np.random.default_rng(16))


def test_no_fault_leaves_the_waves(drawn):
    np.testing.assert_array_equal(faults.unimpaired(drawn, 0), render(drawn.law, drawn.offset, drawn.multiplier))


def test_white_noise_has_its_standard_deviation(drawn):
    assert (faults.white_noise(drawn, 0.03) - drawn.waves).std() == pytest.approx(0.03, rel=0.02)


def test_third_harmonic_is_a_tone_of_thrice_the_frequency(drawn):
    angle = drawn.offset[:, None] + drawn.multiplier[:, None] * drawn.law.x
    rest = faults.third_harmonic(drawn, 0.1) - drawn.waves
    np.testing.assert_allclose(rest, 0.05 * np.sin(3 * angle), atol=1e-12)


def test_clipping_cuts_crests_and_troughs(drawn):
    clipped = faults.clipping(drawn, 0.2)
    assert (clipped.min(), clipped.max()) == pytest.approx((0.1, 0.9))
    inner = (drawn.waves > 0.1) & (drawn.waves < 0.9)
    np.testing.assert_array_equal(clipped[inner], drawn.waves[inner])


def test_chirp_drifts_by_its_share_from_end_to_end(law):
    slow = Drawn(law, np.array([0.3]), np.array([1.5]), np.empty((0, 50)), np.random.default_rng(0))
    wave = faults.chirp(slow, 0.2)[0]
    # Phase .3 + 1.5 x + 1.5 * .2 * T (x / T - 1/2)^2 / 2: its slope is 1.5 (1 +- .1) at the ends, 1.5 in the middle.
    phase = 0.3 + 1.5 * law.x + 0.15 * 4.9 * (law.x / 4.9 - 0.5) ** 2
    np.testing.assert_allclose(wave, 0.5 * np.sin(phase) + 0.5, atol=1e-12)
    slope = np.gradient(phase, law.x, edge_order=2)
    np.testing.assert_allclose(slope[[0, -1]], [1.5 * 0.9, 1.5 * 1.1], rtol=1e-9)


def test_amplitude_grows_about_the_centre(drawn):
    np.testing.assert_allclose(faults.amplitude(drawn, 0.1) - 0.5, 1.1 * (drawn.waves - 0.5))


def test_phase_gap_leaves_out_its_share_of_the_circle(law, drawn):
    phase = measure(law, faults.phase_gap(drawn, 0.25)).free.phase
    assert 0.74 * TURN < phase.max() < 0.75 * TURN + 1e-6


def test_narrowed_frequencies_lie_about_the_middle(law, drawn):
    found = measure(law, faults.frequency_narrowed(drawn, 0.8)).free.multiplier
    assert 1.4 - 1e-6 < found.min() < 1.41
    assert 1.59 < found.max() < 1.6 + 1e-6


def test_one_wave_is_repeated_in_its_share(drawn):
    assert (faults.one_wave(drawn, 0.25) == drawn.waves[0]).all(axis=1).sum() == 100
    assert len(np.unique(faults.one_wave(drawn, 1.0), axis=0)) == 1


@pytest.mark.parametrize("distinct", [10, 100, 1_000])
def test_few_waves_are_that_many(drawn, distinct):
    assert len(np.unique(faults.few_waves(drawn, distinct), axis=0)) == min(distinct, N)


def test_copies_are_training_waves_in_their_share(drawn):
    copied = faults.copies(drawn, 0.5)
    known = {wave.tobytes() for wave in drawn.training}
    assert [wave.tobytes() in known for wave in copied] == [True] * 200 + [False] * 200
    assert len(np.unique(copied[:200], axis=0)) > 50


@pytest.mark.parametrize("points", [3, 5])
def test_smoothing_is_a_rolling_mean(drawn, points):
    inner = slice(points // 2, -(points // 2))
    expected = [np.convolve(wave, np.full(points, 1 / points), "valid") for wave in drawn.waves]
    np.testing.assert_allclose(faults.smoothed(drawn, points)[:, inner], expected, atol=1e-12)


def test_only_the_ends_are_jagged(drawn):
    rest = faults.jagged_ends(drawn, 0.05) - drawn.waves
    assert not rest[:, 3:-3].any()
    assert rest[:, :3].std() == pytest.approx(0.05, rel=0.1)
    assert rest[:, -3:].std() == pytest.approx(0.05, rel=0.1)


def test_noise_takes_the_place_of_its_share(drawn):
    noisy = faults.noise_instead(drawn, 0.1)
    kept = (noisy == drawn.waves).all(axis=1)
    assert kept.sum() == 360
    assert noisy[~kept].std() == pytest.approx(np.sqrt(1 / 12), rel=0.05)


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
