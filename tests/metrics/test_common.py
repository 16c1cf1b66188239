"""Laws that every score keeps, and what `measure` refuses."""

import re

import numpy as np
import pytest

from stages.metrics.metric import Metric
from stages.metrics.sample import Sample, UnscorableError, measure
from stages.metrics.suite import METRICS
from stages.waves.draw import draw, render
from stages.waves.law import Law, Range

LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
N = 400

# How far apart two fresh draws of 400 waves may score; anything farther on the bad side is a fault seen.
TOLERANCES = {
    "quality/reference_sinad_median": 1.0,
    "quality/reference_sinad_p5": 1.0,
    "quality/free_sinad_median": 1.0,
    "quality/valid_share": 0.0,
    "quality/amplitude_error": 1e-8,  # below float32 rounding, 3e-8
    "quality/centre_error": 1e-8,
    "law/ks_frequency": 0.068,  # 1.36 / sqrt(400)
    "law/ks_phase": 0.068,
    "law/coverage": 0.06,  # of .632, four standard deviations
    "variety/spread_per_point": 0.01,
    "spectrum/log_spectral_distance": 0.8,  # draws of this size differ by up to .5 dB
    "spectrum/spectral_wasserstein": 0.05,
}

# Faults that a score cannot see, with the words that own up to it.
BLIND = {
    ("quality/reference_sinad_median", "collapsed"): "collapse",
    ("quality/reference_sinad_p5", "collapsed"): "collapse",
    ("quality/free_sinad_median", "collapsed"): "collapse",
    ("quality/valid_share", "collapsed"): "collapse",
    ("quality/amplitude_error", "collapsed"): "everything but amplitude",
    ("quality/centre_error", "collapsed"): "everything but the centre",
    ("quality/centre_error", "flat"): "everything but the centre",
    ("law/ks_phase", "noise"): "how good the waves are",
    ("variety/spread_per_point", "noise"): "noise of the same spread",
}


def key(metric: Metric) -> str:
    return f"{metric.family}/{metric.name}"


every_metric = pytest.mark.parametrize("metric", METRICS, ids=key)


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    """Three draws of real waves, and three faults."""
    rng = np.random.default_rng(21)
    waves = {name: draw(LAW, N, rng).waves for name in ("real", "fresh", "second")} | {
        # One clean wave with tiny jitter of its parameters, so that nothing but its sameness is wrong.
        "collapsed": render(LAW, rng.normal(3.0, 1e-3, N), rng.normal(1.5, 1e-3, N)).astype(np.float32),
        "noise": rng.normal(0.5, 0.5 / np.sqrt(2), (N, LAW.n_points)),
        "flat": np.full((N, LAW.n_points), 0.5, np.float32),
    }
    return {name: measure(LAW, values) for name, values in waves.items()}


def worse(metric: Metric, value: float, floor: float) -> float:
    """How much worse than the floor a value is; below 0 if better."""
    return {"higher": floor - value, "lower": value - floor, "floor": abs(value - floor)}[metric.better]


@every_metric
def test_fresh_real_waves_score_best(metric, samples):
    fresh, second, same = (metric.compute(samples["real"], samples[name]) for name in ("fresh", "second", "real"))
    for value in (fresh, same):
        assert worse(metric, value, second) <= TOLERANCES[key(metric)]


@every_metric
@pytest.mark.parametrize("fault", ["collapsed", "noise", "flat"])
def test_faulty_waves_score_worse_unless_the_metric_owns_to_be_blind(metric, fault, samples):
    floor, value = (metric.compute(samples["real"], samples[name]) for name in ("fresh", fault))
    seen = worse(metric, value, floor) > TOLERANCES[key(metric)]
    assert seen == ((key(metric), fault) not in BLIND), (value, floor)


@pytest.mark.parametrize(("name", "fault"), BLIND)
def test_blindness_is_owned_in_the_facts(name, fault):
    metric = next(metric for metric in METRICS if key(metric) == name)
    assert BLIND[name, fault] in metric.blind_to


@pytest.fixture(scope="module")
def shuffled(samples) -> dict[str, Sample]:
    rng = np.random.default_rng(22)
    return {name: measure(LAW, rng.permutation(samples[name].waves)) for name in ("real", "fresh", "noise")}


@every_metric
@pytest.mark.parametrize("name", ["fresh", "noise"])
def test_order_of_waves_does_not_matter(metric, name, samples, shuffled):
    assert not np.array_equal(samples[name].waves, shuffled[name].waves)
    expected = metric.compute(samples["real"], samples[name])
    np.testing.assert_allclose(metric.compute(shuffled["real"], shuffled[name]), expected, rtol=1e-9)


@pytest.fixture(scope="module")
def fewer(samples) -> Sample:
    return measure(LAW, samples["fresh"].waves[:150])


@every_metric
def test_sets_may_be_of_unequal_size(metric, samples, fewer):
    assert np.isfinite(metric.compute(fewer, samples["real"]))
    value, floor = (metric.compute(samples["real"], sample) for sample in (fewer, samples["fresh"]))
    # 150 waves scatter twice as much as 400, and cannot reach as many cells.
    if metric.name != "coverage":
        assert worse(metric, value, floor) <= 2 * TOLERANCES[key(metric)]


@every_metric
def test_scores_are_plain_finite_numbers(metric, samples):
    for sample in samples.values():
        value = metric.compute(samples["real"], sample)
        assert type(value) is float
        assert np.isfinite(value)


@pytest.fixture(scope="module")
def again(samples) -> dict[str, Sample]:
    return {name: measure(LAW, samples[name].waves) for name in ("real", "noise")}


@every_metric
def test_scores_are_reproducible(metric, samples, again):
    value = metric.compute(samples["real"], samples["noise"])
    assert metric.compute(again["real"], again["noise"]) == value


def test_names_are_unique():
    assert len({key(metric) for metric in METRICS}) == len(METRICS)


@every_metric
def test_facts_are_told(metric):
    for fact in ("family", "name", "bounds", "best", "estimator", "blind_to", "source"):
        assert isinstance(getattr(metric, fact), str)
        assert getattr(metric, fact).strip(), fact
    assert isinstance(metric.unit, str)
    assert metric.better in ("higher", "lower", "floor")


def with_a_fault(value: float) -> np.ndarray:
    waves = np.full((25, 50), 0.5)
    waves[3, 7] = value
    return waves


@pytest.mark.parametrize(
    ("waves", "message"),
    [
        (with_a_fault(np.nan), "wave 3 holds NaN or infinity"),
        (with_a_fault(np.inf), "wave 3 holds NaN or infinity"),
        (with_a_fault(-np.inf), "wave 3 holds NaN or infinity"),
        (np.zeros((25, 49)), "waves have shape (25, 49); expected (n, 50)"),
        (np.zeros(50), "waves have shape (50,); expected (n, 50)"),
        (np.zeros((1, 25, 50)), "waves have shape (1, 25, 50); expected (n, 50)"),
        (np.zeros((19, 50)), "19 waves are too few to score; give at least 20"),
        (np.zeros((0, 50)), "0 waves are too few to score; give at least 20"),
    ],
)
def test_measure_refuses(waves, message):
    with pytest.raises(UnscorableError, match=re.escape(message)):
        measure(LAW, waves)


def test_measure_keeps_the_waves_in_float64_and_measures_each(samples):
    drawn = draw(LAW, 20, np.random.default_rng(23)).waves
    sample = measure(LAW, drawn)
    np.testing.assert_array_equal(sample.waves, drawn.astype(np.float64), strict=True)
    assert sample.valid.shape == sample.free.rms.shape == sample.reference.rms.shape == (20,)
    assert sample.spectra.shape == (20, 26)
