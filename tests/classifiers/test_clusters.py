"""Predictions on overlapping windows are worth fewer independent ones."""

import numpy as np
import pytest
from scipy import stats

from sinegan.classifiers.clusters import Clusters, _above, _variance_by_block
from sinegan.classifiers.cross_fitting import C2STResult, score_predictions


def predictions(n_blocks: int, per_block: int, seed: int, *, shared: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Blocks, and probabilities of both sides; windows of a block have the same one if it is `shared`."""
    rng = np.random.default_rng(seed)
    real = rng.random(n_blocks * per_block)
    block = np.repeat(np.arange(n_blocks), per_block)
    return block, rng.random(n_blocks)[block] if shared else real, rng.random(len(real))


def test_the_variance_of_a_mean_by_hand() -> None:
    # Mean 1/2. Sums of deviations: 1, 0, -1. 3 / 2 * (1 + 0 + 1) / 6^2 = 1 / 12.
    values, block = np.array([1.0, 1, 1, 0, 0, 0]), np.array([4, 4, 7, 7, 9, 9])
    assert _variance_by_block(values, block) == pytest.approx(1 / 12)


def test_blocks_of_one_wave_give_the_usual_variance() -> None:
    values = np.random.default_rng(1).random(50)
    assert _variance_by_block(values, np.arange(50)) == pytest.approx(values.var(ddof=1) / 50)


def test_ties_count_half() -> None:
    assert _above(np.array([0.5, 0.1, 0.9]), np.array([0.5, 0.2])).tolist() == [0.75, 0.0, 1.0]


def test_what_is_won_on_both_sides_is_the_auc() -> None:
    block, real, generated = predictions(5, 8, 3, shared=False)
    result = score_predictions(real, generated, block=block)
    assert result.clusters.won[0].mean() == pytest.approx(result.auc)
    assert result.clusters.won[1].mean() == pytest.approx(result.auc)
    assert np.concatenate(result.clusters.correct).sum() == result.n_correct


def test_values_are_those_without_blocks_and_intervals_are_wider_where_windows_agree() -> None:
    block, real, generated = predictions(12, 40, 4, shared=True)
    apart, together = score_predictions(real, generated), score_predictions(real, generated, block=block)
    assert together[:3] == apart[:3]
    for one, other in ((apart.accuracy, together.accuracy), (apart.auc_interval, together.auc_interval)):
        assert one.value == other.value
        assert other.low < one.low < one.high < other.high


def test_windows_of_one_block_each_are_worth_nearly_what_independent_ones_are() -> None:
    _, real, generated = predictions(400, 1, 5, shared=False)
    accuracy = score_predictions(real, generated, block=np.arange(400)).accuracy
    exact = score_predictions(real, generated).accuracy
    assert accuracy.high - accuracy.low == pytest.approx(exact.high - exact.low, rel=0.05)


def test_no_more_predictions_than_there_are() -> None:
    # All blocks agree: nothing is known of their variance.
    result = score_predictions(np.ones(30), np.zeros(30), block=np.repeat(np.arange(3), 10))
    assert result.accuracy == C2STResult(60, 60, 1.0).accuracy
    assert result.auc_interval == C2STResult(60, 60, 1.0).auc_interval


def test_parts_are_pooled_by_block() -> None:
    block, real, generated = predictions(6, 10, 6, shared=True)
    half = block % 2 == 0
    parts = [score_predictions(real[rows], generated[rows], block=block[rows]) for rows in (half, ~half)]
    pooled, whole = C2STResult.pooled(parts), score_predictions(real, generated, block=block)
    assert pooled.accuracy == pytest.approx(whole.accuracy)
    assert sorted(pooled.clusters.block) == sorted(block)
    again = Clusters.pooled([whole.clusters, whole.clusters])
    assert again.n_predictions(0.5) == pytest.approx(whole.clusters.n_predictions(0.5), rel=0.3)


def test_intervals_by_block_hold_the_truth_as_often_as_they_say() -> None:
    """Each of 400 times, 8 blocks of 30 windows that a classifier is right on together; the truth is 1/2."""
    held = {True: 0, False: 0}
    for seed in range(400):
        block, real, generated = predictions(8, 30, seed, shared=True)
        for by_block in held:
            accuracy = score_predictions(real, generated, block=block if by_block else None).accuracy
            held[by_block] += accuracy.low <= 0.5 <= accuracy.high
    expected = stats.binom(400, 0.95).ppf([0.001, 0.999])
    assert held[True] >= expected[0]
    assert held[False] < 0.8 * 400, "as if they were independent, intervals are too narrow"
