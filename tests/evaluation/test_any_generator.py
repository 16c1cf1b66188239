"""The scorecard as a stranger gets it: 100 waves, no calibration, no training waves; all judges, all levels."""

import numpy as np
import pytest

from sinegan.classifiers import noise_threshold
from sinegan.classifiers.models import LADDER
from sinegan.evaluation.scorecard import FEWEST, SIZES, evaluate
from sinegan.schema.scores import HEADLINES, headlines
from sinegan.waves.draw import draw
from tests.made_scores import by_key


@pytest.fixture(scope="module")
def card(law, blurred):
    """Of a hundred real waves with white noise of .05."""
    return evaluate(draw(law, 300, np.random.default_rng(71)).waves, blurred[:FEWEST], law, 1)


def test_faulty_waves_are_far_from_the_floor(card):
    scores = by_key(card.scores)
    assert scores["quality/valid_share"].floor == 1.0 > scores["quality/valid_share"].value
    # .5 / sqrt 2 over .05 is 17 dB.
    assert scores["quality/reference_sinad_median"].value == pytest.approx(17, abs=0.5)
    assert scores["judge_100/strongest_accuracy"].value > 0.9
    assert scores["judge_100/oracle_accuracy"].floor == pytest.approx(0.5, abs=0.15)


def test_nothing_is_flagged_without_a_spread(card):
    assert {row.flagged for row in card.scores} == {None}


def test_without_training_waves_copying_has_no_value(card):
    row = by_key(card.scores)["copying_100/nearer_to_training"]
    assert (row.value, row.low, row.high, row.floor) == (None, None, None, None)


def test_all_judges_are_asked_on_all_levels(card):
    assert tuple(card.curve) == noise_threshold.LEVELS
    assert len(noise_threshold.LEVELS) == 18
    assert all(list(row) == [judge.name for judge in LADDER] for row in card.curve.values())
    assert {f"judge_100/{judge.name}_auc" for judge in LADDER} <= set(by_key(card.scores))


def test_bits_are_those_of_the_median_wave(card):
    sinad = by_key(card.scores)["quality/reference_sinad_median"].value
    assert card.effective_bits == pytest.approx((sinad - 1.76) / 6.02)


def test_sizes_are_those_of_the_smaller_side(card):
    assert tuple(SIZES.fitting(100).model_dump().values()) == (100, 100, 100, 1)
    assert {"sample_100/coverage", "use_100/forecast_ratio"} <= set(by_key(card.scores))


def test_the_headlines_are_there(card):
    assert list(headlines(card.scores)) == list(HEADLINES)
