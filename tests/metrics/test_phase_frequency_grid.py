"""Scores of the cells of the phase-frequency plane by hand."""

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import mutual_info_score

from sinegan.measurement.sample import measure
from sinegan.metrics import marginals, phase_frequency_grid
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw, render
from sinegan.waves.law import TURN, Range

REST = 100 - 15 * TURN  # U(0, 100) visits phases below it 16 times, those above 15 times


def cell_centres(law):
    """The wave in the middle of each of the 400 cells: offset and multiplier, ``(400,)`` each."""
    fractions = (np.arange(20) + 0.5) / 20
    phases = np.interp(fractions, [0.0, 0.16 * REST, 1.0], [0.0, REST, TURN])
    return tuple(side.ravel() for side in np.meshgrid(phases, 1 + fractions))


def test_ks_of_evenly_spaced_waves_is_half_a_step(law, real):
    # The empirical steps lie half above and half below the law's line: 0.5/20 for twenty levels of 20 waves each.
    generated = measure(law, render(law, *cell_centres(law)))
    assert marginals.ks_frequency(Comparison(real, generated)) == pytest.approx(0.025, abs=1e-9)
    assert marginals.ks_phase(Comparison(real, generated)) == pytest.approx(0.025, abs=1e-9)


def test_coverage_of_one_cell_and_of_all(law, real):
    offset, multiplier = cell_centres(law)
    single = measure(law, render(law, np.full(20, offset[77]), np.full(20, multiplier[77])))
    assert phase_frequency_grid.grid_coverage(Comparison(real, single)) == 1 / 400
    assert phase_frequency_grid.grid_coverage(Comparison(real, measure(law, render(law, offset, multiplier)))) == 1.0


def test_coverage_counts_a_cell_once_and_leaves_out_invalid_waves(law, real):
    # 100 cells are reached twice each; the other 300 by waves of a third of the amplitude, which are not valid.
    offset, multiplier = cell_centres(law)
    waves = render(law, offset, multiplier)
    waves[100:] = (waves[100:] - 0.5) / 3 + 0.5
    assert (
        phase_frequency_grid.grid_coverage(Comparison(real, measure(law, np.concatenate([waves, waves[:100]])))) == 0.25
    )


def test_coverage_of_a_finite_real_draw(law, real):
    # Each of 400 cells stays empty with probability (1 - 1/400)^800 = 0.135; the fraction of empty cells has a standard
    # deviation of about 0.0117.
    generated = measure(law, draw(law, 800, np.random.default_rng(3)).waves)
    assert phase_frequency_grid.grid_coverage(Comparison(real, generated)) == pytest.approx(1 - 0.135, abs=4 * 0.0117)


def test_entropy_by_hand(law, real):
    # All cells filled alike: 1. Three waves of four in one cell, one in another: (3/4 log 4/3 + 1/4 log 4) / log 400.
    offset, multiplier = cell_centres(law)
    assert phase_frequency_grid.grid_entropy(
        Comparison(real, measure(law, render(law, offset, multiplier)))
    ) == pytest.approx(1.0)
    two = np.repeat([7, 8], [30, 10])
    entropy = phase_frequency_grid.grid_entropy(
        Comparison(real, measure(law, render(law, offset[two], multiplier[two])))
    )
    assert entropy == pytest.approx((0.75 * np.log(4 / 3) + 0.25 * np.log(4)) / np.log(400))


def test_entropy_leaves_out_invalid_waves_and_mutual_information_does_not(law, real):
    # All waves of the second cell, in another row and column, have a third of the amplitude. With two cells, row and
    # column determine each other: log 2.
    offset, multiplier = cell_centres(law)
    two = np.repeat([0, 21], 10)
    waves = render(law, offset[two], multiplier[two])
    waves[10:] = (waves[10:] - 0.5) / 3 + 0.5
    generated = measure(law, waves)
    assert phase_frequency_grid.grid_entropy(Comparison(real, generated)) == 0.0
    assert phase_frequency_grid.mutual_information(Comparison(real, generated)) == pytest.approx(np.log(2))


def test_entropy_without_a_valid_wave_is_0(law, real, rng):
    assert phase_frequency_grid.grid_entropy(Comparison(real, measure(law, rng.uniform(size=(30, 50))))) == 0.0


def test_mutual_information_is_scikit_learns(law, real):
    drawn = draw(law, 500, np.random.default_rng(5))
    multiplier = 1 + np.mod(drawn.offset, TURN) / TURN * (drawn.multiplier - 1)  # slow if the phase is small
    generated = measure(law, render(law, drawn.offset, multiplier))
    counts = phase_frequency_grid.cell_counts(law, generated.free.phase, generated.free.omega)
    labels = np.repeat(np.argwhere(counts), counts[counts > 0], axis=0)
    expected = mutual_info_score(labels[:, 0], labels[:, 1])
    assert phase_frequency_grid.mutual_information(Comparison(real, generated)) == pytest.approx(expected, rel=1e-9)
    assert expected > phase_frequency_grid.mutual_information(Comparison(real, measure(law, drawn.waves))) + 0.1


def test_mutual_information_of_one_frequency_per_phase_is_log_20(law, real):
    offset, multiplier = cell_centres(law)
    diagonal = np.arange(20) * 21
    assert phase_frequency_grid.mutual_information(
        Comparison(real, measure(law, render(law, offset[diagonal], multiplier[diagonal])))
    ) == pytest.approx(np.log(20))


def test_cells_by_hand(law):
    # Phase quantiles 0, 0.50265 and 1 are rows 0, 10 and 19; frequency quantiles 0, 0.26 and 1 are columns 0, 5 and 19.
    phase, multiplier = np.array([0.0, np.pi, TURN, 0.0]), np.array([1.0, 1.26, 2.0, 2.0])
    counts = phase_frequency_grid.cell_counts(law, phase, multiplier)
    assert sorted(map(tuple, np.argwhere(counts).tolist())) == [(0, 0), (0, 19), (10, 5), (19, 19)]
    assert counts.sum() == 4


def test_all_cells_are_equally_likely_under_the_law(law):
    drawn = draw(law, 20_000, np.random.default_rng(4))
    counts = phase_frequency_grid.cell_counts(law, np.mod(drawn.offset, TURN), drawn.multiplier)
    assert counts.shape == (20, 20)
    assert stats.chisquare(counts.ravel()).pvalue > 0.01


def test_edges_are_the_borders_between_cells(law):
    waves = np.zeros(2), np.full(2, 1.5)
    occupancy = phase_frequency_grid.occupancy(law, *waves, np.array([True, False]))
    assert occupancy.counts.sum() == 1
    np.testing.assert_allclose(occupancy.omega, 1 + np.arange(21) / 20)
    np.testing.assert_allclose(occupancy.phase[[0, -1]], [0, TURN])
    for at, edge in enumerate(occupancy.phase[1:-1], start=1):
        below, above = (
            phase_frequency_grid.cell_counts(law, np.array([edge - 1e-3]), waves[1][:1]),
            phase_frequency_grid.cell_counts(law, np.array([edge + 1e-3]), waves[1][:1]),
        )
        assert (below.sum(axis=1).argmax(), above.sum(axis=1).argmax()) == (at - 1, at)


def test_edges_span_the_range_of_the_law(law):
    wide = law.model_copy(update={"multiplier": Range(low=1.0, high=3.0)})
    occupancy = phase_frequency_grid.occupancy(wide, np.zeros(1), np.ones(1), np.array([True]))
    np.testing.assert_allclose(occupancy.omega, 1 + np.arange(21) / 10)
