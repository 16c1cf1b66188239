"""The judge trained from scratch."""

import numpy as np
import pytest

from stages.judges import trees


def verdicts(real, generated, n=200, seed=0):
    return trees.judge(real, generated, n=n, rng=np.random.default_rng(seed))


def test_two_real_draws_are_told_apart_by_chance(two_draws):
    # 2 * 200 waves judged: chance scatters by .025; waves that it had learnt from would give 1.
    found = verdicts(*two_draws, n=400)
    assert found.accuracy == pytest.approx(0.5, abs=0.1)
    assert found.auc == pytest.approx(0.5, abs=0.12)


def test_noise_is_told_from_real_waves(two_draws, noise):
    found = verdicts(two_draws[0], noise)
    assert found.accuracy > 0.95
    assert found.auc > 0.99
    assert found.mean_on_real > 0.9
    assert found.mean_on_generated < 0.2


def test_the_seed_alone_decides(two_draws, noise):
    blurred = two_draws[1] + noise / 10
    first = verdicts(two_draws[0], blurred)
    assert verdicts(two_draws[0], blurred) == first
    assert verdicts(two_draws[0], blurred, seed=1) != first


def test_an_odd_number_is_halved(two_draws, noise):
    # 20 waves of each side to learn from, 21 to be judged: each share is a multiple of 1/21.
    found = verdicts(two_draws[0], two_draws[1] + noise / 10, n=41)
    assert found.accuracy * 42 == pytest.approx(round(found.accuracy * 42))


def test_both_sides_must_hold_that_many(two_draws):
    with pytest.raises(ValueError, match="larger sample than population"):
        verdicts(two_draws[0], two_draws[1][:100])
