"""Intervals of scores."""

import dataclasses

import numpy as np
import pytest
from scipy import stats

from sinegan.measurement.sample import UnscorableError, measure
from sinegan.metrics import comparison as comparison_module
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import estimates
from sinegan.metrics.suite import METRICS
from sinegan.waves.draw import draw


def mean_of_first_points(comparison):
    return float(comparison.generated.waves[:, 0].mean())


def made(compute, *, pairwise=False, bounds=(-np.inf, np.inf)):
    return dataclasses.replace(METRICS[0], family="made", name="up", bounds=bounds, compute=compute, pairwise=pairwise)


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
