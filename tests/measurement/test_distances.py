"""Distances between waves."""

import numpy as np
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist

from sinegan.measurement.distances import distances, nearest


def test_distances_are_scipys(rng):
    left, right = rng.normal(5, 1, (1_203, 7)), rng.normal(5, 1, (40, 7))  # several blocks of rows, far from 0
    np.testing.assert_allclose(distances(left, right), cdist(left, right), atol=1e-7)


def test_equal_waves_have_distance_0(rng):
    waves = rng.normal(size=(30, 50))
    assert np.diag(distances(waves, waves)).max() < 1e-6
    assert (distances(waves, waves) >= 0).all()


def test_nearest_is_the_smallest_distance_within_the_bound(rng):
    left, right = rng.normal(size=(50, 3)), rng.normal(size=(60, 3))
    smallest = cdist(left, right).min(axis=1)
    bound = float(np.mean(np.sort(smallest)[24:26]))
    within_bound = nearest(left, KDTree(right), bound)
    assert np.isinf(within_bound[smallest > bound]).all()
    np.testing.assert_allclose(within_bound[smallest < bound], smallest[smallest < bound])
    np.testing.assert_array_equal(nearest(right, KDTree(right), bound), 0)
