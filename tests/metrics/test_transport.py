"""Sliced Wasserstein distance by hand."""

import numpy as np
import pytest
from scipy import stats

from stages.metrics import transport
from stages.metrics.comparison import Comparison
from stages.metrics.sample import measure
from stages.waves.draw import draw


def test_a_shift_of_all_points_is_its_mean_projection(law, rng):
    waves = draw(law, 40, rng).waves.astype(float)
    real = measure(law, waves)
    near, far = (transport.sliced_wasserstein(Comparison(real, measure(law, waves + shift))) for shift in (0.1, 0.2))
    # Along a unit direction u the shift is .1 times the sum of u, about normal with standard deviation .1.
    assert near == pytest.approx(0.1 * np.sqrt(2 / np.pi), rel=0.2)
    assert far == pytest.approx(2 * near)


def test_it_is_the_mean_of_scipys_distances(law, rng, monkeypatch):
    monkeypatch.setattr(transport, "_DIRECTIONS", 3)
    real, generated = measure(law, draw(law, 30, rng).waves), measure(law, rng.uniform(size=(40, 50)))
    directions = np.random.default_rng(transport._SEED).standard_normal((50, 3))
    directions /= np.sqrt((directions**2).sum(axis=0))
    expected = [
        stats.wasserstein_distance(real.waves @ directions[:, k], generated.waves @ directions[:, k]) for k in range(3)
    ]
    assert transport.sliced_wasserstein(Comparison(real, generated)) == pytest.approx(np.mean(expected))
