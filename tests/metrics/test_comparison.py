"""What scores share is computed once, and for the right waves."""

import numpy as np
import pytest

from sinegan.measurement.sample import measure
from sinegan.metrics import comparison as comparing
from sinegan.metrics.comparison import WIDEST, Comparison
from sinegan.waves.draw import draw


@pytest.fixture
def sides(law, rng):
    """30 real waves of which 25 are the few, and 40 generated ones."""
    return measure(law, draw(law, 30, rng).waves, n_few=25), measure(law, draw(law, 40, rng).waves, n_few=25)


def test_distances_are_those_of_the_few(sides):
    real, generated = sides
    found = Comparison(real, generated).distances
    expected = np.linalg.norm(real.waves[:25, None] - generated.waves[None, :25], axis=2)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_nearest_distances_are_those_of_all_real_waves(sides):
    real, generated = sides
    gaps = np.sqrt(((real.waves[:, None] - generated.waves[None]) ** 2).mean(axis=2)).min(axis=1)
    expected = np.where(gaps < WIDEST, gaps, np.inf)
    np.testing.assert_allclose(Comparison(real, generated).nn_distance, expected, rtol=1e-9)


def test_what_both_sides_share_is_computed_once_a_comparison(sides, monkeypatch):
    calls = []
    monkeypatch.setattr(comparing, "distances", lambda left, right: calls.append((left, right)) or np.zeros((1, 1)))
    both = Comparison(*sides)
    assert both.distances is both.distances
    assert len(calls) == 1
    other = both.against(sides[0])
    assert other.distances is not both.distances
    assert len(calls) == 2
    np.testing.assert_array_equal(calls[1][1], sides[0].waves[:25])


def test_what_the_real_side_knows_is_computed_once_for_all_generated_ones(sides):
    asked = []

    def count(real):
        asked.append(real)
        return len(real.waves)

    both = Comparison(*sides)
    assert [both.of_real(count), both.against(sides[0]).of_real(count), both.of_real(count)] == [30, 30, 30]
    assert asked == [sides[0]]
    assert Comparison(sides[1], sides[0]).of_real(count) == 40


def test_two_questions_have_two_answers(sides):
    both = Comparison(*sides)
    assert both.of_real(lambda real: len(real.waves)) == 30
    assert both.of_real(lambda real: real.n_few) == 25
