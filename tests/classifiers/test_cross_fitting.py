"""Verdicts by hand, and who learns from what."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import binomtest

from sinegan.classifiers.cross_fitting import Verdicts, cross_fitted, weigh
from sinegan.classifiers.features import Exhibits
from sinegan.classifiers.models import Judge


def test_verdicts_by_hand():
    # Real told rightly: 2 of 4; generated: 4 of 5. Of the 20 pairs, .9 and .7 win 5 each, .4 wins 3, ties .4 and
    # loses to .6, .1 ties .1 and loses 4 times: (5 + 5 + 3.5 + .5) / 20 = .7.
    found = weigh(np.array([0.9, 0.7, 0.4, 0.1]), np.array([0.1, 0.2, 0.3, 0.4, 0.6]))
    assert found[:2] == (6, 9)
    assert found.auc == pytest.approx(0.7)
    assert found.accuracy.value == 6 / 9


def test_a_score_at_the_threshold_says_generated():
    assert weigh(np.full(3, 0.5), np.full(4, 0.5)) == Verdicts(4, 7, 0.5)


@pytest.mark.parametrize(("real", "generated", "verdict"), [(0.9, 0.2, 1.0), (0.2, 0.9, 0.0)])
def test_a_perfect_judge_and_a_perverse_one(real, generated, verdict):
    found = weigh(np.array([real, real]), np.array([generated]))
    assert (found.accuracy.value, found.auc) == (verdict, verdict)


def test_the_threshold_moves_accuracy_alone():
    # Above .3: real 2 of 2 told rightly, generated 1 of 2.
    sides = np.array([0.4, 0.9]), np.array([0.2, 0.35])
    assert weigh(*sides, threshold=0.3)[:2] == (3, 4)
    assert weigh(*sides, threshold=0.3).auc == weigh(*sides).auc


@pytest.mark.parametrize(("right", "asked"), [(0, 10), (1, 10), (5, 10), (10, 10), (0, 1), (1, 1), (2100, 4000)])
def test_the_interval_of_accuracy_is_clopper_and_pearsons(right, asked):
    exact = binomtest(right, asked).proportion_ci(0.95, method="exact")
    found = Verdicts(right, asked, 0.5).accuracy
    assert found == pytest.approx((right / asked, exact.low, exact.high), rel=1e-9)


def test_the_interval_by_hand():
    # Nothing right in ten: the upper end p has (1 - p)^10 = .025.
    assert Verdicts(0, 10, 0.5).accuracy == pytest.approx((0, 0, 1 - 0.025**0.1))
    assert Verdicts(10, 10, 0.5).accuracy == pytest.approx((1, 0.025**0.1, 1))


def test_the_interval_of_the_auc_is_that_of_disjoint_pairs():
    # Ten of each side make ten pairs, of which an AUC of .7 wins seven.
    exact = binomtest(7, 10).proportion_ci(0.95, method="exact")
    found = Verdicts(11, 20, 0.7).ranking
    assert found == pytest.approx((0.7, exact.low, exact.high), rel=1e-9)
    assert found.value == 0.7


@pytest.mark.parametrize("auc", [0.0, 0.001, 0.5, 0.734, 1.0])
def test_the_interval_of_the_auc_holds_it_and_stays_within_0_and_1(auc):
    value, low, high = Verdicts(10, 20, auc).ranking
    assert 0 <= low <= value <= high <= 1


def test_the_interval_of_the_auc_lies_between_those_of_whole_numbers_of_pairs():
    fewer, found, more = (Verdicts(10, 20, auc).ranking for auc in (0.7, 0.75, 0.8))
    for end in (1, 2):
        assert fewer[end] < found[end] < more[end]


def test_pooled_by_hand():
    parts = [Verdicts(3, 4, 0.9), Verdicts(5, 12, 0.4), Verdicts(2, 4, 0.5)]
    found = Verdicts.pooled(parts)
    assert found[:2] == (10, 20)
    assert found.auc == pytest.approx(0.6)


def numbered(n, sign):
    """Waves that are their own numbers from 1 on, of that sign."""
    numbers = sign * np.arange(1.0, n + 1)[:, None]
    return Exhibits(numbers, np.repeat(numbers, 9, axis=1))


@pytest.fixture
def recorder():
    """A judge that takes notes; it calls the waves real that it has learnt to be, and else everything generated."""
    notes = []

    def train(learn, labels, judged, seed):
        np.testing.assert_array_equal(learn.waves[:, 0], learn.features[:, 0])
        np.testing.assert_array_equal(judged.waves[:, 0], judged.features[:, 0])
        learnt = dict(zip(learn.waves[:, 0], labels, strict=True))
        notes.append(SimpleNamespace(learnt=learnt, judged=judged.waves[:, 0], seed=seed))
        return np.array([float(learnt.get(wave, 0)) for wave in judged.waves[:, 0]])

    return SimpleNamespace(judge=Judge("recorder", "numbers", "the rest", train), notes=notes)


def judged_by(recorder, n=40, seed=0, *, others=0):
    return cross_fitted(recorder.judge, numbered(n, 1), numbered(n + others, -1), np.random.default_rng(seed))


@pytest.mark.parametrize("n", [40, 41])
def test_each_wave_is_judged_once_and_never_by_a_judge_that_learnt_from_it(recorder, n):
    judged_by(recorder, n)
    judged = np.concatenate([note.judged for note in recorder.notes])
    assert sorted(judged) == [number for number in range(-n, n + 1) if number]
    for note in recorder.notes:
        assert not set(note.learnt) & set(note.judged)
        assert len(note.learnt) + len(note.judged) == 2 * n


@pytest.mark.parametrize("n", [40, 41])
def test_both_sides_are_shown_alike_and_rightly_labelled(recorder, n):
    judged_by(recorder, n)
    for note in recorder.notes:
        assert sum(wave > 0 for wave in note.learnt) == sum(wave < 0 for wave in note.learnt) in (20, 21)
        assert (note.judged > 0).sum() == (note.judged < 0).sum()
        assert all(label == (wave > 0) for wave, label in note.learnt.items())


def test_a_judge_that_only_remembers_knows_nothing(recorder):
    # It calls all that it has not learnt generated: right for one side.
    assert judged_by(recorder) == Verdicts(40, 80, 0.5)


def test_of_a_larger_side_as_many_are_shown(recorder):
    judged_by(recorder, others=15)
    assert min(wave for note in recorder.notes for wave in note.learnt) == -40


def test_the_seed_decides_the_halves_and_the_judges_seeds(recorder):
    for seed in (0, 0, 1):
        judged_by(recorder, seed=seed)
    shown = [(sorted(note.learnt), note.judged.tolist(), note.seed) for note in recorder.notes]
    one, same, other = shown[:2], shown[2:4], shown[4:]
    assert one == same
    assert one[0][0] != other[0][0]
    assert len({seed for *_, seed in (*one, *other)}) == 4


def test_answers_are_weighed_against_their_waves():
    clear = Judge("clear", "", "", lambda *given: (given[2].waves[:, 0] > 0).astype(float))
    found = cross_fitted(clear, numbered(25, 1), numbered(25, -1), np.random.default_rng(1))
    assert found == Verdicts(50, 50, 1.0)
