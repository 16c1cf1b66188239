"""Floors: how far from them a score is, and what they hold for."""

import math

import numpy as np
import pytest
from pydantic import ValidationError

from sinegan.metrics.floors import COLLAPSED, NOISE, Calibration, Floor, Sizes
from sinegan.schema.impaired import Impaired
from sinegan.waves.law import Range

SIZES = {"n_waves": 10_000, "n_few": 2_000, "n_judged": 1_500, "judge_repeats": 3}
ONE = Floor(mean=0.9, sd=None, repeats=1)


def floor(mean, sd, repeats=20):
    return Floor(mean=mean, sd=sd, repeats=repeats)


@pytest.mark.parametrize(
    ("value", "against", "expected"),
    [
        (1.5, floor(1.0, 0.25), 2.0),
        (0.5, floor(1.0, 0.25), 2.0),
        (1.0, floor(1.0, 0.0), 0.0),
        (1.0000001, floor(1.0, 0.0), math.inf),  # real waves never differ
        (None, floor(1.0, 0.25), math.inf),  # real waves have a value
        (None, floor(1.0, 0.0), math.inf),
        (7.0, floor(None, None), 0.0),  # real waves have none
        (None, floor(None, None), 0.0),
        (7.0, ONE, 0.0),  # no spread
        (None, ONE, 0.0),
    ],
)
def test_distance_by_hand(value, against, expected):
    assert against.distance(value) == expected


def test_a_distance_is_a_plain_number():
    assert type(floor(1.0, 0.25).distance(np.float64(2.0))) is float


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (20_000, (10_000, 2_000, 1_500, 3)),
        (10_000, (10_000, 2_000, 1_500, 3)),
        (4_500, (4_500, 2_000, 1_500, 3)),
        (4_499, (4_499, 2_000, 1_500, 2)),  # no third set of 1500 is left
        (1_500, (1_500, 1_500, 1_500, 1)),
        (100, (100, 100, 100, 1)),
    ],
)
def test_sizes_for_fewer_waves(n, expected):
    assert tuple(Sizes(**SIZES).fitting(n).model_dump().values()) == expected


def test_sizes_that_fit_stay():
    small = Sizes(n_waves=200, n_few=100, n_judged=60, judge_repeats=3)
    assert small.fitting(200) == small
    assert small.fitting(179).judge_repeats == 2


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_floors_and_scores_are_finite_or_none(number):
    with pytest.raises(ValidationError, match="finite"):
        Floor(mean=number, sd=0.1, repeats=3)
    with pytest.raises(ValidationError, match="finite"):
        Impaired(name="a", unit="", strength=1.0, scores={"a/b": number}, distances={})
    with pytest.raises(ValidationError, match="finite"):
        Impaired(name="a", unit="", strength=1.0, scores={}, distances={"a/b": number})
    nothing = {"scores": {"a/b": None}, "distances": {"a/b": None}}
    assert Impaired(name="a", unit="", strength=1.0, **nothing).scores == {"a/b": None}


@pytest.fixture
def calibration(law):
    floors = {key: Floor(mean=1.0, sd=0.1, repeats=3) for key in ("law/a", "law/b")}
    impaired = [
        Impaired(name="noise", unit="y", strength=strength, scores={"law/a": strength}, distances={})
        for strength in (0.5, 1.0)
    ]
    return Calibration(law=law, sizes=Sizes(**SIZES), floors=floors, impaired=impaired)


def test_a_calibration_fits_its_own_law_sizes_and_scores(calibration, law):
    assert calibration.fits(law, Sizes(**SIZES), ["law/a", "law/b"])
    assert calibration.fits(law, Sizes(**SIZES), ["law/b"])


def test_a_calibration_fits_nothing_else(calibration, law):
    other_law = law.model_copy(update={"multiplier": Range(low=1.0, high=2.1)})
    assert not calibration.fits(other_law, Sizes(**SIZES), ["law/a"])
    for key in SIZES:
        other_sizes = Sizes(**SIZES | {key: SIZES[key] - 1})
        assert not calibration.fits(law, other_sizes, ["law/a"])
    assert not calibration.fits(law, Sizes(**SIZES), ["law/a", "law/c"])


def test_the_anchors_are_the_faults_at_their_worst(calibration):
    worst = [
        Impaired(name=name, unit="", strength=strength, scores={"law/a": value}, distances={})
        for name, strength, value in ((*COLLAPSED, 0.2), (*NOISE, 0.3))
    ]
    found = calibration.model_copy(update={"impaired": worst}).anchors
    assert found == {"collapsed": {"law/a": 0.2}, "noise": {"law/a": 0.3}}
    assert calibration.anchors == {"collapsed": {}, "noise": {}}


def test_an_anchor_is_the_scores_of_that_fault_in_that_strength(calibration):
    assert calibration.anchor("noise", 1.0) == {"law/a": 1.0}
    assert calibration.anchor("noise", 0.5) == {"law/a": 0.5}
    assert calibration.anchor("noise", 0.7) == {}
    assert calibration.anchor("silence", 1.0) == {}


def test_a_calibration_comes_back_from_its_numbers(calibration):
    assert Calibration.model_validate(calibration.model_dump()) == calibration
