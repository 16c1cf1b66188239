"""The few scores that people compare runs by."""

import re

import pytest

from stages.judges import headlines
from stages.judges.ladder import LADDER
from stages.judges.suite import facts
from stages.metrics.suite import METRICS


def row(family, name, value):
    return {"family": family, "name": name, "value": value}


@pytest.fixture
def scores():
    """All headlines under keys with sizes, in another order, with values 0, 1, ..., and a score that is none."""
    found = {"judge_40/other": row("judge", "other", -1.0)}
    for value, (family, name) in reversed(list(enumerate(headlines.NAMES.values()))):
        size = "_40" if family in ("judge", "copying") else ""
        found[f"{family}{size}/{name}"] = row(family, name, float(value))
    return found


def test_each_headline_is_a_score_that_there_is():
    known = {(fact.family, fact.name) for fact in (*METRICS, *facts(LADDER))}
    assert set(headlines.NAMES.values()) <= known
    assert len(headlines.NAMES) <= 8


def test_keys_are_found_whatever_the_sizes_and_in_order(scores):
    found = headlines.keys(scores)
    assert found[0] == "quality/reference_sinad_median"
    assert found[5:] == ["copying_40/nearer_to_training", "judge_40/strongest_accuracy", "judge_40/sigma_star"]
    assert len(found) == len(headlines.NAMES)


def test_rows_and_values_go_by_the_headlines_names(scores):
    assert headlines.values(scores) == {name: float(at) for at, name in enumerate(headlines.NAMES)}
    assert headlines.rows(scores)["sigma_star"] is scores["judge_40/sigma_star"]
    assert list(headlines.rows(scores)) == list(headlines.NAMES)


def test_a_score_without_a_value_stays_so(scores):
    scores["copying_40/nearer_to_training"]["value"] = None
    assert headlines.values(scores)["nearer_to_training"] is None


def test_bits_are_those_of_the_median_wave(scores):
    scores["quality/reference_sinad_median"]["value"] = 50.0
    assert headlines.bits(scores) == pytest.approx((50 - 1.76) / 6.02)


@pytest.mark.parametrize("use", [headlines.keys, headlines.rows, headlines.values, headlines.bits])
def test_missing_headlines_are_named_with_the_cure(scores, use):
    del scores["judge_40/sigma_star"], scores["law/coverage"]
    said = "reports/metrics.json lacks law/coverage, judge/sigma_star; remove it and run 'dvc repro'"
    with pytest.raises(headlines.IncompleteError, match=re.escape(said)):
        use(scores)


def test_rows_without_facts_are_no_headlines():
    with pytest.raises(headlines.IncompleteError):
        headlines.keys({"law/coverage": {"value": 1.0}})
