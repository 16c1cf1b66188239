"""What scores are held against."""

import numpy as np
import pytest

from sinegan.evaluation.baselines import Setup, baselines
from sinegan.measurement.sample import measure
from sinegan.metrics.floors import COLLAPSED, Calibration, Floor, Sizes
from sinegan.schema.impaired import Impaired
from sinegan.waves.draw import draw
from sinegan.waves.law import Axis

SIZES = Sizes(n_waves=200, n_few=100, n_judged=60, judge_repeats=1)


@pytest.fixture
def setup(quick_ladder):
    return Setup(SIZES, 1, quick_ladder)


@pytest.fixture
def test_set(law, two_draws):
    training = draw(law, 100, np.random.default_rng(61)).waves
    return measure(law, two_draws[0][:200], n_few=100, training=training)


@pytest.fixture
def calibration(law, setup):
    name, strength = COLLAPSED
    collapsed = Impaired(name=name, unit="", strength=strength, scores={"law/coverage": 0.25}, distances={})
    floors = {key: Floor(mean=0.5, sd=0.125, repeats=7) for key in setup.facts()}
    return Calibration(law=law, sizes=SIZES, floors=floors, impaired=[collapsed])


def test_facts_stand_by_their_keys_with_the_number_of_waves_where_these_are_few(setup):
    facts = setup.facts()
    assert {n for _, n in facts.values()} == {None, 100, 60}
    assert facts["sample_100/coverage"][1] == 100
    assert facts["judge_60/sigma_star"][1] == 60
    assert facts["law/coverage"][1] is None


def test_those_of_a_fitting_calibration(calibration, setup, test_set):
    found = baselines(test_set, setup, calibration, setup.facts())
    assert found.floors == calibration.floors
    assert found.anchors_of("law/coverage") == {"collapsed": 0.25, "noise": None}
    assert found.anchors_of("law/ks_phase") == {"collapsed": None, "noise": None}


def test_without_training_waves_copying_has_no_floor_of_a_calibration(law, two_draws, calibration, setup):
    found = baselines(measure(law, two_draws[0][:200], n_few=100), setup, calibration, setup.facts())
    changed = {key for key, floor in found.floors.items() if floor != calibration.floors[key]}
    assert changed == {"copying_100/nearer_to_training"}
    assert found.floors["copying_100/nearer_to_training"] == Floor(mean=None, sd=None, repeats=7)


def test_else_those_of_one_draw_without_a_spread(setup, test_set):
    found = baselines(test_set, setup, None, setup.facts())
    assert set(found.floors) == set(setup.facts())
    assert {(floor.sd, floor.repeats) for floor in found.floors.values()} == {(None, 1)}
    assert found.anchors_of("law/coverage") == {}


def test_without_a_law_there_are_none(setup, two_draws):
    bare = measure(Axis(n_points=50, step=0.1), two_draws[0][:200], n_few=100)
    found = baselines(bare, setup, None, setup.facts())
    assert set(found.floors.values()) == {Floor(mean=None, sd=None, repeats=0)}
