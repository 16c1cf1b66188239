"""The scorecard of any generator: 100 waves, no calibration, no training waves; all classifiers, all noise levels."""

import numpy as np
import pytest

from sinegan.classifiers import noise_threshold
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.evaluation.scorecard import SIZES, evaluate
from sinegan.schema.headlines import headlines_of
from sinegan.schema.scores import headlines
from sinegan.waves.draw import draw
from tests.fixtures.scores import by_key

HEADLINES = list(headlines_of(has_law=True))


@pytest.fixture(scope="module")
def card(law, blurred):
    """Of a hundred real waves with white noise of 0.05."""
    return evaluate(draw(law, 300, np.random.default_rng(71)).waves, blurred[:100], law, 1)


def test_corrupted_waves_are_far_from_the_baseline(card):
    scores = by_key(card.scores)
    assert scores["quality/valid_fraction"].baseline == 1.0 > scores["quality/valid_fraction"].value
    # 0.5 / sqrt 2 over 0.05 is 17 dB.
    assert scores["quality/sinad_db"].value == pytest.approx(17, abs=0.5)
    assert scores["c2st_100/c2st_accuracy"].value > 0.9
    assert scores["c2st_100/logistic_features_accuracy"].baseline == pytest.approx(0.5, abs=0.15)


def test_nothing_is_flagged_without_a_standard_deviation(card):
    assert {row.flagged for row in card.scores} == {None}


def test_without_training_waves_memorization_has_no_value(card):
    row = by_key(card.scores)["memorization_100/memorization"]
    assert (row.value, row.low, row.high, row.baseline) == (None, None, None, None)


def test_all_classifiers_are_run_at_all_noise_levels(card):
    assert tuple(card.curve) == noise_threshold.LEVELS
    assert len(noise_threshold.LEVELS) == 18
    assert all(list(row) == [classifier.name for classifier in CLASSIFIERS] for row in card.curve.values())
    assert {f"c2st_100/{classifier.name}_auc" for classifier in CLASSIFIERS} <= set(by_key(card.scores))


def test_effective_bits_are_those_of_the_median_wave(card):
    sinad = by_key(card.scores)["quality/sinad_db"].value
    assert card.effective_bits == pytest.approx((sinad - 1.76) / 6.02)


def test_sizes_are_those_of_the_smaller_side(card):
    assert tuple(SIZES.fitting(100).model_dump().values()) == (100, 100, 100, 1)
    assert {"sample_100/coverage", "tstr_100/error_ratio"} <= set(by_key(card.scores))


def test_the_headlines_are_there(card):
    assert list(headlines(card.scores)) == list(HEADLINES)
