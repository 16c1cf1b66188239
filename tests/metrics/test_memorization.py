"""Memorization, counted pair by pair."""

import dataclasses

import numpy as np
import pytest

from sinegan.measurement.sample import measure
from sinegan.metrics import memorization
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw


@pytest.fixture
def training(law):
    return draw(law, 300, np.random.default_rng(10)).waves


@pytest.fixture
def real(law, training):
    return measure(law, draw(law, 60, np.random.default_rng(11)).waves, training=training)


def nearest(waves, training):
    return np.sqrt(((waves[:, None].astype(float) - training.astype(float)) ** 2).sum(axis=2)).min(axis=1)


def test_it_is_the_fraction_of_pairs_won_ties_counting_half(law, training, real):
    waves = draw(law, 50, np.random.default_rng(12)).waves
    waves[:5], waves[5:10] = training[:5], real.waves[:5]  # copies, and ties
    fresh, generated = nearest(real.waves, training), nearest(waves, training)
    ties = np.isclose(generated[:, None], fresh, rtol=0, atol=1e-9)
    won = ((generated[:, None] < fresh) & ~ties).mean() + ties.mean() / 2
    assert memorization.memorization(Comparison(real, measure(law, waves))) == pytest.approx(won)


def test_copies_win_and_far_waves_lose(law, training, real, rng):
    assert memorization.memorization(Comparison(real, measure(law, training[:50]))) == 1.0
    assert memorization.memorization(Comparison(real, measure(law, rng.uniform(size=(50, 50))))) == 0.0


def test_fresh_waves_win_half(law, real, rng):
    # The statistic has a standard deviation of sqrt((60 + 200) / (12 * 60 * 200)) = 0.042.
    value = memorization.memorization(Comparison(real, measure(law, draw(law, 200, rng).waves)))
    assert value == pytest.approx(0.5, abs=4 * 0.042)


def test_without_training_waves_there_is_no_value(law, rng):
    sample = measure(law, draw(law, 20, rng).waves)
    assert memorization.memorization(Comparison(sample, sample)) is None


def on_a_line(sample, points):
    return dataclasses.replace(sample, waves=np.array(points, float)[:, None])


def test_a_few_points_on_a_line_by_hand(real):
    # Training waves at 0 and 10: fresh ones lie 1, 2 and 4 from the nearest, generated ones 1, 3 and 9. The first
    # ties with one and beats two, the second beats one, the third none.
    fresh = dataclasses.replace(on_a_line(real, [1, 8, 14]), training=np.array([[0.0], [10.0]]))
    assert memorization.memorization(Comparison(fresh, on_a_line(real, [-1, 7, 19]))) == pytest.approx(3.5 / 9)


@pytest.mark.parametrize("points", [[1, 8, 14], [0, 10, 0]])  # the second: all of them copies
def test_a_set_against_itself_gives_a_half(real, points):
    fresh = dataclasses.replace(on_a_line(real, points), training=np.array([[0.0], [10.0]]))
    assert memorization.memorization(Comparison(fresh, on_a_line(real, points))) == pytest.approx(0.5)
