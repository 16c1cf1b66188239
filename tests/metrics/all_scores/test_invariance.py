"""What must not change a score: order, swapped sides, fewer waves, waves beyond the subset, a second run."""

import numpy as np
import pytest

from sinegan.measurement.sample import Sample, measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.suite import METRICS
from tests.fixtures.fits import LAW
from tests.metrics.all_scores.declared import BIASED, SPLITS_REAL, TOLERANCES, N, every_metric, key, worse


@pytest.fixture(scope="module")
def shuffled(samples) -> dict[str, Sample]:
    rng = np.random.default_rng(22)
    training = rng.permutation(samples["real"].training)
    names = ("real", "fresh", "noise")
    return {name: measure(LAW, rng.permutation(samples[name].waves), training=training) for name in names}


@every_metric
@pytest.mark.parametrize("name", ["fresh", "noise"])
def test_order_of_waves_does_not_matter(metric, name, samples, shuffled, score):
    assert not np.array_equal(samples[name].waves, shuffled[name].waves)
    if key(metric) in SPLITS_REAL:  # and learns from the first half of the generated ones
        order = np.concatenate([np.random.default_rng(23).permutation(N // 2), np.arange(N // 2, N)])
        sides = samples["real"], samples[name].take(order)
    else:
        sides = shuffled["real"], shuffled[name]
    np.testing.assert_allclose(metric.compute(Comparison(*sides)), score(metric, name), rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("metric", [metric for metric in METRICS if metric.symmetric], ids=key)
@pytest.mark.parametrize("name", ["fresh", "mode_collapse", "noise"])
def test_real_and_generated_can_be_swapped_if_declared(metric, name, samples, score):
    swapped = metric.compute(Comparison(samples[name], samples["real"]))
    np.testing.assert_allclose(swapped, score(metric, name), rtol=1e-9)


@pytest.fixture(scope="module")
def fewer(samples) -> Sample:
    return measure(LAW, samples["fresh"].waves[:150], training=samples["real"].training)


@every_metric
def test_sets_may_be_of_unequal_size(metric, samples, fewer, score):
    assert np.isfinite(metric.compute(Comparison(fewer, samples["real"])))
    value = metric.compute(Comparison(samples["real"], fewer))
    assert np.isfinite(value)
    # The standard deviation for 150 waves is up to twice that for 400.
    if key(metric) not in BIASED:
        assert worse(metric, value, score(metric, "fresh")) <= 2 * TOLERANCES[key(metric)]


@pytest.fixture(scope="module")
def halves(samples):
    """Sets whose subset is the first half: a real one, a fresh one, and each of them with noise in the other half."""
    noise = samples["noise"].waves[N // 2 :]
    training = samples["real"].training
    waves = {name: samples[name].waves for name in ("real", "fresh")}
    waves |= {f"{name}, corrupted": np.concatenate([waves[name][: N // 2], noise]) for name in ("real", "fresh")}
    return {name: measure(LAW, values, n_pairwise=N // 2, training=training) for name, values in waves.items()}


@every_metric
def test_pairwise_scores_use_the_first_waves_and_others_use_all(metric, halves):
    whole, corrupted = (
        metric.compute(Comparison(halves["real"], halves[name])) for name in ("fresh", "fresh, corrupted")
    )
    assert (whole == corrupted) == metric.pairwise
    if metric.pairwise and key(metric) not in SPLITS_REAL:
        assert metric.compute(Comparison(halves["real, corrupted"], halves["fresh"])) == whole


@pytest.fixture(scope="module")
def again(samples) -> dict[str, Sample]:
    return {name: measure(LAW, samples[name].waves, training=samples["real"].training) for name in ("real", "noise")}


@every_metric
def test_scores_are_reproducible(metric, again, score):
    assert metric.compute(Comparison(again["real"], again["noise"])) == score(metric, "noise")
