"""A score as the tables show it."""

import dataclasses
import math

import pytest

from sinegan.evaluation.rows import make_score
from sinegan.metrics.floors import Floor
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.metric import Facts, Metric

FACT = Facts("law", "share", "higher", "dB", (0, 110), "1", "by counting", "colour", "a book")
ONE = Floor(mean=0.9, sd=None, repeats=1)


def floor(mean, sd, repeats=20):
    return Floor(mean=mean, sd=sd, repeats=repeats)


@pytest.mark.parametrize(
    ("value", "against", "flagged"),
    [
        (2.25, floor(1.0, 0.25), False),  # five deviations, and not more
        (2.26, floor(1.0, 0.25), True),
        (-0.26, floor(1.0, 0.25), True),
        (1.0, floor(1.0, 0.0), False),
        (0.9, floor(1.0, 0.0), True),
        (7.0, ONE, None),
        (7.0, floor(None, None), None),
    ],
)
def test_flagged_beyond_five_deviations_where_there_is_a_spread(value, against, flagged):
    assert make_score(FACT, Estimate(value, value, value), against).flagged is flagged


@pytest.mark.parametrize(("against", "flagged"), [(floor(1.0, 0.25), True), (ONE, None), (floor(None, None), None)])
def test_a_missing_value_has_no_interval(against, flagged):
    found = make_score(FACT, None, against)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.flagged is flagged


def test_a_score_is_whole():
    anchors = {"collapsed": 0.1, "noise": None}
    found = make_score(FACT, Estimate(2.0, 1.5, 2.5), floor(1.0, 0.25), n=40, anchors=anchors, missing="no reason")
    assert found.model_dump() == {
        "n": 40,
        "headline": None,
        "missing": "no reason",
        "value": 2.0,
        "low": 1.5,
        "high": 2.5,
        "flagged": False,
        "floor": 1.0,
        "floor_sd": 0.25,
        "floor_repeats": 20,
        "collapsed": 0.1,
        "noise": None,
        "family": "law",
        "name": "share",
        "better": "higher",
        "unit": "dB",
        "bounds": "0 to 110",
        "best": "1",
        "estimator": "by counting",
        "blind_to": "colour",
        "source": "a book",
    }


def test_anchors_that_were_not_tried_are_none():
    found = make_score(FACT, Estimate(2.0, 1.5, 2.5), ONE)
    assert (found.collapsed, found.noise, found.missing, found.n) == (None, None, None, None)


def test_a_headline_is_known_by_family_and_name_whatever_the_size():
    fact = dataclasses.replace(FACT, family="judge", name="strongest_accuracy")
    assert make_score(fact, None, ONE, n=40).headline == "judge_accuracy"


@pytest.mark.parametrize("end", [math.inf, math.nan])
def test_an_interval_without_end_is_none(end):
    found = make_score(FACT, Estimate(2.0, 1.5, end), ONE)
    assert (found.value, found.low, found.high) == (2.0, None, None)


def test_bounds_are_written_short_and_the_formula_is_left_out():
    metric = Metric(**dataclasses.asdict(FACT) | {"bounds": (-math.inf, 1 / 3)}, compute=lambda *_: 1.0, few=True)
    assert make_score(metric, Estimate(0.1, 0.0, 0.2), ONE).bounds == "-inf to 0.333"
