"""The GAN's own discriminator on unseen waves."""

from types import SimpleNamespace

import numpy as np
import pytest

from sinegan.classifiers.cross_fitting import score_predictions
from sinegan.evaluation import discriminator_scores


def with_logits(*pairs):
    """Waves of 50 points that begin with these logits."""
    return np.pad(np.array(pairs, np.float32), ((0, 0), (0, 48)))


def test_realness_by_hand(first_points_as_logits):
    values = discriminator_scores.realness(first_points_as_logits, with_logits((0, 3), (3, 0.5), (7, 7)))
    assert values.dtype == np.float64
    np.testing.assert_array_equal(values, [3, -2.5, 0])


def test_a_wave_counts_as_real_exactly_if_the_second_logit_is_larger(first_points_as_logits):
    logits = np.random.default_rng(33).normal(0, 5, (500, 2)).astype(np.float32)
    logits[:3] = [[1, 1], [1, np.nextafter(np.float32(1), 2)], [np.nextafter(np.float32(1), 2), 1]]
    waves = np.pad(logits, ((0, 0), (0, 48)))
    predicted_real = int((logits[:, 1] > logits[:, 0]).sum())
    # The same waves on both sides: each is classified correctly once.
    assert discriminator_scores.classify(first_points_as_logits, waves, waves)[:2] == (500, 1000)
    none_real = with_logits(*[(1, 0)] * 500)
    assert discriminator_scores.classify(first_points_as_logits, waves, none_real).n_correct == predicted_real + 500


def test_extreme_logits_give_certainty_and_no_overflow(first_points_as_logits):
    result = discriminator_scores.classify(
        first_points_as_logits, with_logits((-1e30, 1e30)), with_logits((1e30, -1e30))
    )
    assert result[:3] == (2, 2, 1.0)


def test_large_logits_are_still_told_apart(first_points_as_logits):
    # As probabilities, both sides would be exactly 1: an AUC of 1/2.
    result = discriminator_scores.classify(first_points_as_logits, with_logits((0, 50)), with_logits((0, 45)))
    assert result[:3] == (1, 2, 1.0)


def test_blocks_keep_the_order_of_waves(first_points_as_logits):
    waves = with_logits(*((0.0, row / 1000) for row in range(2001)))
    np.testing.assert_array_equal(
        discriminator_scores.realness(first_points_as_logits, waves), waves[:, 1].astype(np.float64)
    )


def test_realness_does_not_change_from_call_to_call(discriminator, two_draws):
    # With dropout it would.
    first, again = (discriminator_scores.realness(discriminator, two_draws[0]) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_as_many_waves_of_each_side_are_used(first_points_as_logits):
    real, generated = with_logits((0, 2), (0, 1), (0, -9)), with_logits((3, 0), (0, 1.5))
    # The third real wave is left out. Both other real waves and one generated wave are classified correctly; of the
    # four pairs the real wave with logit 2 wins both, that with logit 1 wins one.
    result = discriminator_scores.classify(first_points_as_logits, real, generated)
    assert result[:2] == (3, 4)
    assert result.auc == 0.75


def test_the_baseline_is_that_of_other_real_waves(first_points_as_logits):
    test = with_logits((0, 1), (0, 2), (0, 3), (0, -1))
    reference = with_logits((0, 1.5), (0, -0.5), (0, 2.5), (0, -2))
    generated = with_logits((2, 0), (1, 0), (0, 4), (3, 0))
    scores = discriminator_scores.scores(first_points_as_logits, test=test, reference=reference, generated=generated)
    on_generated, on_real = (
        discriminator_scores.classify(first_points_as_logits, test, waves) for waves in (generated, reference)
    )
    assert [score.key for score in scores] == ["discriminator/accuracy", "discriminator/auc"]
    accuracy, auc = scores
    # 3 of 4 real and 3 of 4 generated ones; against the reference 3 of 4 and 2 of 4.
    assert (accuracy.value, accuracy.baseline) == (6 / 8, 5 / 8)
    assert (auc.value, auc.baseline) == (on_generated.auc, on_real.auc)
    assert (accuracy.low, accuracy.high) == on_generated.accuracy[1:]
    assert (auc.low, auc.high) == on_generated.auc_interval[1:]
    for row in scores:
        assert (row.flagged, row.baseline_sd, row.baseline_repeats) == (None, None, 1)
        assert (row.family, row.bounds, row.better) == ("discriminator", "0 to 1", "baseline")


def test_an_untrained_discriminator_guesses(discriminator, two_draws):
    result = discriminator_scores.classify(discriminator, *two_draws)
    assert result.accuracy.value == pytest.approx(0.5, abs=0.1)
    assert result == score_predictions(
        *(discriminator_scores.realness(discriminator, waves) for waves in two_draws), threshold=0.0
    )


def test_with_a_single_logit_the_half_with_larger_logits_counts_as_real():
    def one_logit(waves):
        return SimpleNamespace(numpy=lambda: waves[:, :1])

    real, generated = (
        np.pad(np.array(side, np.float32)[:, None], ((0, 0), (0, 49))) for side in ([9, 8, 7, 5], [6, 4, 3, 8.5])
    )
    # The median of all eight is 6.5: three of each side are correct. Pairs won: 4, 3, 3 and 2 of 4.
    result = discriminator_scores.classify(one_logit, real, generated)
    assert result[:2] == (6, 8)
    assert result.auc == 12 / 16
    shifted = discriminator_scores.classify(one_logit, real + 100, generated + 100)
    assert shifted == result
