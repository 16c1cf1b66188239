"""Diversity scores by hand."""

import dataclasses

import numpy as np
import pytest

from sinegan.measurement.sample import measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.diversity import std_per_point
from sinegan.waves.draw import draw


def test_standard_deviation_of_two_waves(real):
    # Points {0, 1}: sqrt((0.25 + 0.25) / (2 - 1)) = 0.70711. Points {0.2, 0.2}: 0. Their mean is 0.35355.
    generated = dataclasses.replace(real, waves=np.array([[0.0, 0.2], [1.0, 0.2]]))
    assert std_per_point(Comparison(real, generated)) == pytest.approx(0.3535534)


def test_it_is_over_waves_and_not_over_points(law, real):
    repeated = np.repeat(real.waves[:1], 20, axis=0)
    assert std_per_point(Comparison(real, measure(law, repeated))) == 0.0


def test_it_is_that_of_a_sine_for_real_waves(law, real):
    # 0.5 / sqrt 2 = 0.35355, with a standard error below 0.354 / sqrt(2 * 500) = 0.011 even if all points agreed.
    generated = measure(law, draw(law, 500, np.random.default_rng(2)).waves)
    assert std_per_point(Comparison(real, generated)) == pytest.approx(0.5 / np.sqrt(2), abs=0.011)
