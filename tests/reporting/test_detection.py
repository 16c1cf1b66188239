"""Which score detects which fault, by hand."""

import math

import numpy as np
import pytest

from sinegan.metrics.floors import Floor
from sinegan.reporting.detection import KnownFaults, detected_from, distances
from sinegan.schema.impaired import Impaired

FLOORS = {
    "judge_40/auc": Floor(mean=0.5, sd=0.01, repeats=3),
    "law/a": Floor(mean=0.0, sd=0.1, repeats=20),
    "law/exact": Floor(mean=1.0, sd=0.0, repeats=20),
    "quality/none": Floor(mean=None, sd=None, repeats=20),
}
ORDER = ("quality/none", "law/a", "discriminator/auc", "law/exact", "judge_40/auc")
FAULTS = {
    # name: unit, and by strength the scores a, exact and, where they were shown it, the judges' auc
    "noise": ("y", {0.001: (0.4, 1.0), 0.01: (0.51, 1.0), 0.1: (-2.0, 0.9, 0.9)}),
    "drift": ("of w", {1: (0.7, 0.5), 2: (0.3, 0.5), 3: (0.8, 0.5, 0.54)}),
    "none": ("", {0: (0.1, 1.0, 0.5)}),
    "lost": ("of waves", {0.5: (None, 1.0), 1.0: (None, None, 0.6)}),
}


@pytest.fixture
def impaired():
    names = ("law/a", "law/exact", "judge_40/auc")
    rows = [
        (name, unit, float(strength), dict(zip(names, scores, strict=False)) | {"quality/none": None})
        for name, (unit, by_strength) in FAULTS.items()
        for strength, scores in by_strength.items()
    ]
    return [
        Impaired(name=name, unit=unit, strength=strength, scores=scores, distances=far(scores))
        for name, unit, strength, scores in rows
    ]


def far(scores):
    found = {key: FLOORS[key].distance(value) for key, value in scores.items()}
    return {key: value if math.isfinite(value) else None for key, value in found.items()}


def test_seen_from_the_least_strength_from_which_on_it_is_always_flagged(impaired):
    seen = detected_from(impaired, ORDER)
    # Of noise, .4 is four deviations and .51 more than five.
    assert seen["law/a"]["noise"] == 0.01
    # Weak drift is flagged, but the middle one is not: chance, and only the strong one counts.
    assert seen["law/a"]["drift"] == 3
    assert seen["law/a"]["none"] is None


def test_where_real_waves_never_differ_any_change_is_seen(impaired):
    assert detected_from(impaired, ORDER)["law/exact"] == {"noise": 0.1, "drift": 1, "none": None, "lost": 1.0}


def test_a_lost_value_is_a_fault_seen(impaired):
    assert detected_from(impaired, ORDER)["law/a"]["lost"] == 0.5


def test_a_score_without_a_floor_sees_nothing(impaired):
    assert detected_from(impaired, ORDER)["quality/none"] == dict.fromkeys(FAULTS)


def test_judges_are_asked_about_the_strongest_alone(impaired):
    # .54 is four deviations of .01 from .5.
    assert detected_from(impaired, ORDER)["judge_40/auc"] == {"noise": 0.1, "drift": None, "none": None, "lost": 1.0}


def test_scores_stand_in_the_given_order_and_faults_as_they_came(impaired):
    seen = detected_from(impaired, ORDER)
    assert list(seen) == ["quality/none", "law/a", "law/exact", "judge_40/auc"]
    assert all(list(row) == list(FAULTS) for row in seen.values())


def test_distances_by_hand(impaired):
    faults, scores, table = distances(impaired, ORDER)
    assert faults == [
        *(("noise", "0.001 y"), ("noise", "0.01 y"), ("noise", "0.1 y")),
        *(("drift", "1 of w"), ("drift", "2 of w"), ("drift", "3 of w"), ("none", "")),
        *(("lost", "0.5 of waves"), ("lost", "1 of waves")),
    ]
    assert scores == ["quality/none", "law/a", "law/exact", "judge_40/auc"]
    nan, inf = math.nan, math.inf
    expected = [
        [0, 4, 0, nan],
        [0, 5.1, 0, nan],
        [0, 20, inf, 40],
        [0, 7, inf, nan],
        [0, 3, inf, nan],
        [0, 8, inf, 4],
        [0, 1, 0, 0],
        [0, inf, 0, nan],
        [0, inf, inf, 10],
    ]
    np.testing.assert_allclose(table, expected, atol=1e-9)


def test_of_a_calibration_the_law_and_the_faults_are_taken(impaired, law):
    plain = [one.model_dump() for one in impaired]
    known = KnownFaults.model_validate({"law": law.model_dump(), "impaired": plain, "floors": {}, "sizes": {}})
    assert known.impaired == impaired
    assert known.has_law
    assert not KnownFaults(law={"n_points": 8, "step": 1.0}, impaired=[]).has_law


def test_without_faults_nothing_is_detected():
    assert detected_from([], ORDER) == {}
    assert distances([], ORDER)[:2] == ([], [])
