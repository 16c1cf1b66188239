"""The whole scorecard of a few waves."""

import subprocess
import sys
from dataclasses import asdict

import numpy as np
import pytest

from sinegan.classifiers import c2st, noise_threshold
from sinegan.evaluation.scorecard import STEPS, evaluate
from sinegan.io import files
from sinegan.measurement.sample import measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import estimates
from sinegan.metrics.suite import METRICS
from sinegan.runtime.thread_map import parallel_map
from sinegan.schema.scores import Score, headline_values
from sinegan.waves.draw import render
from tests.closure import ROOT
from tests.fixtures.scores import by_key


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


def test_scoring_does_not_import_tensorflow():
    code = (
        "import sinegan.evaluation.scorecard, sinegan.commands.score, sys; "
        "assert not {'tensorflow', 'keras'} & {name.split('.')[0] for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=120)


# Regression tests: each of these failed once.


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
