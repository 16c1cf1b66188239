"""Scores as the tables show them."""

import dataclasses
import math

import pytest

from sinegan.evaluation.make_score import make_score
from sinegan.metrics.baseline import Baseline
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.metric import Metric, MetricInfo

INFO = MetricInfo("distribution", "fraction", "higher", "dB", (0, 110), "1", "by counting", "colour", "a book")
SINGLE = Baseline(mean=0.9, sd=None, repeats=1)


def baseline(mean, sd, repeats=20):
    return Baseline(mean=mean, sd=sd, repeats=repeats)


@pytest.mark.parametrize(
    ("value", "against", "flagged"),
    [
        (2.25, baseline(1.0, 0.25), False),  # exactly five standard deviations
        (2.26, baseline(1.0, 0.25), True),
        (-0.26, baseline(1.0, 0.25), True),
        (1.0, baseline(1.0, 0.0), False),
        (0.9, baseline(1.0, 0.0), True),
        (7.0, SINGLE, None),
        (7.0, baseline(None, None), None),
    ],
)
def test_flagged_beyond_five_standard_deviations_of_the_baseline(value, against, flagged):
    assert make_score(INFO, Estimate(value, value, value), against).flagged is flagged


@pytest.mark.parametrize(
    ("against", "flagged"), [(baseline(1.0, 0.25), True), (SINGLE, None), (baseline(None, None), None)]
)
def test_a_missing_value_has_no_interval(against, flagged):
    score = make_score(INFO, None, against)
    assert (score.value, score.low, score.high) == (None, None, None)
    assert score.flagged is flagged


def test_all_fields_of_a_score():
    anchors = {"mode_collapse": 0.1, "uniform_noise": None}
    score = make_score(INFO, Estimate(2.0, 1.5, 2.5), baseline(1.0, 0.25), n=40, anchors=anchors, missing="no reason")
    assert score.model_dump() == {
        "n": 40,
        "headline": False,
        "missing": "no reason",
        "value": 2.0,
        "low": 1.5,
        "high": 2.5,
        "flagged": False,
        "baseline": 1.0,
        "baseline_sd": 0.25,
        "baseline_repeats": 20,
        "mode_collapse": 0.1,
        "uniform_noise": None,
        "family": "distribution",
        "name": "fraction",
        "better": "higher",
        "unit": "dB",
        "bounds": "0 to 110",
        "best": "1",
        "estimator": "by counting",
        "blind_to": "colour",
        "source": "a book",
    }


def test_anchors_that_were_not_computed_are_none():
    score = make_score(INFO, Estimate(2.0, 1.5, 2.5), SINGLE)
    assert (score.mode_collapse, score.uniform_noise, score.missing, score.n) == (None, None, None, None)


def test_a_score_is_a_headline_only_if_that_is_said():
    assert make_score(INFO, None, SINGLE, n=40, headline=True).headline is True
    assert make_score(INFO, None, SINGLE).headline is False


@pytest.mark.parametrize("end", [math.inf, math.nan])
def test_an_infinite_interval_is_none(end):
    score = make_score(INFO, Estimate(2.0, 1.5, end), SINGLE)
    assert (score.value, score.low, score.high) == (2.0, None, None)


def test_bounds_have_three_digits_and_the_formula_is_left_out():
    metric = Metric(**dataclasses.asdict(INFO) | {"bounds": (-math.inf, 1 / 3)}, compute=lambda *_: 1.0, pairwise=True)
    assert make_score(metric, Estimate(0.1, 0.0, 0.2), SINGLE).bounds == "-inf to 0.333"
