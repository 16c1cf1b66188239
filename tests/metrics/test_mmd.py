"""Maximum mean discrepancy by hand."""

import dataclasses

import numpy as np
import pytest
from sklearn.metrics.pairwise import rbf_kernel

from sinegan.measurement.sample import measure
from sinegan.metrics import mmd
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw


def test_mmd_of_a_few_points_by_hand(real):
    # Real points 0, 1 and 3 are 1, 2 and 3 apart: the median is 2, and k(d) = exp(-d^2 / 8). Within them
    # (k1 + k2 + k3) / 3; generated points 0 and 2 are 2 apart: k2; across (1 + 3 k1 + k2 + k3) / 6. In all
    # (k1 + k2 + k3) / 3 + k2 - (1 + 3 k1 + k2 + k3) / 3 = k2 - (1 + 2 k1) / 3 = 0.606531 - (1 + 1.764994) / 3.
    left, right = (dataclasses.replace(real, waves=np.array([points]).T) for points in ([0.0, 1.0, 3.0], [0.0, 2.0]))
    assert mmd.mmd(Comparison(left, right), 1.0) == pytest.approx(-0.315134, abs=1e-6)


def test_registered_scores_use_their_width(real, law, rng):
    generated = measure(law, rng.uniform(size=(25, 50)))
    values = {metric.name: metric.compute(Comparison(real, generated)) for metric in mmd.METRICS}
    expected = {
        "mmd_narrow": mmd.mmd(Comparison(real, generated), 0.25),
        "mmd_median": mmd.mmd(Comparison(real, generated), 1.0),
    }
    assert values == expected
    assert values["mmd_narrow"] != values["mmd_median"]


@pytest.mark.parametrize("width", [0.25, 1.0])
def test_mmd_is_that_of_scikit_learns_kernel(law, rng, width):
    real, generated = measure(law, draw(law, 30, rng).waves), measure(law, rng.uniform(size=(25, 50)))
    gaps = np.sqrt(((real.waves[:, None] - real.waves) ** 2).sum(axis=2))
    scale = width * np.median(gaps[np.triu_indices(30, 1)])
    within, other, across = (
        rbf_kernel(left.waves, right.waves, gamma=1 / (2 * scale**2))
        for left, right in ((real, real), (generated, generated), (real, generated))
    )
    # Gretton et al. 2012, lemma 6: without the diagonals, so unbiased.
    expected = (within.sum() - 30) / (30 * 29) + (other.sum() - 25) / (25 * 24) - 2 * across.mean()
    assert mmd.mmd(Comparison(real, generated), width) == pytest.approx(expected, rel=1e-6)


def test_mmd_is_0_on_average_for_equal_distributions(law, real):
    rng = np.random.default_rng(6)
    values = []
    for _ in range(40):
        sides = (dataclasses.replace(real, waves=draw(law, 40, rng).waves.astype(float)) for _ in range(2))
        values.append(mmd.mmd(Comparison(*sides), 1.0))
    # A biased estimate would be about 2 / 40 * (1 - mean kernel) = 0.02 too high.
    assert abs(np.mean(values)) < 3 * np.std(values) / np.sqrt(40)
    assert min(values) < 0


def test_distances_are_real_by_generated(law, rng):
    real, generated = measure(law, draw(law, 30, rng).waves), measure(law, draw(law, 20, rng).waves)
    distances = Comparison(real, generated).distances
    assert distances.shape == (30, 20)
    assert distances[3, 7] == pytest.approx(np.linalg.norm(real.waves[3] - generated.waves[7]))


def test_only_the_subset_is_used(law, rng):
    waves = draw(law, 60, rng).waves
    corrupted = np.concatenate([waves[:30], rng.uniform(size=(30, 50))])
    real = measure(law, draw(law, 60, rng).waves, n_pairwise=30)
    scores = [mmd.mmd(Comparison(real, measure(law, values, n_pairwise=30)), 1.0) for values in (waves, corrupted)]
    assert scores[0] == scores[1]
