"""Which score detects which corruption, by hand."""

import math

import numpy as np
import pytest

from sinegan.metrics.baseline import Baseline
from sinegan.reporting.detection import KnownCorruptions, detected_by, detected_from, distances
from sinegan.schema.corrupted import CorruptedScores

BASELINES = {
    "c2st_40/auc": Baseline(mean=0.5, sd=0.01, repeats=3),
    "distribution/a": Baseline(mean=0.0, sd=0.1, repeats=20),
    "distribution/exact": Baseline(mean=1.0, sd=0.0, repeats=20),
    "quality/none": Baseline(mean=None, sd=None, repeats=20),
}
ORDER = ("quality/none", "distribution/a", "discriminator/auc", "distribution/exact", "c2st_40/auc")
CORRUPTIONS = {
    # name: unit, and by strength the scores a, exact and, if the classifiers were run on it, their auc
    "noise": ("y", {0.001: (0.4, 1.0), 0.01: (0.51, 1.0), 0.1: (-2.0, 0.9, 0.9)}),
    "drift": ("of w", {1: (0.7, 0.5), 2: (0.3, 0.5), 3: (0.8, 0.5, 0.54)}),
    "none": ("", {0: (0.1, 1.0, 0.5)}),
    "missing": ("of waves", {0.5: (None, 1.0), 1.0: (None, None, 0.6)}),
}


@pytest.fixture
def corrupted():
    names = ("distribution/a", "distribution/exact", "c2st_40/auc")
    rows = [
        (name, unit, float(strength), dict(zip(names, scores, strict=False)) | {"quality/none": None})
        for name, (unit, by_strength) in CORRUPTIONS.items()
        for strength, scores in by_strength.items()
    ]
    return [
        CorruptedScores(name=name, unit=unit, strength=strength, scores=scores, distances=distances_of(scores))
        for name, unit, strength, scores in rows
    ]


def distances_of(scores):
    numbers = {key: BASELINES[key].distance(value) for key, value in scores.items()}
    return {key: value if math.isfinite(value) else None for key, value in numbers.items()}


def test_detected_from_the_smallest_strength_from_which_on_it_is_always_flagged(corrupted):
    detected = detected_from(corrupted, ORDER)
    # For noise, 0.4 is four standard deviations and 0.51 more than five.
    assert detected["distribution/a"]["noise"] == 0.01
    # Weak drift is flagged, but the next strength is not: chance, and only the last one counts.
    assert detected["distribution/a"]["drift"] == 3
    assert detected["distribution/a"]["none"] is None


def test_if_real_waves_never_differ_any_change_is_detected(corrupted):
    assert detected_from(corrupted, ORDER)["distribution/exact"] == {
        "noise": 0.1,
        "drift": 1,
        "none": None,
        "missing": 1.0,
    }


def test_a_missing_value_is_a_detection(corrupted):
    assert detected_from(corrupted, ORDER)["distribution/a"]["missing"] == 0.5


def test_a_score_without_a_baseline_detects_nothing(corrupted):
    assert detected_from(corrupted, ORDER)["quality/none"] == dict.fromkeys(CORRUPTIONS)


def test_strengths_that_the_classifiers_were_not_run_on_are_skipped(corrupted):
    # 0.54 is four standard deviations of 0.01 from 0.5.
    assert detected_from(corrupted, ORDER)["c2st_40/auc"] == {"noise": 0.1, "drift": None, "none": None, "missing": 1.0}


def test_a_corruption_is_detected_by_scores_in_the_order_of_their_sensitivity(corrupted):
    assert detected_by(corrupted, ORDER) == {
        "noise": [("distribution/a", "0.01 y"), ("distribution/exact", "0.1 y"), ("c2st_40/auc", "0.1 y")],
        "drift": [("distribution/exact", "1 of frequency"), ("distribution/a", "3 of frequency")],
        "missing": [
            *(("distribution/a", "0.5 of waves"), ("distribution/exact", "1 of waves"), ("c2st_40/auc", "1 of waves")),
        ],
    }  # fmt: skip


def test_scores_are_in_the_given_order_and_corruptions_in_their_own(corrupted):
    detected = detected_from(corrupted, ORDER)
    assert list(detected) == ["quality/none", "distribution/a", "distribution/exact", "c2st_40/auc"]
    assert all(list(row) == list(CORRUPTIONS) for row in detected.values())


def test_distances_by_hand(corrupted):
    corruptions, scores, table = distances(corrupted, ORDER)
    assert corruptions == [
        *(("noise", "0.001 y"), ("noise", "0.01 y"), ("noise", "0.1 y")),
        *(("drift", "1 of frequency"), ("drift", "2 of frequency"), ("drift", "3 of frequency"), ("none", "")),
        *(("missing", "0.5 of waves"), ("missing", "1 of waves")),
    ]
    assert scores == ["quality/none", "distribution/a", "distribution/exact", "c2st_40/auc"]
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


def test_law_and_corruptions_are_taken_from_a_calibration(corrupted, law):
    plain = [one.model_dump() for one in corrupted]
    known = KnownCorruptions.model_validate({"law": law.model_dump(), "corrupted": plain, "baselines": {}, "sizes": {}})
    assert known.corrupted == corrupted
    assert known.has_law
    assert not KnownCorruptions(law={"n_points": 8, "step": 1.0}, corrupted=[]).has_law


def test_without_corruptions_nothing_is_detected():
    assert detected_from([], ORDER) == {}
    assert distances([], ORDER)[:2] == ([], [])
