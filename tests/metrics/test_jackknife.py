"""Intervals of scores."""

import dataclasses

import numpy as np
import pytest
from scipy import stats

from sinegan.measurement.sample import UnscorableError, measure
from sinegan.metrics import comparison as comparison_module
from sinegan.metrics import jackknife
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import estimates
from sinegan.metrics.suite import METRICS
from sinegan.waves.draw import draw
from sinegan.waves.law import SamplingGrid


def mean_of_first_points(comparison):
    return float(comparison.generated.waves[:, 0].mean())


def made(compute, *, pairwise=False, bounds=(-np.inf, np.inf)):
    changes = {"family": "made", "name": "up", "bounds": bounds, "compute": compute, "requires_law": False}
    return dataclasses.replace(METRICS[0], pairwise=pairwise, **changes)


def estimate(metric, comparison):
    """Of one score alone."""
    return estimates([metric], comparison)[0]


@pytest.fixture
def sample(law):
    return measure(law, draw(law, 200, np.random.default_rng(13)).waves, n_pairwise=50)


def half_width(values):
    """Of the interval for a mean: the jackknife's error is then the standard error of the means of ten groups."""
    groups = np.array([values[group::10].mean() for group in range(10)])
    return stats.t.ppf(0.975, 9) * groups.std(ddof=1) / np.sqrt(10)


def test_interval_of_a_mean_by_hand(sample):
    values = sample.waves[:, 0]
    expected = values.mean() + np.array([0, -1, 1]) * half_width(values)
    assert estimate(made(mean_of_first_points), Comparison(sample, sample)) == pytest.approx(expected)


def test_ten_waves_give_the_standard_error_of_their_mean(sample):
    ten = sample.take(np.arange(10))
    interval = estimate(made(mean_of_first_points), Comparison(sample, ten))
    assert (interval.high - interval.low) / 2 == pytest.approx(2.2622 * stats.sem(ten.waves[:, 0]), rel=1e-4)


def test_groups_are_of_generated_waves_alone(sample):
    # Of 200 waves, 20 are left out each time.
    sizes = []
    estimate(
        made(lambda both: float(sizes.append((len(both.real.waves), len(both.generated.waves))) or 0)),
        Comparison(sample, sample),
    )
    assert sizes == [(200, 200), *[(200, 180)] * 10]


def test_pairwise_scores_leave_out_waves_of_the_subset(sample):
    interval = estimate(made(mean_of_first_points, pairwise=True), Comparison(sample, sample))
    assert (interval.high - interval.low) / 2 == pytest.approx(half_width(sample.waves[:50, 0]))


def test_the_interval_stays_within_the_bounds(sample):
    bounds = (sample.waves[:, 0].mean() - 1e-6, sample.waves[:, 0].mean() + 1e-6)
    assert estimate(made(mean_of_first_points, bounds=bounds), Comparison(sample, sample))[1:] == pytest.approx(bounds)


def test_without_a_value_there_is_no_interval(sample):
    assert estimate(made(lambda *_: None), Comparison(sample, sample)) is None


def test_if_parts_have_no_value_the_interval_is_the_widest(sample):
    only_whole = made(lambda both: 1.0 if len(both.generated.waves) == 200 else None, bounds=(0, 7))
    assert estimate(only_whole, Comparison(sample, sample)) == (1.0, 0, 7)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_score_that_fails_is_named_in_the_error(sample, value):
    with pytest.raises(UnscorableError, match=f"score made/up gave {value}; the waves cannot be scored"):
        estimate(made(lambda *_: value), Comparison(sample, sample))


def test_scores_of_the_same_waves_share_their_distances(sample, monkeypatch):
    calls = []
    counted = lambda left, right: calls.append(1) or np.ones((len(left), len(right)))  # noqa: E731
    monkeypatch.setattr(comparison_module, "distances", counted)
    mean = made(lambda both: float(both.distances.mean()), pairwise=True)
    assert estimates([mean, mean], Comparison(sample, sample)) == [(1, 1, 1), (1, 1, 1)]
    assert len(calls) == 11


def test_each_score_gets_its_own_estimate(sample):
    metrics = [made(mean_of_first_points), made(lambda *_: None), made(mean_of_first_points, pairwise=True)]
    both = Comparison(sample, sample)
    assert estimates(metrics, both) == [estimate(metric, both) for metric in metrics]


SERIES = SamplingGrid(n_points=8, step=1.0)


def blocked(n_blocks, per_block=30, seed=0):
    """Real windows whose first points are those of their block, and as many generated series."""
    rng = np.random.default_rng(seed)
    block = np.repeat(np.arange(n_blocks), per_block)
    waves = rng.normal(size=(2, len(block), 8))
    waves[0] += 3 * rng.normal(size=n_blocks)[block][:, None]
    order = rng.permutation(len(block))
    return [
        measure(SERIES, waves[0][order], block=block[order], n_pairwise=60),
        measure(SERIES, waves[1], n_pairwise=60),
    ]


def difference(both):
    return float(both.real.waves[:, 0].mean() - both.generated.waves[:, 0].mean())


def test_whole_blocks_are_left_out_together_with_generated_waves() -> None:
    seen = []
    real, generated = blocked(6)
    estimate(
        made(lambda both: float(seen.append((set(both.real.block), len(both.generated.waves))) or 0)),
        Comparison(real, generated),
    )
    assert seen[0] == (set(range(6)), 180)
    assert [set(range(6)) - blocks for blocks, _ in seen[1:]] == [{group} for group in range(6)]
    assert {n for _, n in seen[1:]} == {150}


@pytest.mark.parametrize(("n_blocks", "n_groups"), [(2, 2), (9, 9), (10, 10), (25, 10)])
def test_there_are_as_many_groups_as_blocks_but_at_most_ten(n_blocks, n_groups) -> None:
    assert len(jackknife.tasks([], Comparison(*blocked(n_blocks)))) == 1 + n_groups


def test_the_error_is_that_of_both_sides_added_up() -> None:
    real, generated = blocked(10)
    blocks = np.array([real.waves[real.block == number, 0].mean() for number in range(10)])
    groups = np.array([generated.waves[group::10, 0].mean() for group in range(10)])
    interval = estimate(made(difference), Comparison(real, generated))
    expected = stats.t.ppf(0.975, 9) * np.std(blocks - groups, ddof=1) / np.sqrt(10)
    assert (interval.high - interval.low) / 2 == pytest.approx(expected)


def test_pairwise_scores_leave_out_blocks_of_the_subset() -> None:
    seen = []
    real, generated = blocked(6)
    estimate(
        made(lambda both: float(seen.append((len(both.real.waves), len(both.generated.waves))) or 0), pairwise=True),
        Comparison(real, generated),
    )
    sizes = [60 - int((real.subset.block == group).sum()) for group in range(6)]
    assert seen[1:] == [(n, 50) for n in sizes]


def test_a_single_block_gives_no_interval() -> None:
    assert estimate(made(difference, bounds=(-7, 7)), Comparison(*blocked(1)))[1:] == (-7, 7)


def test_intervals_by_block_hold_the_truth_as_often_as_they_say() -> None:
    held = {True: 0, False: 0}
    metric = made(difference)
    for seed in range(200):
        real, generated = blocked(8, 10, seed)
        for by_block in held:
            side = real if by_block else dataclasses.replace(real, block=None)
            interval = estimate(metric, Comparison(side, generated))
            held[by_block] += interval.low <= 0 <= interval.high
    assert held[True] >= stats.binom(200, 0.95).ppf(0.001)
    assert held[False] < 0.5 * 200, "of generated waves alone, intervals do not hold what other blocks give"
