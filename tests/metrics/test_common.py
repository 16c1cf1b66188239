"""Laws that every score keeps, and what `measure` refuses."""

import re
from functools import cache

import numpy as np
import pytest

from sinegan.measurement.sample import Sample, UnscorableError, measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.metrics.suite import METRICS
from sinegan.waves.draw import draw, render
from sinegan.waves.law import Law, Range

LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
N = 400  # below n_few, lest the order of waves decide which of them are looked at
SIGMAS = (0.02, 0.1, 0.4)

# How far apart two fresh draws of 400 waves may score; anything farther on the bad side is a fault seen.
TOLERANCES = {
    "quality/reference_sinad_median": 1.0,
    "quality/reference_sinad_p5": 1.0,
    "quality/free_sinad_median": 1.0,
    "quality/valid_share": 0.0,
    "quality/amplitude_error": 1e-8,  # rounding is clipped
    "quality/centre_error": 1e-8,
    "quality/recurrence_residual": 1e-8,
    "quality/high_band_power": 1.5,  # a mean ruled by few waves: draws scatter by .3 dB, those of 150 by more
    "quality/harmonic_distortion": 1.0,
    "law/ks_frequency": 0.07,  # 1.36 / sqrt(400) = .068
    "law/ks_phase": 0.068,
    "law/wasserstein_frequency": 0.02,  # scatters by .005 about .013
    "law/wasserstein_phase": 0.12,  # scatters by .03 about .08
    "law/coverage": 0.06,  # of .632, four standard deviations
    "law/cell_entropy": 0.02,
    "law/dependence": 0.08,  # scatters by .015 about .53
    "manifold/precision_01": 0.0,
    "manifold/recall_01": 0.07,  # sqrt(.1 * .9 / 400) = .015 of either draw
    "manifold/precision_03": 0.0,
    "manifold/recall_03": 0.12,
    "variety/spread_per_point": 0.01,
    "spectrum/log_spectral_distance": 0.8,  # draws of this size differ by up to .5 dB
    "spectrum/spectral_wasserstein": 0.05,
    "sample/mmd_narrow": 0.008,  # a set against itself is 2 (1 - mean kernel) / 400 = .005 below 0
    "sample/mmd_median": 0.004,
    "sample/sliced_wasserstein": 0.015,
    "sample/precision": 0.02,
    "sample/recall": 0.02,
    "sample/density": 0.2,  # a set against itself has 6 / 5: each wave is in its own ball
    "sample/coverage": 0.04,
    "sample/frechet_features": 0.02,
    "use/forecast_ratio": 0.12,
    "copying/nearer_to_training": 0.1,  # sqrt(1 / (6 * 400)) = .02 of either draw
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
    ("quality/recurrence_residual", "collapsed"): "collapse",
    ("quality/recurrence_residual", "flat"): "amplitude",
    ("quality/high_band_power", "collapsed"): "collapse",
    ("quality/harmonic_distortion", "collapsed"): "collapse",
    ("law/ks_phase", "noise"): "how good the waves are",
    ("law/wasserstein_phase", "noise"): "how good the waves are",
    ("manifold/precision_01", "collapsed"): "collapse",
    ("manifold/precision_03", "collapsed"): "collapse",
    ("variety/spread_per_point", "noise"): "noise of the same spread",
    ("sample/precision", "collapsed"): "collapse",
}

# Faults that leave a score without a value.
NO_VALUE = {("quality/harmonic_distortion", "flat")}  # no wave holds a cycle

# Faults that leave a ratio of two rounding errors, which differs between processors.
ROUNDING = {("quality/free_sinad_median", "flat")}  # no amplitude over no residual

# Scores that may stay as they are when noise grows.
DEAF = {
    "law/ks_frequency": "white noise scatters the fitted frequency, and does not shift it",
    "law/ks_phase": "white noise scatters the fitted phase, and does not shift it",
    "law/wasserstein_phase": "white noise scatters the fitted phase, and does not shift it",
    "law/dependence": "noise of frequency does not depend on phase",
    "sample/recall": "the balls around noisy waves grow with the noise, until they hold all",
}

# Scores that differ between 150 and 400 perfect waves.
BIASED = {
    "law/coverage": "150 waves cannot reach as many cells",
    "law/cell_entropy": "biased low by about 200 / n / log 400",
    "law/dependence": "biased upward by about 361 / (2 n) at most",
    "manifold/recall_01": "fewer waves are near fewer others",
    "manifold/recall_03": "fewer waves are near fewer others",
    "sample/coverage": "fewer waves reach fewer balls",
    "use/forecast_ratio": "fewer waves to learn from",
}

# Scores that ask some real waves and compare with the others.
SPLITS_REAL = {"use/forecast_ratio"}


def key(metric: Metric) -> str:
    return f"{metric.family}/{metric.name}"


every_metric = pytest.mark.parametrize("metric", METRICS, ids=key)


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    """Three draws of real waves, three faults, and three strengths of one and the same noise."""
    rng = np.random.default_rng(21)
    waves = {name: draw(LAW, N, rng).waves for name in ("real", "fresh", "second")} | {
        # One clean wave with tiny jitter of its parameters, so that nothing but its sameness is wrong.
        "collapsed": render(LAW, rng.normal(3.0, 1e-3, N), rng.normal(1.5, 1e-3, N)).astype(np.float32),
        "noise": rng.normal(0.5, 0.5 / np.sqrt(2), (N, LAW.n_points)),
        "flat": np.full((N, LAW.n_points), 0.5, np.float32),
    }
    grain = rng.standard_normal((N, LAW.n_points))
    waves |= {f"sigma {sigma}": waves["fresh"] + sigma * grain for sigma in SIGMAS}
    training = draw(LAW, 1_000, rng).waves
    return {name: measure(LAW, values, training=training) for name, values in waves.items()}


@pytest.fixture(scope="module")
def score(samples):
    """Of a set by its name, against the real one; computed once."""
    return cache(lambda metric, name: metric.compute(Comparison(samples["real"], samples[name])))


def worse(metric: Metric, value: float, floor: float) -> float:
    """How much worse than the floor a value is; below 0 if better."""
    return {"higher": floor - value, "lower": value - floor, "floor": abs(value - floor)}[metric.better]


def test_the_tables_name_scores_that_there_are():
    names = {key(metric) for metric in METRICS}
    assert names == TOLERANCES.keys()
    assert names >= {name for name, _ in BLIND.keys() | NO_VALUE | ROUNDING} | DEAF.keys() | BIASED.keys() | SPLITS_REAL


@every_metric
def test_fresh_real_waves_score_best(metric, score):
    fresh, second, same = (score(metric, name) for name in ("fresh", "second", "real"))
    for value in (fresh, same):
        assert worse(metric, value, second) <= TOLERANCES[key(metric)]


@every_metric
@pytest.mark.parametrize("fault", ["collapsed", "noise", "flat"])
def test_faulty_waves_score_worse_unless_the_metric_owns_to_be_blind(metric, fault, score):
    floor, value = score(metric, "fresh"), score(metric, fault)
    assert (value is None) == ((key(metric), fault) in NO_VALUE)
    if (key(metric), fault) in ROUNDING:
        assert metric.bounds[0] <= value <= metric.bounds[1]
    elif value is not None:
        seen = worse(metric, value, floor) > TOLERANCES[key(metric)]
        assert seen == ((key(metric), fault) not in BLIND), (value, floor)


@pytest.mark.parametrize(("name", "fault"), BLIND)
def test_blindness_is_owned_in_the_facts(name, fault):
    metric = next(metric for metric in METRICS if key(metric) == name)
    assert BLIND[name, fault] in metric.blind_to


@every_metric
def test_scores_fall_as_noise_grows(metric, score):
    floor = score(metric, "fresh")
    excess = [worse(metric, score(metric, f"sigma {sigma}"), floor) for sigma in SIGMAS]
    tolerance = TOLERANCES[key(metric)]
    assert all(after >= before - tolerance for before, after in zip([0.0, *excess], excess, strict=False)), excess
    assert (excess[-1] > tolerance) == (key(metric) not in DEAF), excess


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
    real = samples["real"] if key(metric) in SPLITS_REAL else shuffled["real"]
    np.testing.assert_allclose(
        metric.compute(Comparison(real, shuffled[name])), score(metric, name), rtol=1e-8, atol=1e-12
    )


@pytest.mark.parametrize("metric", [metric for metric in METRICS if metric.symmetric], ids=key)
@pytest.mark.parametrize("name", ["fresh", "collapsed", "noise"])
def test_real_and_generated_may_change_places_where_declared(metric, name, samples, score):
    exchanged = metric.compute(Comparison(samples[name], samples["real"]))
    np.testing.assert_allclose(exchanged, score(metric, name), rtol=1e-9)


@pytest.fixture(scope="module")
def fewer(samples) -> Sample:
    return measure(LAW, samples["fresh"].waves[:150], training=samples["real"].training)


@every_metric
def test_sets_may_be_of_unequal_size(metric, samples, fewer, score):
    assert np.isfinite(metric.compute(Comparison(fewer, samples["real"])))
    value = metric.compute(Comparison(samples["real"], fewer))
    assert np.isfinite(value)
    # 150 waves scatter twice as much as 400.
    if key(metric) not in BIASED:
        assert worse(metric, value, score(metric, "fresh")) <= 2 * TOLERANCES[key(metric)]


@every_metric
def test_scores_are_plain_finite_numbers_within_their_bounds(metric, samples, score):
    low, high = metric.bounds
    for name in samples:
        value = score(metric, name)
        if value is None:
            assert (key(metric), name) in NO_VALUE
        else:
            assert type(value) is float
            assert np.isfinite(value)
            assert low <= value <= high, name


@pytest.fixture(scope="module")
def halves(samples):
    """Sets of which the first half counts as few: the real one, a fresh one, and each with noise in its other half."""
    noise = samples["noise"].waves[N // 2 :]
    training = samples["real"].training
    waves = {name: samples[name].waves for name in ("real", "fresh")}
    waves |= {f"{name}, spoilt": np.concatenate([waves[name][: N // 2], noise]) for name in ("real", "fresh")}
    return {name: measure(LAW, values, n_few=N // 2, training=training) for name, values in waves.items()}


@every_metric
def test_scores_on_few_waves_look_at_the_first_ones_and_others_at_all(metric, halves):
    whole, spoilt = (metric.compute(Comparison(halves["real"], halves[name])) for name in ("fresh", "fresh, spoilt"))
    assert (whole == spoilt) == metric.few
    if metric.few and key(metric) not in SPLITS_REAL:
        assert metric.compute(Comparison(halves["real, spoilt"], halves["fresh"])) == whole


@pytest.fixture(scope="module")
def again(samples) -> dict[str, Sample]:
    return {name: measure(LAW, samples[name].waves, training=samples["real"].training) for name in ("real", "noise")}


@every_metric
def test_scores_are_reproducible(metric, again, score):
    assert metric.compute(Comparison(again["real"], again["noise"])) == score(metric, "noise")


def test_names_are_unique():
    assert len({key(metric) for metric in METRICS}) == len(METRICS)


@every_metric
def test_facts_are_told(metric):
    for fact in ("family", "name", "best", "estimator", "blind_to", "source"):
        assert isinstance(getattr(metric, fact), str)
        assert getattr(metric, fact).strip(), fact
    assert isinstance(metric.unit, str)
    assert metric.better in ("higher", "lower", "floor")
    low, high = metric.bounds
    assert low < high


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
