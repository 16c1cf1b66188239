"""Sliced Wasserstein distance by hand."""

import numpy as np
import pytest
from scipy import stats

from sinegan.measurement.sample import measure
from sinegan.metrics import sliced_wasserstein
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw


def test_a_shift_of_all_points_is_its_mean_projection(law, rng):
    waves = draw(law, 40, rng).waves.astype(float)
    real = measure(law, waves)
    near, far = (
        sliced_wasserstein.sliced_wasserstein(Comparison(real, measure(law, waves + shift))) for shift in (0.1, 0.2)
    )
    # Along a unit direction u the shift is 0.1 times the sum of u, roughly normal with standard deviation 0.1.
    assert near == pytest.approx(0.1 * np.sqrt(2 / np.pi), rel=0.2)
    assert far == pytest.approx(2 * near)


def test_it_is_the_mean_of_scipys_distances(law, rng, monkeypatch):
    monkeypatch.setattr(sliced_wasserstein, "_DIRECTIONS", 3)
    real, generated = measure(law, draw(law, 30, rng).waves), measure(law, rng.uniform(size=(40, 50)))
    directions = np.random.default_rng(sliced_wasserstein._SEED).standard_normal((50, 3))
    directions /= np.sqrt((directions**2).sum(axis=0))
    expected = [
        stats.wasserstein_distance(real.waves @ directions[:, k], generated.waves @ directions[:, k]) for k in range(3)
    ]
    assert sliced_wasserstein.sliced_wasserstein(Comparison(real, generated)) == pytest.approx(np.mean(expected))
