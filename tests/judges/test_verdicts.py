"""Verdicts by hand."""

import numpy as np
import pytest

from stages.judges.verdicts import Verdicts, weigh


def test_verdicts_by_hand():
    # Real told rightly: 2 of 4; generated: 4 of 5, and (1/2 + 4/5) / 2 = .65. Of the 20 pairs, .9 and .7 win 5 each,
    # .4 wins 3, ties .4 and loses to .6, .1 ties .1 and loses 4 times: (5 + 5 + 3.5 + .5) / 20 = .7.
    found = weigh(np.array([0.9, 0.7, 0.4, 0.1]), np.array([0.1, 0.2, 0.3, 0.4, 0.6]))
    assert found == pytest.approx(Verdicts(0.65, 0.7, 0.525, 0.32))


def test_sides_count_alike_whatever_their_sizes():
    # A judge that calls everything real: 1 of real, 0 of generated.
    assert weigh(np.full(90, 0.8), np.full(10, 0.8)).accuracy == 0.5


def test_ties_are_chance():
    # A score at the threshold itself says "generated".
    assert weigh(np.full(3, 0.5), np.full(4, 0.5)) == Verdicts(0.5, 0.5, 0.5, 0.5)


@pytest.mark.parametrize(("real", "generated", "verdict"), [(0.9, 0.2, 1.0), (0.2, 0.9, 0.0)])
def test_a_perfect_judge_and_a_perverse_one(real, generated, verdict):
    found = weigh(np.array([real, real]), np.array([generated]))
    assert (found.accuracy, found.auc) == (verdict, verdict)


def test_the_threshold_moves_accuracy_alone():
    # Above .3: real 2 of 2 told rightly, generated 1 of 2.
    sides = np.array([0.4, 0.9]), np.array([0.2, 0.35])
    assert weigh(*sides, threshold=0.3).accuracy == 0.75
    assert weigh(*sides, threshold=0.3)[1:] == weigh(*sides)[1:]
