"""Precision, recall, density and coverage, counted ball by ball."""

import dataclasses

import numpy as np
import pytest

from sinegan.measurement.sample import measure
from sinegan.metrics import prdc
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw


@pytest.fixture
def sides(law):
    """Twenty-five real waves, and thirty generated ones, of which two thirds are good."""
    rng = np.random.default_rng(8)
    waves = draw(law, 30, rng).waves + rng.normal(0, 0.5, (30, 50)) * (np.arange(30) % 3 == 0)[:, None]
    return measure(law, draw(law, 25, rng).waves), measure(law, waves)


def ball(waves, row):
    """Radius of the ball of one wave: the distance to the fifth nearest of the others."""
    return sorted(np.linalg.norm(waves[row] - other) for at, other in enumerate(waves) if at != row)[4]


def inside(centres, others):
    """Whether each of the other waves is in the ball of each centre."""
    return np.array(
        [[np.linalg.norm(centre - other) <= ball(centres, c) for other in others] for c, centre in enumerate(centres)]
    )


def test_scores_are_counts_of_balls(sides):
    real, generated = sides
    in_real, in_generated = inside(real.waves, generated.waves), inside(generated.waves, real.waves)
    assert prdc.precision(Comparison(real, generated)) == pytest.approx(in_real.any(axis=0).mean())
    assert prdc.recall(Comparison(real, generated)) == pytest.approx(in_generated.any(axis=0).mean())
    assert prdc.density(Comparison(real, generated)) == pytest.approx(in_real.sum() / (5 * 30))
    assert prdc.coverage(Comparison(real, generated)) == pytest.approx(in_real.any(axis=1).mean())
    assert 0 < prdc.precision(Comparison(real, generated)) < 1


def test_radius_is_the_distance_to_the_fifth_neighbour(sides):
    np.testing.assert_allclose(prdc.radii(sides[0]), [ball(sides[0].waves, row) for row in range(25)], rtol=1e-7)


def test_balls_on_a_line_by_hand(real):
    # The fifth neighbours of 0, 1, ... 6 are at distances 5, 4, 3, 3, 3, 4 and 5. Of three others, -4.5 is in the ball
    # of 0 alone, 7.5 in those of 5 and 6, and 20 in none.
    seven, three = (dataclasses.replace(real, waves=np.array([row]).T) for row in (np.arange(7.0), [-4.5, 7.5, 20.0]))
    np.testing.assert_allclose(prdc.radii(seven), [5, 4, 3, 3, 3, 4, 5], atol=1e-6)
    assert prdc.precision(Comparison(seven, three)) == pytest.approx(2 / 3)
    assert prdc.density(Comparison(seven, three)) == pytest.approx((1 + 2 + 0) / 3 / 5)
    assert prdc.coverage(Comparison(seven, three)) == pytest.approx(3 / 7)
    assert prdc.recall(Comparison(three, seven)) == pytest.approx(2 / 3)
