"""Scores of frequency and phase by hand."""

import numpy as np
import pytest
from scipy import stats

from stages.metrics import laws
from stages.metrics.sample import measure
from stages.waves.draw import draw, render
from stages.waves.law import TURN, frequency_cdf, phase_cdf

REST = 100 - 15 * TURN  # U(0, 100) visits phases below it 16 times, those above 15 times


def cell_centres(law):
    """A wave in the middle of each of the 400 cells: offset and multiplier, ``(400,)`` each."""
    shares = (np.arange(20) + 0.5) / 20
    phases = np.interp(shares, [0.0, 0.16 * REST, 1.0], [0.0, REST, TURN])
    return tuple(side.ravel() for side in np.meshgrid(phases, 1 + shares))


@pytest.mark.parametrize(("multiplier", "gap"), [(1.5, 0.5), (1.25, 0.75), (1.9, 0.9), (2.5, 1.0), (0.8, 1.0)])
def test_ks_frequency_of_a_point_mass(law, real, multiplier, gap):
    # All mass at w: the step from 0 to 1 leaves F(w) below and 1 - F(w) above, F(w) = w - 1 within the range.
    generated = measure(law, render(law, np.linspace(0, 6, 20), np.full(20, multiplier)))
    assert laws.ks_frequency(real, generated) == pytest.approx(gap, abs=1e-9)


@pytest.mark.parametrize(("offset", "gap"), [(np.pi, 0.16 * np.pi), (1.0, 0.84), (5.0, 0.8), (1.0 + TURN, 0.84)])
def test_ks_phase_of_a_point_mass(law, real, offset, gap):
    # F(p) = .16 p below the rest; the gap is the greater of F(p) and 1 - F(p).
    generated = measure(law, render(law, np.full(20, offset), np.linspace(1.05, 1.95, 20)))
    assert laws.ks_phase(real, generated) == pytest.approx(gap, abs=1e-9)


def test_laws_are_judged_by_the_free_fits(real, refitted):
    # All free frequencies 1.25 and free phases pi, all in one cell; the reference fits stay spread.
    generated = refitted(free={"multiplier": np.full(20, 1.25), "phase": np.full(20, np.pi)})
    assert laws.ks_frequency(real, generated) == pytest.approx(0.75)
    assert laws.ks_phase(real, generated) == pytest.approx(0.16 * np.pi)
    assert laws.coverage(real, generated) == 1 / 400


def test_ks_agrees_with_scipy_on_what_was_drawn(law, real):
    drawn = draw(law, 200, np.random.default_rng(2))
    generated = measure(law, drawn.waves)
    by_frequency = stats.kstest(drawn.multiplier, lambda w: frequency_cdf(law, w)).statistic
    by_phase = stats.kstest(np.mod(drawn.offset, TURN), lambda phase: phase_cdf(law, phase)).statistic
    assert laws.ks_frequency(real, generated) == pytest.approx(by_frequency, abs=1e-6)
    assert laws.ks_phase(real, generated) == pytest.approx(by_phase, abs=1e-6)


def test_ks_of_evenly_spread_waves_is_half_a_step(law, real):
    # The empirical steps of 1/400 straddle the law's line: .5/20 for twenty levels of 20 waves each.
    generated = measure(law, render(law, *cell_centres(law)))
    assert laws.ks_frequency(real, generated) == pytest.approx(0.025, abs=1e-9)
    assert laws.ks_phase(real, generated) == pytest.approx(0.025, abs=1e-9)


def test_coverage_of_one_cell_and_of_all(law, real):
    offset, multiplier = cell_centres(law)
    one = measure(law, render(law, np.full(20, offset[77]), np.full(20, multiplier[77])))
    assert laws.coverage(real, one) == 1 / 400
    assert laws.coverage(real, measure(law, render(law, offset, multiplier))) == 1.0


def test_coverage_counts_a_cell_once_and_leaves_out_invalid_waves(law, real):
    # 100 cells reached twice each, and waves of a third of the amplitude, none of them valid, in the other 300.
    offset, multiplier = cell_centres(law)
    waves = render(law, offset, multiplier)
    waves[100:] = (waves[100:] - 0.5) / 3 + 0.5
    assert laws.coverage(real, measure(law, np.concatenate([waves, waves[:100]]))) == 0.25


def test_coverage_of_a_finite_real_draw(law, real):
    # Each of 400 cells stays empty with chance (1 - 1/400)^800 = .135; that share scatters by about .0117.
    generated = measure(law, draw(law, 800, np.random.default_rng(3)).waves)
    assert laws.coverage(real, generated) == pytest.approx(1 - 0.135, abs=4 * 0.0117)


def test_cells_by_hand(law):
    # Phase shares 0, .50265 and 1 are columns 0, 10 and 19; frequency shares 0, .26 and 1 are rows 0, 5 and 19.
    phase, multiplier = np.array([0.0, np.pi, TURN, 0.0]), np.array([1.0, 1.26, 2.0, 2.0])
    assert laws.cells_of(law, phase, multiplier).tolist() == [0, 205, 399, 19]


def test_all_cells_are_equally_likely_under_the_law(law):
    drawn = draw(law, 20_000, np.random.default_rng(4))
    counts = np.bincount(laws.cells_of(law, np.mod(drawn.offset, TURN), drawn.multiplier), minlength=400)
    assert counts.shape == (400,)
    assert stats.chisquare(counts).pvalue > 0.01
