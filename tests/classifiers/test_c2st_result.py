"""Accuracy and AUC of a two-sample test with their intervals, by hand."""

import numpy as np
import pytest
from scipy.stats import binomtest

from sinegan.classifiers.cross_fitting import C2STResult, score_predictions


def test_result_by_hand():
    # Correct: 2 of 4 real waves and 4 of 5 generated ones. Of the 20 pairs, 0.9 and 0.7 win 5 each, 0.4 wins 3, ties
    # with 0.4 and loses to 0.6, 0.1 ties with 0.1 and loses 4 times: (5 + 5 + 3.5 + 0.5) / 20 = 0.7.
    result = score_predictions(np.array([0.9, 0.7, 0.4, 0.1]), np.array([0.1, 0.2, 0.3, 0.4, 0.6]))
    assert result[:2] == (6, 9)
    assert result.auc == pytest.approx(0.7)
    assert result.accuracy.value == 6 / 9


def test_a_score_at_the_threshold_counts_as_generated():
    assert score_predictions(np.full(3, 0.5), np.full(4, 0.5)) == C2STResult(4, 7, 0.5)


@pytest.mark.parametrize(("real", "generated", "accuracy"), [(0.9, 0.2, 1.0), (0.2, 0.9, 0.0)])
def test_all_correct_and_all_wrong(real, generated, accuracy):
    result = score_predictions(np.array([real, real]), np.array([generated]))
    assert (result.accuracy.value, result.auc) == (accuracy, accuracy)


def test_the_threshold_changes_accuracy_alone():
    # At 0.3: 2 of 2 real waves and 1 of 2 generated ones are correct.
    sides = np.array([0.4, 0.9]), np.array([0.2, 0.35])
    assert score_predictions(*sides, threshold=0.3)[:2] == (3, 4)
    assert score_predictions(*sides, threshold=0.3).auc == score_predictions(*sides).auc


@pytest.mark.parametrize(("n_correct", "n_total"), [(0, 10), (1, 10), (5, 10), (10, 10), (0, 1), (1, 1), (2100, 4000)])
def test_the_interval_of_accuracy_is_clopper_and_pearsons(n_correct, n_total):
    exact = binomtest(n_correct, n_total).proportion_ci(0.95, method="exact")
    accuracy = C2STResult(n_correct, n_total, 0.5).accuracy
    assert accuracy == pytest.approx((n_correct / n_total, exact.low, exact.high), rel=1e-9)


def test_the_interval_by_hand():
    # 0 correct of ten: the upper end p has (1 - p)^10 = 0.025.
    assert C2STResult(0, 10, 0.5).accuracy == pytest.approx((0, 0, 1 - 0.025**0.1))
    assert C2STResult(10, 10, 0.5).accuracy == pytest.approx((1, 0.025**0.1, 1))


def test_the_interval_of_the_auc_is_that_of_disjoint_pairs():
    # Ten of each side make ten pairs, of which an AUC of 0.7 wins seven.
    exact = binomtest(7, 10).proportion_ci(0.95, method="exact")
    interval = C2STResult(11, 20, 0.7).auc_interval
    assert interval == pytest.approx((0.7, exact.low, exact.high), rel=1e-9)
    assert interval.value == 0.7


@pytest.mark.parametrize("auc", [0.0, 0.001, 0.5, 0.734, 1.0])
def test_the_interval_of_the_auc_holds_it_and_stays_within_0_and_1(auc):
    value, low, high = C2STResult(10, 20, auc).auc_interval
    assert 0 <= low <= value <= high <= 1


def test_the_interval_of_the_auc_lies_between_those_of_whole_numbers_of_pairs():
    fewer, between, more = (C2STResult(10, 20, auc).auc_interval for auc in (0.7, 0.75, 0.8))
    for end in (1, 2):
        assert fewer[end] < between[end] < more[end]


def test_pooled_by_hand():
    parts = [C2STResult(3, 4, 0.9), C2STResult(5, 12, 0.4), C2STResult(2, 4, 0.5)]
    result = C2STResult.pooled(parts)
    assert result[:2] == (10, 20)
    assert result.auc == pytest.approx(0.6)
