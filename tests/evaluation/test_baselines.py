"""The baselines of a scorecard."""

import numpy as np
import pytest

from sinegan.evaluation.baselines import Setup, baselines
from sinegan.measurement.sample import measure
from sinegan.metrics.baseline import ANCHORS, Baseline, Calibration, Sizes
from sinegan.schema.corrupted import CorruptedScores
from sinegan.waves.draw import draw
from sinegan.waves.law import SamplingGrid

SIZES = Sizes(n_waves=200, n_pairwise=100, n_classifier=60, classifier_repeats=1)


@pytest.fixture
def setup(quick_classifiers):
    return Setup(SIZES, 1, quick_classifiers)


@pytest.fixture
def test_set(law, two_draws):
    training = draw(law, 100, np.random.default_rng(61)).waves
    return measure(law, two_draws[0][:200], n_pairwise=100, training=training)


@pytest.fixture
def calibration(law, setup):
    name, strength = ANCHORS["mode_collapse"]
    mode_collapse = CorruptedScores(
        name=name, unit="", strength=strength, scores={"distribution/grid_coverage": 0.25}, distances={}
    )
    by_key = {key: Baseline(mean=0.5, sd=0.125, repeats=7) for key in setup.infos(law)}
    return Calibration(law=law, sizes=SIZES, baselines=by_key, corrupted=[mode_collapse])


def test_infos_are_found_by_key_with_the_number_of_waves_of_a_subset(setup, law):
    infos = setup.infos(law)
    assert {n for _, n in infos.values()} == {None, 100, 60}
    assert infos["sample_100/coverage"][1] == 100
    assert infos["c2st_60/noise_threshold"][1] == 60
    assert infos["distribution/grid_coverage"][1] is None


def test_a_calibration_that_fits_gives_baselines_and_anchors(calibration, setup, test_set):
    result = baselines(test_set, setup, calibration, setup.infos(test_set.grid))
    assert result.by_key == calibration.baselines
    assert result.anchors_of("distribution/grid_coverage") == {"mode_collapse": 0.25, "uniform_noise": None}
    assert result.anchors_of("distribution/ks_phase") == {"mode_collapse": None, "uniform_noise": None}


def test_without_training_waves_memorization_has_no_baseline(law, two_draws, calibration, setup):
    result = baselines(measure(law, two_draws[0][:200], n_pairwise=100), setup, calibration, setup.infos(law))
    changed = {key for key, baseline in result.by_key.items() if baseline != calibration.baselines[key]}
    assert changed == {"memorization_100/memorization"}
    assert result.by_key["memorization_100/memorization"] == Baseline(mean=None, sd=None, repeats=7)


def test_without_a_calibration_baselines_are_of_one_draw_without_a_standard_deviation(setup, test_set):
    result = baselines(test_set, setup, None, setup.infos(test_set.grid))
    assert set(result.by_key) == set(setup.infos(test_set.grid))
    assert {(baseline.sd, baseline.repeats) for baseline in result.by_key.values()} == {(None, 1)}
    assert result.anchors_of("distribution/grid_coverage") == {}


def test_without_a_law_there_are_no_baselines(setup, two_draws):
    bare = measure(SamplingGrid(n_points=50, step=0.1), two_draws[0][:200], n_pairwise=100)
    result = baselines(bare, setup, None, setup.infos(bare.grid))
    assert set(result.by_key.values()) == {Baseline(mean=None, sd=None, repeats=0)}
