"""Frechet distance by hand."""

import dataclasses

import numpy as np
import pytest
from scipy import linalg

from stages.metrics import frechet
from stages.metrics.sample import measure
from stages.waves.draw import draw


def test_features_are_those_of_the_free_fit(real, refitted):
    sample = refitted(free={"multiplier": np.full(20, 1.2), "phase": np.full(20, np.pi / 3), "rms": np.full(20, 0.009)})
    found = frechet.features(sample)[4]
    np.testing.assert_allclose(found[:3], [1.2, 0.5, np.sqrt(3) / 2])
    np.testing.assert_allclose(found[3:], [real.free.amplitude[4], real.free.centre[4], -2.0])


def test_it_is_scipys_matrix_root_formula(law, rng):
    real = measure(law, draw(law, 60, rng).waves + rng.normal(0, 0.1, (60, 50)))
    generated = measure(law, rng.uniform(size=(50, 50)))
    left, right = frechet.features(real), frechet.features(generated)
    covariances = [np.cov(side.T) for side in (left, right)]
    root = linalg.sqrtm(covariances[0] @ covariances[1]).real
    expected = ((left.mean(axis=0) - right.mean(axis=0)) ** 2).sum() + np.trace(sum(covariances) - 2 * root)
    assert frechet.frechet_features(real, generated) == pytest.approx(expected, rel=1e-4)


def test_a_shift_of_one_feature_is_its_square(real):
    shifted = dataclasses.replace(real, free=dataclasses.replace(real.free, centre=real.free.centre + 0.3))
    assert frechet.frechet_features(real, shifted) == pytest.approx(0.09, abs=1e-6)


def test_a_set_is_at_no_distance_from_itself(real):
    assert 0 <= frechet.frechet_features(real, real) < 1e-6
