"""Properties that every score must have, and what `measure` refuses."""

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
N = 400  # below n_pairwise, so that all waves are used in any order
SIGMAS = (0.02, 0.1, 0.4)

# How much the scores of two fresh draws of 400 waves may differ; a larger difference on the bad side is a detection.
TOLERANCES = {
    "quality/sinad_db": 1.0,
    "quality/sinad_p5_db": 1.0,
    "quality/free_sinad_db": 1.0,
    "quality/valid_fraction": 0.0,
    "quality/amplitude_error": 1e-8,  # rounding is clipped
    "quality/centre_error": 1e-8,
    "quality/recurrence_residual": 1e-8,
    "quality/high_band_power_db": 1.5,  # a mean dominated by few waves: draws differ by 0.3 dB, those of 150 by more
    "quality/harmonic_distortion_db": 1.0,
    "distribution/ks_frequency": 0.07,  # 1.36 / sqrt(400) = 0.068
    "distribution/ks_phase": 0.068,
    "distribution/wasserstein_frequency": 0.02,  # 0.013 +- 0.005
    "distribution/wasserstein_phase": 0.12,  # 0.08 +- 0.03
    "distribution/grid_coverage": 0.06,  # of 0.632, four standard deviations
    "distribution/grid_entropy": 0.02,
    "distribution/mutual_information": 0.08,  # 0.53 +- 0.015
    "manifold/manifold_precision_0.01": 0.0,
    "manifold/manifold_recall_0.01": 0.07,  # sqrt(0.1 * 0.9 / 400) = 0.015 of either draw
    "manifold/manifold_precision_0.03": 0.0,
    "manifold/manifold_recall_0.03": 0.12,
    "diversity/std_per_point": 0.01,
    "spectrum/spectral_distance_db": 0.8,  # draws of this size differ by up to 0.5 dB
    "spectrum/spectral_wasserstein": 0.05,
    "sample/mmd_narrow": 0.008,  # a set against itself is 2 (1 - mean kernel) / 400 = 0.005 below 0
    "sample/mmd_median": 0.004,
    "sample/sliced_wasserstein": 0.015,
    "sample/precision": 0.02,
    "sample/recall": 0.02,
    "sample/density": 0.2,  # a set against itself has 6 / 5: each wave is in its own ball
    "sample/coverage": 0.04,
    "sample/frechet_distance": 0.02,
    "tstr/error_ratio": 0.12,
    "memorization/memorization": 0.1,  # sqrt(1 / (6 * 400)) = 0.02 of either draw
}

# Corruptions that a score cannot detect, with the words of its description that say so.
BLIND = {
    ("quality/sinad_db", "mode_collapse"): "collapse",
    ("quality/sinad_p5_db", "mode_collapse"): "collapse",
    ("quality/free_sinad_db", "mode_collapse"): "collapse",
    ("quality/valid_fraction", "mode_collapse"): "collapse",
    ("quality/amplitude_error", "mode_collapse"): "everything but amplitude",
    ("quality/centre_error", "mode_collapse"): "everything but the centre",
    ("quality/centre_error", "flat"): "everything but the centre",
    ("quality/recurrence_residual", "mode_collapse"): "collapse",
    ("quality/recurrence_residual", "flat"): "amplitude",
    ("quality/high_band_power_db", "mode_collapse"): "collapse",
    ("quality/harmonic_distortion_db", "mode_collapse"): "collapse",
    ("distribution/ks_phase", "noise"): "the quality of the waves",
    ("distribution/wasserstein_phase", "noise"): "the quality of the waves",
    ("manifold/manifold_precision_0.01", "mode_collapse"): "collapse",
    ("manifold/manifold_precision_0.03", "mode_collapse"): "collapse",
    ("diversity/std_per_point", "noise"): "noise of equal standard deviation",
    ("sample/precision", "mode_collapse"): "collapse",
}

# Corruptions with which a score has no value.
NO_VALUE = {("quality/harmonic_distortion_db", "flat")}  # no wave holds a cycle

# Corruptions with which a score is a ratio of two rounding errors, which differs between processors.
ROUNDING = {("quality/free_sinad_db", "flat")}  # amplitude 0 over residual 0

# Scores that need not get worse as noise grows.
INSENSITIVE = {
    "distribution/ks_frequency": "white noise blurs the fitted frequency, and does not shift it",
    "distribution/ks_phase": "white noise blurs the fitted phase, and does not shift it",
    "distribution/wasserstein_phase": "white noise blurs the fitted phase, and does not shift it",
    "distribution/mutual_information": "noise of frequency does not depend on phase",
    "sample/recall": "the balls around noisy waves grow with the noise, until they hold all real waves",
}

# Scores that differ between 150 and 400 perfect waves.
BIASED = {
    "distribution/grid_coverage": "150 waves cannot reach as many cells",
    "distribution/grid_entropy": "biased low by about 200 / n / log 400",
    "distribution/mutual_information": "biased upward by about 361 / (2 n) at most",
    "manifold/manifold_recall_0.01": "fewer waves are near fewer others",
    "manifold/manifold_recall_0.03": "fewer waves are near fewer others",
    "sample/coverage": "fewer waves reach fewer balls",
    "tstr/error_ratio": "fewer waves to train on",
}

# Scores that train on some real waves and test on others.
SPLITS_REAL = {"tstr/error_ratio"}


def key(metric: Metric) -> str:
    return f"{metric.family}/{metric.name}"


every_metric = pytest.mark.parametrize("metric", METRICS, ids=key)


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    """Three draws of real waves, three corruptions, and the same noise in three strengths."""
    rng = np.random.default_rng(21)
    waves = {name: draw(LAW, N, rng).waves for name in ("real", "fresh", "second")} | {
        # One clean wave with tiny jitter of its parameters, so that only the lack of variety is wrong.
        "mode_collapse": render(LAW, rng.normal(3.0, 1e-3, N), rng.normal(1.5, 1e-3, N)).astype(np.float32),
        "noise": rng.normal(0.5, 0.5 / np.sqrt(2), (N, LAW.n_points)),
        "flat": np.full((N, LAW.n_points), 0.5, np.float32),
    }
    grain = rng.standard_normal((N, LAW.n_points))
    waves |= {f"sigma {sigma}": waves["fresh"] + sigma * grain for sigma in SIGMAS}
    training = draw(LAW, 1_000, rng).waves
    return {name: measure(LAW, values, training=training) for name, values in waves.items()}


@pytest.fixture(scope="module")
def score(samples):
    """The score of a set, by name, against the real one; computed once."""
    return cache(lambda metric, name: metric.compute(Comparison(samples["real"], samples[name])))


def worse(metric: Metric, value: float, baseline: float) -> float:
    """How much worse than the baseline a value is; below 0 if better."""
    return {"higher": baseline - value, "lower": value - baseline, "baseline": abs(value - baseline)}[metric.better]


def test_the_tables_above_name_scores_that_exist():
    names = {key(metric) for metric in METRICS}
    assert names == TOLERANCES.keys()
    assert (
        names
        >= {name for name, _ in BLIND.keys() | NO_VALUE | ROUNDING} | INSENSITIVE.keys() | BIASED.keys() | SPLITS_REAL
    )


@every_metric
def test_fresh_real_waves_score_best(metric, score):
    fresh, second, same = (score(metric, name) for name in ("fresh", "second", "real"))
    for value in (fresh, same):
        assert worse(metric, value, second) <= TOLERANCES[key(metric)]


@every_metric
@pytest.mark.parametrize("corruption", ["mode_collapse", "noise", "flat"])
def test_corrupted_waves_score_worse_unless_the_metric_is_declared_blind(metric, corruption, score):
    baseline, value = score(metric, "fresh"), score(metric, corruption)
    assert (value is None) == ((key(metric), corruption) in NO_VALUE)
    if (key(metric), corruption) in ROUNDING:
        assert metric.bounds[0] <= value <= metric.bounds[1]
    elif value is not None:
        detected = worse(metric, value, baseline) > TOLERANCES[key(metric)]
        assert detected == ((key(metric), corruption) not in BLIND), (value, baseline)


@pytest.mark.parametrize(("name", "corruption"), BLIND)
def test_the_description_says_to_what_the_metric_is_blind(name, corruption):
    metric = next(metric for metric in METRICS if key(metric) == name)
    assert BLIND[name, corruption] in metric.blind_to


@every_metric
def test_scores_get_worse_as_noise_grows(metric, score):
    baseline = score(metric, "fresh")
    excess = [worse(metric, score(metric, f"sigma {sigma}"), baseline) for sigma in SIGMAS]
    tolerance = TOLERANCES[key(metric)]
    assert all(after >= before - tolerance for before, after in zip([0.0, *excess], excess, strict=False)), excess
    assert (excess[-1] > tolerance) == (key(metric) not in INSENSITIVE), excess


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


@every_metric
def test_scores_are_finite_floats_within_their_bounds(metric, samples, score):
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


def test_names_are_unique():
    assert len({key(metric) for metric in METRICS}) == len(METRICS)


@every_metric
def test_descriptions_are_complete(metric):
    for field in ("family", "name", "best", "estimator", "blind_to", "source"):
        assert isinstance(getattr(metric, field), str)
        assert getattr(metric, field).strip(), field
    assert isinstance(metric.unit, str)
    assert metric.better in ("higher", "lower", "baseline")
    low, high = metric.bounds
    assert low < high


def with_one_point(value: float) -> np.ndarray:
    waves = np.full((25, 50), 0.5)
    waves[3, 7] = value
    return waves


@pytest.mark.parametrize(
    ("waves", "message"),
    [
        (with_one_point(np.nan), "wave 3 holds NaN or infinity"),
        (with_one_point(np.inf), "wave 3 holds NaN or infinity"),
        (with_one_point(-np.inf), "wave 3 holds NaN or infinity"),
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
