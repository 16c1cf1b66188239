"""Baselines of a scorecard: from a calibration that fits, otherwise from one fresh draw."""

import numpy as np
import pytest

from sinegan.calibration import calibrate as calibrate_module
from sinegan.calibration import calibration_sets as sets_module
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st
from sinegan.measurement.sample import measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.suite import METRICS
from sinegan.waves.draw import draw
from sinegan.waves.law import Range
from tests.evaluation.equal_baselines import SMALL, calibration_for


def baselines_of(scores):
    return {key: (row.baseline, row.baseline_sd, row.baseline_repeats) for key, row in scores.items()}


def are_of_single_draw(scores):
    kinds = {(row.baseline_sd, row.baseline_repeats, row.flagged) for row in scores.values()}
    anchors = {getattr(row, name) for row in scores.values() for name in ("mode_collapse", "uniform_noise")}
    return kinds == {(None, 1, None)} and anchors == {None}


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


def test_a_calibration_of_the_same_waves_fits(law, real, fresh, training, quick_classifiers, monkeypatch, scored):
    monkeypatch.setattr(sets_module, "CORRUPTIONS", sets_module.CORRUPTIONS[:1])
    options = Calibrate(**SMALL.model_dump(), baseline_repeats=3, classifier_baseline_repeats=3, seed=5)
    calibration = calibrate_module.calibrate(law, real, fresh, training, options, classifiers=quick_classifiers)
    scores = scored(fresh, calibration=calibration)
    assert {row.baseline_repeats for row in scores.values()} == {3}
    assert set(scores) == set(calibration.baselines)


# Regression tests: each of these failed once.


def test_without_training_waves_memorization_is_not_flagged(scored, fresh, fitting):
    assert scored(fresh, calibration=fitting, training=None)["memorization_100/memorization"].flagged is None


def test_a_small_test_set_can_be_calibrated(law, real, fresh, training, quick_classifiers, monkeypatch):
    monkeypatch.setattr(sets_module, "CORRUPTIONS", sets_module.CORRUPTIONS[:1])
    options = Calibrate(**SMALL.model_dump(), baseline_repeats=3, classifier_baseline_repeats=3, seed=5)
    calibrate_module.calibrate(law, real[:150], fresh, training, options, classifiers=quick_classifiers)
