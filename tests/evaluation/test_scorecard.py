"""The whole scorecard of a few waves."""

import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from sinegan.calibration import calibrate as calibrate_module
from sinegan.calibration import calibration_sets as sets_module
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.evaluation import scorecard
from sinegan.evaluation.scorecard import STEPS, evaluate
from sinegan.io import files
from sinegan.measurement.sample import UnscorableError, measure
from sinegan.metrics.baseline import Baseline, Calibration, Sizes
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import estimates
from sinegan.metrics.suite import METRICS
from sinegan.runtime.thread_map import parallel_map
from sinegan.schema.corrupted import CorruptedScores
from sinegan.schema.scores import Score, headline_values
from sinegan.waves.draw import draw, render
from sinegan.waves.law import Range
from tests.score_fixtures import by_key

ROOT = Path(__file__).resolve().parents[2]
SMALL = Sizes(n_waves=200, n_pairwise=100, n_classifier=60, classifier_repeats=3)


@pytest.fixture(scope="module")
def real(two_draws):
    return two_draws[0][:200]


@pytest.fixture(scope="module")
def fresh(two_draws):
    return two_draws[1][:200]


@pytest.fixture(scope="module")
def training(law):
    return draw(law, 300, np.random.default_rng(61)).waves


@pytest.fixture(scope="module")
def scored(quick_classifiers, law, real, training):
    """Scores of generated waves against the 200 real ones."""

    def scores(generated, seed=1, **changes):
        kwargs = {"training": training, "classifiers": quick_classifiers} | changes
        return by_key(evaluate(real, generated, law, seed, **kwargs).scores)

    return scores


@pytest.fixture(scope="module")
def reported():
    """Progress as reported in some of the evaluations."""
    return {"plain": [], "calibrated": []}


@pytest.fixture(scope="module")
def plain(scored, fresh, reported):
    """Of fresh waves, without a calibration."""
    return scored(fresh, report=lambda done, _: reported["plain"].append(done))


def calibration_for(law, keys, sizes):
    """A calibration with the same baseline for all scores, and with anchors for all but coverages."""
    with_anchors = [key for key in keys if "coverage" not in key]
    corrupted = [
        CorruptedScores(
            name=name, unit="of waves", strength=1.0, scores=dict.fromkeys(with_anchors, value), distances={}
        )
        for name, value in (("mode collapse", 0.25), ("uniform noise", 0.75))
    ]
    baselines = {key: Baseline(mean=0.5, sd=0.125, repeats=7) for key in keys}
    return Calibration(law=law, sizes=sizes, baselines=baselines, corrupted=corrupted)


@pytest.fixture(scope="module")
def keys(law, fresh):
    """Of the scores of 200 waves, with 100 for pairwise scores and 60 for classifiers."""
    metrics = {metric.key(measure(law, fresh, n_pairwise=100)) for metric in METRICS}
    return metrics | {f"c2st_60/{info.name}" for info in c2st.infos(CLASSIFIERS)}


@pytest.fixture(scope="module")
def fitting(law, keys):
    return calibration_for(law, keys, SMALL)


@pytest.fixture(scope="module")
def calibrated(scored, fresh, fitting, reported):
    return scored(fresh, calibration=fitting, report=lambda done, _: reported["calibrated"].append(done))


def baselines_of(scores):
    return {key: (row.baseline, row.baseline_sd, row.baseline_repeats) for key, row in scores.items()}


def are_of_single_draw(scores):
    kinds = {(row.baseline_sd, row.baseline_repeats, row.flagged) for row in scores.values()}
    anchors = {getattr(row, name) for row in scores.values() for name in ("mode_collapse", "uniform_noise")}
    return kinds == {(None, 1, None)} and anchors == {None}


def test_every_score_has_its_description(plain, law, fresh, quick_classifiers):
    sample = measure(law, fresh)
    infos = {metric.key(sample): metric for metric in METRICS}
    infos |= {f"c2st_200/{info.name}": info for info in c2st.infos(quick_classifiers)}
    assert list(plain) == list(infos)
    for key, info in infos.items():
        texts = {name: text for name, text in asdict(info).items() if isinstance(text, str)}
        assert texts.items() <= plain[key].model_dump().items()


def test_all_headlines_are_among_them(plain, calibrated):
    for scores in (plain, calibrated):
        assert None not in headline_values(scores.values()).values()


def test_values_are_those_of_metrics_and_classifiers(calibrated, law, real, fresh, training, quick_classifiers):
    sides = measure(law, real, n_pairwise=100, training=training), measure(law, fresh, n_pairwise=100)
    for metric, estimate in zip(METRICS, estimates(METRICS, Comparison(*sides)), strict=True):
        row = calibrated[metric.key(sides[1])]
        assert (row.value, row.low, row.high) == estimate
    results = c2st.two_sample_tests(*sides, 1, n=60, repeats=3, classifiers=quick_classifiers)
    row = calibrated["c2st_60/logistic_features_auc"]
    assert (row.value, row.low, row.high) == results["logistic_features"].auc_interval
    sweep = noise_threshold.sweep(*(side.take(slice(60)) for side in sides), 1, classifiers=quick_classifiers)
    sigma = noise_threshold.noise_threshold({level: task() for level, task in sweep.items()})
    row = calibrated["c2st_60/noise_threshold"]
    assert (row.value, row.low, row.high) == sigma


def test_intervals_hold_the_value(plain, calibrated, scored, noise, fitting):
    for scores in (plain, calibrated, scored(noise[:200], calibration=fitting)):
        for key, row in scores.items():
            if row.value is not None:
                assert row.low <= row.value <= row.high, key


def test_without_calibration_baselines_are_those_of_one_fresh_draw(plain, law, real, training, quick_classifiers):
    assert are_of_single_draw(plain)
    fresh = draw(law, 200, np.random.default_rng([1, 2])).waves
    sides = measure(law, real, training=training), measure(law, fresh)
    assert plain["distribution/ks_phase"].baseline == next(m for m in METRICS if m.name == "ks_phase").compute(
        Comparison(*sides)
    )
    assert plain["memorization_200/memorization"].baseline is not None
    results = c2st.two_sample_tests(*sides, 1, n=200, repeats=1, classifiers=quick_classifiers)
    assert plain["c2st_200/boosted_trees_accuracy"].baseline == results["boosted_trees"].accuracy.value


def test_a_calibration_that_fits_gives_baselines_and_anchors(calibrated, keys):
    assert set(calibrated) == keys
    assert baselines_of(calibrated) == dict.fromkeys(calibrated, (0.5, 0.125, 7))
    for key, row in calibrated.items():
        assert row.flagged == (abs(row.value - 0.5) > 5 * 0.125), key
        assert (row.mode_collapse, row.uniform_noise) == ((None, None) if "coverage" in key else (0.25, 0.75)), key


def test_of_more_waves_than_in_the_calibration_the_first_are_scored(scored, two_draws, fitting, calibrated):
    assert scored(two_draws[1], calibration=fitting) == calibrated


@pytest.fixture(params=["fewer waves", "another law", "a missing score"])
def misfit(request, law, keys):
    """A calibration that does not fit, and the number of waves."""
    wider = law.model_copy(update={"multiplier": Range(low=1.0, high=2.5)})
    without = keys - {"distribution/grid_coverage"}
    return {
        "fewer waves": (calibration_for(law, keys, SMALL), 150),
        "another law": (calibration_for(wider, keys, SMALL), 200),
        "a missing score": (calibration_for(law, without, SMALL), 200),
    }[request.param]


def test_if_a_calibration_does_not_fit_baselines_are_those_of_one_draw(misfit, scored, fresh):
    calibration, n = misfit
    scores = scored(fresh[:n], calibration=calibration)
    assert are_of_single_draw(scores)
    assert 0.5 not in {
        scores[key].baseline
        for key in ("distribution/grid_coverage", "distribution/ks_phase", "distribution/mutual_information")
    }


def test_sizes_are_reduced_for_few_waves(scored, fresh):
    scores = scored(fresh[:150])
    assert {"sample_150/coverage", "c2st_150/noise_threshold"} <= set(scores)


def test_few_real_waves_limit_the_sizes_and_the_card_holds_the_scored_waves(
    law, real, fresh, training, quick_classifiers
):
    card = evaluate(real[:120], fresh, law, 1, training=training, classifiers=quick_classifiers)
    np.testing.assert_array_equal(card.real.waves, real[:120])
    np.testing.assert_array_equal(card.real.training, training)
    np.testing.assert_array_equal(card.generated.waves, fresh[:120])
    assert "c2st_120/noise_threshold" in by_key(card.scores)
    sweep = noise_threshold.sweep(card.real, card.generated, 1, classifiers=quick_classifiers)
    assert card.curve == {level: task() for level, task in sweep.items()}


@pytest.mark.parametrize(("n_real", "n_generated"), [(200, 49), (49, 200), (200, 0)])
def test_fewer_than_fifty_waves_are_refused(law, real, fresh, n_real, n_generated):
    with pytest.raises(UnscorableError, match=f"{min(n_real, n_generated)} waves are too few .* at least 50"):
        evaluate(real[:n_real], fresh[:n_generated], law, 1)


def test_waves_that_cannot_be_measured_are_refused(law, real, fresh):
    with pytest.raises(UnscorableError, match="shape"):
        evaluate(real, fresh[:, :40], law, 1)
    broken = fresh.copy()
    broken[7, 3] = np.nan
    with pytest.raises(UnscorableError, match="wave 7 holds NaN"):
        evaluate(real, broken, law, 1)


def test_a_score_that_fails_is_named_in_the_error(monkeypatch, law, real, fresh, quick_classifiers):
    broken = replace(METRICS[0], family="made", name="up", compute=lambda *_: np.nan)
    monkeypatch.setattr(scorecard, "metrics_of", lambda _grid: (*METRICS, broken))
    with pytest.raises(UnscorableError, match="score made/up gave nan; the waves cannot be scored"):
        evaluate(real, fresh, law, 1, classifiers=quick_classifiers)


def test_threads_give_the_same_numbers(scored, fresh, fitting, plain, calibrated):
    assert scored(fresh, parallel_map=parallel_map) == plain
    assert scored(fresh, parallel_map=parallel_map, calibration=fitting) == calibrated


def test_the_seed_changes_the_classifier_scores_alone(scored, fresh, fitting, calibrated):
    other = scored(fresh, seed=2, calibration=fitting)
    differ = {key for key, row in calibrated.items() if row != other[key]}
    assert differ
    assert all(key.startswith("c2st_") for key in differ)


@pytest.mark.usefixtures("plain", "calibrated")
def test_progress_goes_up_to_the_steps(reported):
    for steps in reported.values():
        assert steps[0] == 1
        assert steps == sorted(steps)
        assert steps[-1] == STEPS


def test_scores_can_be_written(plain, calibrated, tmp_path):
    for scores in (plain, calibrated):
        files.write_json(str(tmp_path / "a.json"), {key: score.model_dump() for key, score in scores.items()})
        read = files.read_json(str(tmp_path / "a.json"))
        assert {key: Score.model_validate(row) for key, row in read.items()} == scores


def test_a_calibration_of_the_same_waves_fits(law, real, fresh, training, quick_classifiers, monkeypatch, scored):
    monkeypatch.setattr(sets_module, "CORRUPTIONS", sets_module.CORRUPTIONS[:1])
    options = Calibrate(**SMALL.model_dump(), baseline_repeats=3, classifier_baseline_repeats=3, seed=5)
    calibration = calibrate_module.calibrate(law, real, fresh, training, options, classifiers=quick_classifiers)
    scores = scored(fresh, calibration=calibration)
    assert {row.baseline_repeats for row in scores.values()} == {3}
    assert set(scores) == set(calibration.baselines)


def test_scoring_does_not_import_tensorflow():
    code = (
        "import sinegan.evaluation.scorecard, sinegan.commands.score, sys; "
        "assert not {'tensorflow', 'keras'} & {name.split('.')[0] for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=120)


# Regression tests: each of these failed once.


def test_without_training_waves_memorization_is_not_flagged(scored, fresh, fitting):
    assert scored(fresh, calibration=fitting, training=None)["memorization_100/memorization"].flagged is None


def test_perfect_waves_in_float64_are_not_recognised_by_their_rounding(scored, law, rng):
    perfect = render(law, rng.uniform(0, 100, 200), rng.uniform(1, 2, 200))
    assert scored(perfect)["c2st_200/logistic_features_accuracy"].value < 0.7


def test_an_unknown_interval_can_be_written(scored, law, rng, tmp_path):
    # Twenty waves hold a cycle, the fewest that harmonic distortion needs; without two of them it has no value.
    waves = render(law, rng.uniform(0, 100, 200), np.where(np.arange(200) < 20, 1.6, 1.1)).astype(np.float32)
    files.write_json(str(tmp_path / "a.json"), [score.model_dump() for score in scored(waves).values()])


def test_the_interval_holds_the_value_of_the_real_waves_themselves(scored, real):
    row = scored(real)["sample_200/frechet_distance"]
    assert row.low <= row.value <= row.high


def test_a_small_test_set_can_be_calibrated(law, real, fresh, training, quick_classifiers, monkeypatch):
    monkeypatch.setattr(sets_module, "CORRUPTIONS", sets_module.CORRUPTIONS[:1])
    options = Calibrate(**SMALL.model_dump(), baseline_repeats=3, classifier_baseline_repeats=3, seed=5)
    calibrate_module.calibrate(law, real[:150], fresh, training, options, classifiers=quick_classifiers)
