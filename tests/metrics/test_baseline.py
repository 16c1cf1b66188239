"""Baselines: the distance of a score from them, and what they are valid for."""

import math

import numpy as np
import pytest
from pydantic import ValidationError

from sinegan.metrics.baseline import ANCHORS, Baseline, Calibration, Sizes
from sinegan.schema.corrupted import CorruptedScores
from sinegan.waves.law import Range

SIZES = {"n_waves": 10_000, "n_pairwise": 2_000, "n_classifier": 1_500, "classifier_repeats": 3}
SINGLE = Baseline(mean=0.9, sd=None, repeats=1)


def baseline(mean, sd, repeats=20):
    return Baseline(mean=mean, sd=sd, repeats=repeats)


@pytest.mark.parametrize(
    ("value", "against", "expected"),
    [
        (1.5, baseline(1.0, 0.25), 2.0),
        (0.5, baseline(1.0, 0.25), 2.0),
        (1.0, baseline(1.0, 0.0), 0.0),
        (1.0000001, baseline(1.0, 0.0), math.inf),  # real waves never differ
        (None, baseline(1.0, 0.25), math.inf),  # real waves have a value
        (None, baseline(1.0, 0.0), math.inf),
        (7.0, baseline(None, None), 0.0),  # real waves have no value
        (None, baseline(None, None), 0.0),
        (7.0, SINGLE, 0.0),  # no standard deviation
        (None, SINGLE, 0.0),
    ],
)
def test_distance_by_hand(value, against, expected):
    assert against.distance(value) == expected


def test_a_distance_is_a_python_float():
    assert type(baseline(1.0, 0.25).distance(np.float64(2.0))) is float


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (20_000, (10_000, 2_000, 1_500, 3)),
        (10_000, (10_000, 2_000, 1_500, 3)),
        (4_500, (4_500, 2_000, 1_500, 3)),
        (4_499, (4_499, 2_000, 1_500, 2)),  # not enough for a third set of 1,500
        (1_500, (1_500, 1_500, 1_500, 1)),
        (100, (100, 100, 100, 1)),
    ],
)
def test_sizes_for_fewer_waves(n, expected):
    assert tuple(Sizes(**SIZES).fitting(n).model_dump().values()) == expected


def test_sizes_that_fit_are_unchanged():
    small = Sizes(n_waves=200, n_pairwise=100, n_classifier=60, classifier_repeats=3)
    assert small.fitting(200) == small
    assert small.fitting(179).classifier_repeats == 2


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_baselines_and_scores_are_finite_or_none(number):
    with pytest.raises(ValidationError, match="finite"):
        Baseline(mean=number, sd=0.1, repeats=3)
    with pytest.raises(ValidationError, match="finite"):
        CorruptedScores(name="a", unit="", strength=1.0, scores={"a/b": number}, distances={})
    with pytest.raises(ValidationError, match="finite"):
        CorruptedScores(name="a", unit="", strength=1.0, scores={}, distances={"a/b": number})
    none = {"scores": {"a/b": None}, "distances": {"a/b": None}}
    assert CorruptedScores(name="a", unit="", strength=1.0, **none).scores == {"a/b": None}


@pytest.fixture
def calibration(law):
    baselines = {key: Baseline(mean=1.0, sd=0.1, repeats=3) for key in ("distribution/a", "distribution/b")}
    corrupted = [
        CorruptedScores(
            name="uniform noise", unit="y", strength=strength, scores={"distribution/a": strength}, distances={}
        )
        for strength in (0.5, 1.0)
    ]
    return Calibration(law=law, sizes=Sizes(**SIZES), baselines=baselines, corrupted=corrupted)


def test_a_calibration_fits_its_own_law_sizes_and_scores(calibration, law):
    assert calibration.fits(law, Sizes(**SIZES), ["distribution/a", "distribution/b"])
    assert calibration.fits(law, Sizes(**SIZES), ["distribution/b"])


def test_a_calibration_fits_nothing_else(calibration, law):
    other_law = law.model_copy(update={"multiplier": Range(low=1.0, high=2.1)})
    assert not calibration.fits(other_law, Sizes(**SIZES), ["distribution/a"])
    for key in SIZES:
        other_sizes = Sizes(**SIZES | {key: SIZES[key] - 1})
        assert not calibration.fits(law, other_sizes, ["distribution/a"])
    assert not calibration.fits(law, Sizes(**SIZES), ["distribution/a", "distribution/c"])


def test_the_anchors_are_the_scores_of_their_corruptions(calibration):
    corrupted = [
        CorruptedScores(name=name, unit="", strength=strength, scores={"distribution/a": value}, distances={})
        for (name, strength), value in zip(ANCHORS.values(), (0.2, 0.3), strict=True)
    ]
    with_anchors = calibration.model_copy(update={"corrupted": corrupted})
    assert with_anchors.anchors == {"mode_collapse": {"distribution/a": 0.2}, "uniform_noise": {"distribution/a": 0.3}}


def test_an_anchor_has_the_scores_of_its_name_and_strength(calibration):
    # The calibration holds uniform noise in strengths 0.5 and 1, and no mode collapse.
    assert ANCHORS["uniform_noise"] == ("uniform noise", 1.0)
    assert calibration.anchors == {"mode_collapse": {}, "uniform_noise": {"distribution/a": 1.0}}
    weak = calibration.model_copy(update={"corrupted": calibration.corrupted[:1]})
    assert weak.anchors == {"mode_collapse": {}, "uniform_noise": {}}


def test_a_calibration_survives_a_round_trip(calibration):
    assert Calibration.model_validate(calibration.model_dump()) == calibration
