"""A score as the tables show it."""

import dataclasses
import math

import pytest

from stages.judges.options import Floor
from stages.judges.rows import distance, in_order, row
from stages.metrics.jackknife import Estimate
from stages.metrics.metric import Facts, Metric

FACT = Facts("law", "share", "higher", "dB", (0, 110), "1", "by counting", "colour", "a book")
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
    assert distance(value, against) == expected


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
    assert row(FACT, Estimate(value, value, value), against, {})["flagged"] is flagged


@pytest.mark.parametrize(("against", "flagged"), [(floor(1.0, 0.25), True), (ONE, None), (floor(None, None), None)])
def test_a_missing_value_has_no_interval(against, flagged):
    found = row(FACT, None, against, {})
    assert (found["value"], found["low"], found["high"]) == (None, None, None)
    assert found["flagged"] is flagged


def test_a_row_is_whole():
    found = row(FACT, Estimate(2.0, 1.5, 2.5), floor(1.0, 0.25), {"collapsed": 0.1, "noise": None})
    assert found == {
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
    found = row(FACT, Estimate(2.0, 1.5, 2.5), ONE, {})
    assert (found["collapsed"], found["noise"]) == (None, None)


def test_bounds_are_written_short_and_the_formula_is_left_out():
    metric = Metric(**dataclasses.asdict(FACT) | {"bounds": (-math.inf, 1 / 3)}, compute=lambda *_: 1.0, few=True)
    found = row(metric, Estimate(0.1, 0.0, 0.2), ONE, {})
    assert found["bounds"] == "-inf to 0.333"
    assert not {"compute", "few", "symmetric"} & set(found)


def test_families_are_put_in_order_and_their_scores_left_as_they_are():
    keys = ["copying_2000/a", "discriminator/a", "judge_40/a", "law/b", "law/a", "sample_100/a", "use_100/a"]
    keys += ["manifold/a", "quality/a", "spectrum/a", "unheard/of", "variety/a"]
    found = in_order({key: len(key) for key in keys})
    assert list(found) == [
        *("quality/a", "law/b", "law/a", "manifold/a", "variety/a", "spectrum/a", "sample_100/a", "use_100/a"),
        *("copying_2000/a", "judge_40/a", "discriminator/a", "unheard/of"),
    ]
    assert found["law/b"] == 5
