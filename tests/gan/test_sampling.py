"""Waves from a generator."""

import numpy as np

from stages.gan import networks, sampling
from stages.gan.recipe import Recipe


def test_first_waves_do_not_depend_on_how_many_follow(recipe: Recipe) -> None:
    generator = networks.generator(recipe.generator, 50, seed=0)
    many = sampling.sample(generator, 10_005, seed=1)
    assert many.shape == (10_005, 50)
    assert many.dtype == np.float32
    assert np.array_equal(many[:3], sampling.sample(generator, 3, seed=1))
    assert not np.array_equal(many[:5], many[10_000:])


def test_seed_decides(recipe: Recipe) -> None:
    generator = networks.generator(recipe.generator, 50, seed=0)
    assert not np.array_equal(sampling.sample(generator, 3, seed=1), sampling.sample(generator, 3, seed=2))
