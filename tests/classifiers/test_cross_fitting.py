"""Which waves a classifier is trained and tested on."""

from types import SimpleNamespace

import numpy as np
import pytest

from sinegan.classifiers.cross_fitting import C2STResult, cross_fitted, random_split, split
from sinegan.classifiers.models import Classifier
from tests.fixtures.classifiers import StubClassifier


def numbered(n, sign):
    """Waves of one point that are their own numbers from 1 on, with that sign; all 9 features are the same number."""
    return np.repeat(sign * np.arange(1.0, n + 1)[:, None], 1 + 9, axis=1)


class Memorizer(StubClassifier):
    """Calls those waves real that it was trained on as real ones, and all others generated; records its waves."""

    def __init__(self, records, seed):
        self.records = records
        self.seed = seed

    def _train(self, inputs, labels):
        assert (inputs == inputs[:, :1]).all(), "waves and features of the same row"
        self.labels_ = dict(zip(inputs[:, 0], labels, strict=True))

    def _real(self, inputs):
        assert (inputs == inputs[:, :1]).all(), "waves and features of the same row"
        self.records.append(SimpleNamespace(train=self.labels_, test=inputs[:, 0], seed=self.seed))
        return np.array([float(self.labels_.get(wave, 0)) for wave in inputs[:, 0]])


class BySign(StubClassifier):
    """Calls positive waves real."""

    def _real(self, inputs):
        return (inputs[:, 0] > 0).astype(float)


@pytest.fixture
def memorizer():
    records = []
    classifier = Classifier("memorizer", "numbers", "the rest", lambda _n_points, seed: Memorizer(records, seed))
    return SimpleNamespace(classifier=classifier, records=records)


def cross_fit(memorizer, n=40, seed=0, *, more_generated=0):
    generated = numbered(n + more_generated, -1)
    return cross_fitted(
        memorizer.classifier, numbered(n, 1), generated, 1, random_split(n, np.random.default_rng(seed))
    )


@pytest.mark.parametrize("n", [40, 41])
def test_each_wave_is_tested_once_and_never_by_a_classifier_trained_on_it(memorizer, n):
    cross_fit(memorizer, n)
    tested = np.concatenate([record.test for record in memorizer.records])
    assert sorted(tested) == [number for number in range(-n, n + 1) if number]
    for record in memorizer.records:
        assert not set(record.train) & set(record.test)
        assert len(record.train) + len(record.test) == 2 * n


@pytest.mark.parametrize("n", [40, 41])
def test_both_sides_are_of_equal_size_and_correctly_labelled(memorizer, n):
    cross_fit(memorizer, n)
    for record in memorizer.records:
        assert sum(wave > 0 for wave in record.train) == sum(wave < 0 for wave in record.train) in (20, 21)
        assert (record.test > 0).sum() == (record.test < 0).sum()
        assert all(label == (wave > 0) for wave, label in record.train.items())


def test_a_classifier_that_only_memorizes_is_at_chance(memorizer):
    # It calls all waves generated that it was not trained on: correct for one side.
    assert cross_fit(memorizer) == C2STResult(40, 80, 0.5)


def test_of_a_larger_side_as_many_waves_are_used(memorizer):
    cross_fit(memorizer, more_generated=15)
    assert min(wave for record in memorizer.records for wave in record.train) == -40


def test_the_seed_decides_the_halves_and_the_classifiers_seeds(memorizer):
    for seed in (0, 0, 1):
        cross_fit(memorizer, seed=seed)
    records = [(sorted(record.train), record.test.tolist(), record.seed) for record in memorizer.records]
    first, same, other = records[:2], records[2:4], records[4:]
    assert first == same
    assert first[0][0] != other[0][0]
    assert len({seed for *_, seed in (*first, *other)}) == 4


def test_predictions_are_compared_with_their_own_waves():
    by_sign = Classifier("sign", "", "", lambda *_: BySign())
    result = cross_fitted(by_sign, numbered(25, 1), numbered(25, -1), 1, random_split(25, np.random.default_rng(1)))
    assert result == C2STResult(50, 50, 1.0)


def test_the_number_of_points_is_passed_to_the_classifier():
    n_points = []
    by_sign = Classifier("sign", "", "", lambda n, _seed: n_points.append(n) or BySign())
    cross_fitted(by_sign, numbered(25, 1), numbered(25, -1), 1, random_split(25, np.random.default_rng(1)))
    assert n_points == [1, 1]


BLOCKS = np.repeat([4, 7, 2, 9, 5], [6, 6, 7, 6, 5])


@pytest.mark.parametrize("swapped", [False, True])
def test_windows_of_a_block_are_in_one_half_and_both_sides_have_halves_of_equal_size(swapped: bool) -> None:
    order = np.random.default_rng(0).permutation(30)
    sides = (BLOCKS[order], None)
    halves = split(30, sides[::-1] if swapped else sides, np.random.default_rng(1)).halves
    with_blocks, without = halves[::-1] if swapped else halves
    first, second = (set(BLOCKS[order][rows]) for rows in with_blocks)
    assert first.isdisjoint(second)
    assert first | second == set(BLOCKS)
    assert [len(rows) for rows in with_blocks] == [len(rows) for rows in without]
    for side in halves:
        assert sorted(np.concatenate(side)) == list(range(30))
    assert not np.array_equal(np.sort(without[0]), without[0]), "at random"


def test_the_halves_of_the_blocks_are_drawn_anew() -> None:
    drawn = {tuple(split(30, (BLOCKS, BLOCKS), np.random.default_rng(seed)).halves[0][0]) for seed in range(20)}
    assert len(drawn) > 5


def test_without_blocks_the_split_is_that_of_single_waves() -> None:
    plain, same = random_split(9, np.random.default_rng(3)), split(9, (None, None), np.random.default_rng(3))
    assert plain.seeds == same.seeds
    for halves, others in zip(plain.halves, same.halves, strict=True):
        for rows, other in zip(halves, others, strict=True):
            np.testing.assert_array_equal(rows, other)
