"""The GAN's own discriminator on waves that it has not seen."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import special

from sinegan.classifiers.cross_fitting import weigh
from sinegan.evaluation import discriminator_scores


def with_logits(*pairs):
    """Waves of 50 points that begin with these logits."""
    return np.pad(np.array(pairs, np.float32), ((0, 0), (0, 48)))


def test_evidence_by_hand(first_points_as_logits):
    found = discriminator_scores.evidence(first_points_as_logits, with_logits((0, 3), (3, 0.5), (7, 7)))
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, [3, -2.5, 0])


def test_a_wave_counts_as_real_exactly_where_the_second_logit_is_larger(first_points_as_logits):
    logits = np.random.default_rng(33).normal(0, 5, (500, 2)).astype(np.float32)
    logits[:3] = [[1, 1], [1, np.nextafter(np.float32(1), 2)], [np.nextafter(np.float32(1), 2), 1]]
    waves = np.pad(logits, ((0, 0), (0, 48)))
    taken_for_real = int((logits[:, 1] > logits[:, 0]).sum())
    # The same waves on both sides: each is told rightly once.
    assert discriminator_scores.verdicts(first_points_as_logits, waves, waves)[:2] == (500, 1000)
    none_real = with_logits(*[(1, 0)] * 500)
    assert discriminator_scores.verdicts(first_points_as_logits, waves, none_real).right == taken_for_real + 500


def test_extreme_logits_give_certainty_and_no_overflow(first_points_as_logits):
    found = discriminator_scores.verdicts(
        first_points_as_logits, with_logits((-1e30, 1e30)), with_logits((1e30, -1e30))
    )
    assert found == (2, 2, 1.0)


def test_blocks_keep_the_order_of_waves(first_points_as_logits):
    waves = with_logits(*((0.0, row / 1000) for row in range(2001)))
    np.testing.assert_array_equal(
        discriminator_scores.evidence(first_points_as_logits, waves), waves[:, 1].astype(np.float64)
    )


def test_evidence_does_not_change_from_call_to_call(discriminator, two_draws):
    # With dropout on it would.
    first, again = (discriminator_scores.evidence(discriminator, two_draws[0]) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_as_many_of_each_side_are_weighed(first_points_as_logits):
    real, generated = with_logits((0, 2), (0, 1), (0, -9)), with_logits((3, 0), (0, 1.5))
    # The third real wave is left out. Told rightly: both real ones and one generated; of the four pairs the belief
    # in 2 wins both, that in 1 wins one.
    found = discriminator_scores.verdicts(first_points_as_logits, real, generated)
    assert found[:2] == (3, 4)
    assert found.auc == 0.75


def test_scores_have_other_real_waves_as_their_floor(first_points_as_logits):
    test = with_logits((0, 1), (0, 2), (0, 3), (0, -1))
    reference = with_logits((0, 1.5), (0, -0.5), (0, 2.5), (0, -2))
    generated = with_logits((2, 0), (1, 0), (0, 4), (3, 0))
    scores = discriminator_scores.scores(first_points_as_logits, test=test, reference=reference, generated=generated)
    on_generated, on_real = (
        discriminator_scores.verdicts(first_points_as_logits, test, waves) for waves in (generated, reference)
    )
    assert [score.key for score in scores] == ["discriminator/accuracy", "discriminator/auc"]
    accuracy, auc = scores
    # 3 of 4 real and 3 of 4 generated ones; against the reference 3 of 4 and 2 of 4.
    assert (accuracy.value, accuracy.floor) == (6 / 8, 5 / 8)
    assert (auc.value, auc.floor) == (on_generated.auc, on_real.auc)
    assert (accuracy.low, accuracy.high) == on_generated.accuracy[1:]
    assert (auc.low, auc.high) == on_generated.ranking[1:]
    for row in scores:
        assert (row.flagged, row.floor_sd, row.floor_repeats) == (None, None, 1)
        assert (row.family, row.bounds, row.better) == ("discriminator", "0 to 1", "floor")


def test_an_untrained_discriminator_guesses(discriminator, two_draws):
    found = discriminator_scores.verdicts(discriminator, *two_draws)
    assert found.accuracy.value == pytest.approx(0.5, abs=0.1)
    assert found == weigh(*(special.expit(discriminator_scores.evidence(discriminator, waves)) for waves in two_draws))


def test_a_single_logit_has_no_zero_so_the_louder_half_counts_as_real():
    def one_logit(waves):
        return SimpleNamespace(numpy=lambda: waves[:, :1])

    real, generated = (
        np.pad(np.array(side, np.float32)[:, None], ((0, 0), (0, 49))) for side in ([9, 8, 7, 5], [6, 4, 3, 8.5])
    )
    # The median of all eight is 6.5: three of each side are told rightly. Pairs won: 4, 3, 3 and 2 of 4.
    found = discriminator_scores.verdicts(one_logit, real, generated)
    assert found[:2] == (6, 8)
    assert found.auc == 12 / 16
    shifted = discriminator_scores.verdicts(one_logit, real + 100, generated + 100)
    assert shifted == found
