"""Values that scores have in common are computed once, and for the right waves."""

import numpy as np
import pytest

from sinegan.measurement.sample import measure
from sinegan.metrics import comparison as comparison_module
from sinegan.metrics.comparison import MAX_RADIUS, Comparison
from sinegan.waves.draw import draw


@pytest.fixture
def sides(law, rng):
    """30 real waves and 40 generated ones; the subsets have 25."""
    return measure(law, draw(law, 30, rng).waves, n_pairwise=25), measure(law, draw(law, 40, rng).waves, n_pairwise=25)


def test_distances_are_those_of_the_subsets(sides):
    real, generated = sides
    expected = np.linalg.norm(real.waves[:25, None] - generated.waves[None, :25], axis=2)
    np.testing.assert_allclose(Comparison(real, generated).distances, expected, atol=1e-6)


def test_nearest_distances_are_those_of_all_real_waves(sides):
    real, generated = sides
    gaps = np.sqrt(((real.waves[:, None] - generated.waves[None]) ** 2).mean(axis=2)).min(axis=1)
    expected = np.where(gaps < MAX_RADIUS, gaps, np.inf)
    np.testing.assert_allclose(Comparison(real, generated).nn_distance, expected, rtol=1e-9)


def test_distances_are_computed_once_per_comparison(sides, monkeypatch):
    calls = []
    monkeypatch.setattr(
        comparison_module, "distances", lambda left, right: calls.append((left, right)) or np.zeros((1, 1))
    )
    both = Comparison(*sides)
    assert both.distances is both.distances
    assert len(calls) == 1
    other = both.against(sides[0])
    assert other.distances is not both.distances
    assert len(calls) == 2
    np.testing.assert_array_equal(calls[1][1], sides[0].waves[:25])


def test_values_of_the_real_side_are_computed_once_for_all_generated_sides(sides):
    calls = []

    def count(real):
        calls.append(real)
        return len(real.waves)

    both = Comparison(*sides)
    assert [both.of_real(count), both.against(sides[0]).of_real(count), both.of_real(count)] == [30, 30, 30]
    assert calls == [sides[0]]
    assert Comparison(sides[1], sides[0]).of_real(count) == 40


def test_values_of_different_functions_are_cached_separately(sides):
    both = Comparison(*sides)
    assert both.of_real(lambda real: len(real.waves)) == 30
    assert both.of_real(lambda real: real.n_pairwise) == 25
