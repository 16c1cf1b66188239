"""Sample waves from a generator."""

import tracemalloc

import numpy as np

from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe


def test_the_first_waves_do_not_depend_on_the_number_of_waves(recipe: Recipe) -> None:
    generator = build.generator(recipe, 50)
    many = sampling.sample(generator, 10_005, seed=1)
    assert many.shape == (10_005, 50)
    assert many.dtype == np.float32
    assert np.array_equal(many[:3], sampling.sample(generator, 3, seed=1))
    assert not np.array_equal(many[:5], many[10_000:])


def test_waves_depend_on_the_seed(recipe: Recipe) -> None:
    generator = build.generator(recipe, 50)
    assert not np.array_equal(sampling.sample(generator, 3, seed=1), sampling.sample(generator, 3, seed=2))


def test_blocks_together_are_the_sample(recipe: Recipe) -> None:
    generator = build.generator(recipe, 50)
    parts = list(sampling.blocks(generator, 20_003, seed=5))
    assert [len(part) for part in parts] == [10_000, 10_000, 3]
    np.testing.assert_array_equal(np.concatenate(parts), sampling.sample(generator, 20_003, seed=5))


def test_a_million_waves_stream_in_bounded_memory(recipe: Recipe) -> None:
    generator = build.generator(recipe, 50)
    stream = sampling.blocks(generator, 1_000_000, seed=5)
    tracemalloc.start()
    total = sum(len(block) for block in stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 1_000_000
    assert peak < 20e6  # of 200 MB
