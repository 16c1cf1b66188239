"""The GAN's own discriminator as a judge."""

import numpy as np
from scipy import special

from stages.judges import trained


def with_logits(*pairs):
    """Waves of 50 points that begin with these logits."""
    return np.pad(np.array(pairs, np.float32), ((0, 0), (0, 48)))


def test_belief_by_hand(first_points_as_logits):
    # Logits 0 and log 3: softmax gives the second 3 / (1 + 3).
    shares = trained.real_share(first_points_as_logits, with_logits((0, np.log(3)), (np.log(3), 0), (7, 7)))
    np.testing.assert_allclose(shares, [0.75, 0.25, 0.5], rtol=1e-6)


def test_belief_is_the_softmax_of_the_logits(discriminator, two_draws):
    waves = two_draws[0]
    logits = discriminator(waves).numpy().astype(np.float64)
    shares = trained.real_share(discriminator, waves)
    assert shares.dtype == np.float64
    np.testing.assert_allclose(shares, special.softmax(logits, axis=1)[:, 1], rtol=1e-5)


def test_belief_is_above_a_half_exactly_where_the_second_logit_is_larger(first_points_as_logits):
    logits = np.random.default_rng(33).normal(0, 5, (500, 2)).astype(np.float32)
    logits[:3] = [[1, 1], [1, np.nextafter(np.float32(1), 2)], [np.nextafter(np.float32(1), 2), 1]]
    shares = trained.real_share(first_points_as_logits, np.pad(logits, ((0, 0), (0, 48))))
    np.testing.assert_array_equal(shares > 0.5, logits[:, 1] > logits[:, 0])


def test_extreme_logits_give_certainty_and_no_overflow(first_points_as_logits):
    shares = trained.real_share(first_points_as_logits, with_logits((1e30, -1e30), (-1e30, 1e30)))
    np.testing.assert_allclose(shares, [0.0, 1.0], atol=1e-300)


def test_blocks_keep_the_order_of_waves(first_points_as_logits):
    waves = with_logits(*((0.0, row / 1000) for row in range(2001)))
    shares = trained.real_share(first_points_as_logits, waves)
    np.testing.assert_allclose(shares, special.expit(waves[:, 1].astype(np.float64)), rtol=1e-12)


def test_belief_does_not_change_from_call_to_call(discriminator, two_draws):
    # With dropout on it would.
    first, again = (trained.real_share(discriminator, two_draws[0]) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_judge_weighs_real_against_generated(first_points_as_logits):
    real, generated = with_logits((0, np.log(3)), (0, np.log(3)), (0, -1)), with_logits((np.log(4), 0))
    # Told rightly: 2 of 3 and 1 of 1; the lowest real belief, 1 / (1 + e) = .269, still beats .2.
    found = trained.judge(first_points_as_logits, real, generated)
    np.testing.assert_allclose(found, [5 / 6, 1.0, (1.5 + 1 / (1 + np.e)) / 3, 0.2], rtol=1e-6)
