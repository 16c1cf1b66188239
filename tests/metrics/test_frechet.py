"""Frechet distance by hand."""

import dataclasses

import numpy as np
import pytest
from scipy import linalg

from sinegan.measurement.sample import measure
from sinegan.metrics import frechet
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw


def test_features_are_those_of_the_free_fit(real, refitted):
    sample = refitted(free={"omega": np.full(20, 1.2), "phase": np.full(20, np.pi / 3), "rms": np.full(20, 0.009)})
    features = frechet.features(sample)[4]
    np.testing.assert_allclose(features[:3], [1.2, 0.5, np.sqrt(3) / 2])
    np.testing.assert_allclose(features[3:], [real.free.amplitude[4], real.free.centre[4], -2.0])


def test_it_is_scipys_matrix_root_formula(law, rng):
    real = measure(law, draw(law, 60, rng).waves + rng.normal(0, 0.1, (60, 50)))
    generated = measure(law, rng.uniform(size=(50, 50)))
    left, right = frechet.features(real), frechet.features(generated)
    covariances = [np.cov(side.T) for side in (left, right)]
    root = linalg.sqrtm(covariances[0] @ covariances[1]).real
    expected = ((left.mean(axis=0) - right.mean(axis=0)) ** 2).sum() + np.trace(sum(covariances) - 2 * root)
    assert frechet.frechet_distance(Comparison(real, generated)) == pytest.approx(expected, rel=1e-4)


def test_a_shift_of_one_feature_gives_its_square(real, refitted):
    shifted = refitted(free={"centre": real.free.centre + 0.3})
    assert frechet.frechet_distance(Comparison(real, shifted)) == pytest.approx(0.09, abs=1e-6)


def test_a_set_has_distance_0_from_itself(real):
    assert 0 <= frechet.frechet_distance(Comparison(real, real)) < 1e-6


def corners(sample, middle, size, rms):
    """Waves at all eight corners of a box of frequency, amplitude and centre: variances are 8 / 7 size^2."""
    signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, 8)
    values = np.array(middle)[:, None] + np.array(size)[:, None] * signs
    fit = dict(zip(("omega", "amplitude", "centre"), values, strict=True))
    free = dataclasses.replace(sample.free, phase=np.zeros(8), rms=np.full(8, rms), **fit)
    return dataclasses.replace(sample, waves=sample.waves[:8], fits=dataclasses.replace(sample.fits, free=free))


def test_independent_features_by_hand(real):
    # Means differ by 0.1 in frequency and, log10 0.01 being -2 and log10 0.1 being -1, by 1 in the residual; standard
    # deviations by sqrt(8 / 7) times 0.1 in frequency and 0.03 in the centre.
    left = corners(real, (1.4, 0.5, 0.5), (0.2, 0.1, 0.05), rms=0.009)
    right = corners(real, (1.5, 0.5, 0.5), (0.3, 0.1, 0.02), rms=0.099)
    expected = 0.1**2 + 1**2 + 8 / 7 * (0.1**2 + 0.03**2)
    assert frechet.frechet_distance(Comparison(left, right)) == pytest.approx(expected, abs=1e-6)
