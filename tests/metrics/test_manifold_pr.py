"""Precision and recall against the exact family of sines, by hand."""

import dataclasses

import numpy as np

from sinegan.measurement.sample import measure
from sinegan.metrics import manifold_pr
from sinegan.metrics.comparison import WIDEST, Comparison
from sinegan.waves.draw import draw, render


def test_precision_is_the_share_within_the_radius(real, refitted):
    generated = refitted(reference={"rms": np.repeat([0.005, 0.01, 0.02, 0.5], [5, 3, 4, 8])})
    assert manifold_pr.precision(Comparison(real, generated), 0.01) == 8 / 20  # the border belongs to it
    assert manifold_pr.precision(Comparison(real, generated), 0.03) == 12 / 20


def test_recall_is_the_share_of_real_waves_with_a_generated_one_near(law):
    real = measure(law, np.repeat([[0.2], [0.5], [0.8]], [10, 10, 20], axis=0) * np.ones(50))
    # .02 and .03 from the first two levels, and none near the third.
    generated = measure(law, np.repeat([[0.22], [0.47]], [10, 10], axis=0) * np.ones(50))
    assert manifold_pr.recall(Comparison(real, generated), 0.025) == 0.25
    assert manifold_pr.recall(Comparison(real, generated), 0.031) == 0.5
    assert manifold_pr.recall(Comparison(real, generated), 0.001) == 0.0


def test_reach_is_rms_and_ends_at_a_tenth(law):
    waves = render(law, np.full(20, 1.0), np.full(20, 1.5))
    first, near, far = (measure(law, waves + shift) for shift in (0.0, 0.05, 0.2))
    np.testing.assert_allclose(Comparison(first, near).nn_distance, 0.05, rtol=1e-9)
    assert np.isinf(Comparison(first, far).nn_distance).all()


def test_all_radii_are_within_reach():
    assert max(manifold_pr.RADII) <= WIDEST
    names = [metric.name for metric in manifold_pr.METRICS]
    assert names == ["precision_01", "recall_01", "precision_03", "recall_03"]


def test_registered_scores_use_their_radius(real, refitted):
    # Waves .02 from the law, and from the real ones.
    generated = dataclasses.replace(refitted(reference={"rms": np.full(20, 0.02)}), waves=real.waves + 0.02)
    values = {metric.name: metric.compute(Comparison(real, generated)) for metric in manifold_pr.METRICS}
    assert values == {"precision_01": 0.0, "recall_01": 0.0, "precision_03": 1.0, "recall_03": 1.0}


def test_reach_is_the_least_of_all_distances(law, rng):
    real, generated = (measure(law, draw(law, 200, rng).waves) for _ in range(2))
    least = np.sqrt(((real.waves[:, None] - generated.waves) ** 2).mean(axis=2)).min(axis=1)
    assert (least < 0.1).any()
    assert (least > 0.1).any()
    np.testing.assert_allclose(Comparison(real, generated).nn_distance, np.where(least < 0.1, least, np.inf), rtol=1e-9)
