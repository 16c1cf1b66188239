"""Precision and recall against the manifold of target sines, by hand."""

import dataclasses

import numpy as np

from sinegan.measurement.sample import measure
from sinegan.metrics import manifold_pr
from sinegan.metrics.comparison import MAX_RADIUS, Comparison
from sinegan.waves.draw import draw, render


def test_precision_is_the_fraction_within_the_radius(real, refitted):
    generated = refitted(constrained={"rms": np.repeat([0.005, 0.01, 0.02, 0.5], [5, 3, 4, 8])})
    assert manifold_pr.precision(Comparison(real, generated), 0.01) == 8 / 20  # the radius itself is included
    assert manifold_pr.precision(Comparison(real, generated), 0.03) == 12 / 20


def test_recall_is_the_fraction_of_real_waves_with_a_generated_one_nearby(law):
    real = measure(law, np.repeat([[0.2], [0.5], [0.8]], [10, 10, 20], axis=0) * np.ones(50))
    # 0.02 and 0.03 from the first two levels, and none near the third.
    generated = measure(law, np.repeat([[0.22], [0.47]], [10, 10], axis=0) * np.ones(50))
    assert manifold_pr.recall(Comparison(real, generated), 0.025) == 0.25
    assert manifold_pr.recall(Comparison(real, generated), 0.031) == 0.5
    assert manifold_pr.recall(Comparison(real, generated), 0.001) == 0.0


def test_distance_is_rms_and_infinite_beyond_a_tenth(law):
    waves = render(law, np.full(20, 1.0), np.full(20, 1.5))
    first, near, far = (measure(law, waves + shift) for shift in (0.0, 0.05, 0.2))
    np.testing.assert_allclose(Comparison(first, near).nn_distance, 0.05, rtol=1e-9)
    assert np.isinf(Comparison(first, far).nn_distance).all()


def test_all_radii_are_searched():
    assert max(manifold_pr.RADII) <= MAX_RADIUS
    names = [metric.name for metric in manifold_pr.METRICS]
    assert names == [
        "manifold_precision_0.01",
        "manifold_recall_0.01",
        "manifold_precision_0.03",
        "manifold_recall_0.03",
    ]


def test_registered_scores_use_their_radius(real, refitted):
    # Waves 0.02 from a target sine, and from the real ones.
    generated = dataclasses.replace(refitted(constrained={"rms": np.full(20, 0.02)}), waves=real.waves + 0.02)
    values = {metric.name: metric.compute(Comparison(real, generated)) for metric in manifold_pr.METRICS}
    assert values == {
        "manifold_precision_0.01": 0.0,
        "manifold_recall_0.01": 0.0,
        "manifold_precision_0.03": 1.0,
        "manifold_recall_0.03": 1.0,
    }


def test_nn_distance_is_the_smallest_of_all_distances(law, rng):
    real, generated = (measure(law, draw(law, 200, rng).waves) for _ in range(2))
    smallest = np.sqrt(((real.waves[:, None] - generated.waves) ** 2).mean(axis=2)).min(axis=1)
    assert (smallest < 0.1).any()
    assert (smallest > 0.1).any()
    np.testing.assert_allclose(
        Comparison(real, generated).nn_distance, np.where(smallest < 0.1, smallest, np.inf), rtol=1e-9
    )
