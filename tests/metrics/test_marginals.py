"""Scores of frequency and phase by hand."""

import numpy as np
import pytest
from scipy import stats

from sinegan.measurement.sample import measure
from sinegan.metrics import marginals
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw, render
from sinegan.waves.law import TURN, frequency_cdf, phase_cdf


@pytest.mark.parametrize(("multiplier", "gap"), [(1.5, 0.5), (1.25, 0.75), (1.9, 0.9), (2.5, 1.0), (0.8, 1.0)])
def test_ks_frequency_of_a_point_mass(law, real, multiplier, gap):
    # All mass at w: the step from 0 to 1 leaves gaps F(w) and 1 - F(w); F(w) = w - 1 within the range.
    generated = measure(law, render(law, np.linspace(0, 6, 20), np.full(20, multiplier)))
    assert marginals.ks_frequency(Comparison(real, generated)) == pytest.approx(gap, abs=1e-9)


@pytest.mark.parametrize(("offset", "gap"), [(np.pi, 0.16 * np.pi), (1.0, 0.84), (5.0, 0.8), (1.0 + TURN, 0.84)])
def test_ks_phase_of_a_point_mass(law, real, offset, gap):
    # F(p) = 0.16 p for most phases; the gap is the larger of F(p) and 1 - F(p).
    generated = measure(law, render(law, np.full(20, offset), np.linspace(1.05, 1.95, 20)))
    assert marginals.ks_phase(Comparison(real, generated)) == pytest.approx(gap, abs=1e-9)


def test_the_free_fits_are_used(real, refitted):
    # All free frequencies are 1.25 and all free phases pi; the constrained fits stay as they were.
    generated = refitted(free={"omega": np.full(20, 1.25), "phase": np.full(20, np.pi)})
    assert marginals.ks_frequency(Comparison(real, generated)) == pytest.approx(0.75)
    assert marginals.ks_phase(Comparison(real, generated)) == pytest.approx(0.16 * np.pi)


def test_ks_agrees_with_scipy_on_the_drawn_parameters(law, real):
    drawn = draw(law, 200, np.random.default_rng(2))
    generated = measure(law, drawn.waves)
    by_frequency = stats.kstest(drawn.multiplier, lambda w: frequency_cdf(law, w)).statistic
    by_phase = stats.kstest(np.mod(drawn.offset, TURN), lambda phase: phase_cdf(law, phase)).statistic
    assert marginals.ks_frequency(Comparison(real, generated)) == pytest.approx(by_frequency, abs=1e-6)
    assert marginals.ks_phase(Comparison(real, generated)) == pytest.approx(by_phase, abs=1e-6)


def test_wasserstein_frequency_is_scipys(law, real):
    # Against many evenly spaced quantiles of the law.
    generated = measure(law, render(law, np.linspace(0, 6, 50), np.linspace(0.8, 1.7, 50) ** 2))
    even = 1 + (np.arange(100_000) + 0.5) / 100_000
    expected = stats.wasserstein_distance(generated.free.omega, even)
    assert marginals.wasserstein_frequency(Comparison(real, generated)) == pytest.approx(expected, abs=2e-3)


@pytest.mark.parametrize(("multiplier", "distance"), [(1.5, 0.25), (1.0, 0.5), (3.0, 1.5)])
def test_wasserstein_frequency_of_a_point_mass(law, real, multiplier, distance):
    # The mean distance of U(1, 2) from w.
    generated = measure(law, render(law, np.linspace(0, 6, 20), np.full(20, multiplier)))
    assert marginals.wasserstein_frequency(Comparison(real, generated)) == pytest.approx(distance, abs=1e-3)


@pytest.mark.parametrize("phase", [0.0, 1.0, np.pi, 6.0])
def test_wasserstein_phase_of_a_point_mass_is_a_quarter_turn_wherever_it_is(real, refitted, phase):
    # The mean angle from a point of the circle is pi / 2; the law is uniform to within 0.5 %.
    generated = refitted(free={"phase": np.full(20, phase)})
    assert marginals.wasserstein_phase(Comparison(real, generated)) == pytest.approx(np.pi / 2, abs=0.02)


def test_wasserstein_phase_goes_the_shorter_way_round(real, refitted):
    # A quarter of the circle is empty and the rest evenly filled: phases need the same mean turn wherever it is.
    even = (np.arange(3_000) + 0.5) / 3_000 * 0.75 * TURN
    distances = [
        marginals.wasserstein_phase(Comparison(real, refitted(free={"phase": np.mod(even + turn, TURN)})))
        for turn in (0.0, 2.0, 4.0)
    ]
    np.testing.assert_allclose(distances, distances[0], atol=0.02)  # the phase of the law itself is uneven by 0.03
    # Mean over the circle of abs(F - G - median), F - G being a triangle of height 1/4 over one turn.
    assert distances[0] == pytest.approx(0.25 / 4 * TURN, abs=0.02)


@pytest.mark.parametrize("turn", [0.0, 2.0, 5.0])
def test_wasserstein_phase_is_the_best_of_all_matchings(law, real, refitted, turn):
    # Forty phases in two clusters, each counted ten times, against 400 phases of the law: with both in order around
    # the circle, the best matching is one of the 400 that keep that order.
    phases = np.mod(np.random.default_rng(3).normal(np.repeat([0.5, 2.5], [30, 10]), 0.4) + turn, TURN)
    even, grid = (np.arange(400) + 0.5) / 400, np.linspace(0, TURN, 10_001)
    of_law, of_sample = np.interp(even, phase_cdf(law, grid), grid), np.repeat(np.sort(phases), 10)
    gaps = (np.mod(of_sample - np.roll(of_law, by) + np.pi, TURN) - np.pi for by in range(400))
    expected = min(np.abs(gap).mean() for gap in gaps)
    assert marginals.wasserstein_phase(Comparison(real, refitted(free={"phase": phases}))) == pytest.approx(
        expected, abs=2e-3
    )
