"""The generator in NumPy draws the waves of the one in Keras."""

import tracemalloc
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from sinegan.networks import build, numpy_generator, sampling, weight_file, weights
from sinegan.networks.numpy_generator import NumpyGenerator
from sinegan.networks.recipe import Activation, Recipe
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.waves.scaling import Scaling
from tests.fixtures import small_recipes

N_POINTS, ROUNDING = 30, 2e-6
"""Length of the waves, and what float32 may differ by for values of about 1."""


def changed(recipe: Recipe, **changes: object) -> Recipe:
    return Recipe.model_validate(recipe.model_dump() | {"generator": recipe.generator.model_dump() | changes})


def as_numpy(recipe: Recipe, folder: Path, scaling: Scaling | None = None) -> NumpyGenerator:
    """The generator of a recipe with its first weights, which go through a file."""
    path = str(folder / "generator.weights.h5")
    weights.write(path, build.generator(recipe, N_POINTS))
    trained = TrainedRecipe(name="a", n_points=N_POINTS, scaling=scaling, recipe=recipe)
    return NumpyGenerator(trained, weight_file.read_dense(path, numpy_generator.widths(trained)))


def drawn(generator: NumpyGenerator, n: int, seed: int = 5) -> np.ndarray:
    return np.concatenate(list(generator.blocks(n, seed=seed)))


@pytest.mark.parametrize("name", get_args(Activation))
@pytest.mark.parametrize("recipe", [small_recipes.article(), small_recipes.modern()], ids=["article", "modern"])
def test_waves_are_those_of_keras(recipe: Recipe, name: str, tmp_path: Path) -> None:
    for recipe_of_both in (changed(recipe, activation=name), changed(recipe, output_activation=name)):
        waves = drawn(as_numpy(recipe_of_both, tmp_path), 40)
        expected = sampling.sample(build.generator(recipe_of_both, N_POINTS), 40, seed=5)
        assert waves.dtype == np.float32
        assert expected.std() > 1e-3
        np.testing.assert_allclose(waves, expected, rtol=0, atol=ROUNDING)


@pytest.mark.parametrize("latent", ["uniform01", "uniform11", "normal", "circular"])
def test_every_latent_distribution_is_that_of_keras(latent: str, tmp_path: Path) -> None:
    recipe = changed(small_recipes.modern(), latent=latent)
    expected = sampling.sample(build.generator(recipe, N_POINTS), 40, seed=5)
    np.testing.assert_allclose(drawn(as_numpy(recipe, tmp_path), 40), expected, rtol=0, atol=ROUNDING)


def test_large_inputs_of_a_sigmoid_do_not_overflow(tmp_path: Path) -> None:
    recipe = changed(small_recipes.article(), activation="sigmoid", first_layer_gain=100.0)
    expected = sampling.sample(build.generator(recipe, N_POINTS), 40, seed=5)
    np.testing.assert_allclose(drawn(as_numpy(recipe, tmp_path), 40), expected, rtol=0, atol=1e-5)


def test_waves_have_the_units_of_the_users_file(recipe: Recipe, tmp_path: Path) -> None:
    scaling = Scaling(low=-3.0, high=7.0)
    expected = drawn(as_numpy(recipe, tmp_path), 40) * 10.0 - 3.0
    np.testing.assert_allclose(drawn(as_numpy(recipe, tmp_path, scaling), 40), expected, rtol=1e-6, atol=1e-6)


def test_noise_is_that_of_tensorflow() -> None:
    for seed, block in ((0, 0), (7, 2)):
        expected = sampling.noise(10_000, 3, seed=seed, block=block).numpy()
        np.testing.assert_array_equal(numpy_generator.noise(10_000, 3, seed=seed, block=block), expected, strict=True)


def test_the_first_waves_do_not_depend_on_the_number_of_waves(recipe: Recipe, tmp_path: Path) -> None:
    generator = as_numpy(recipe, tmp_path)
    many = drawn(generator, 10_005)
    assert many.shape == (10_005, N_POINTS)
    for n in (1, 3, 1_000, 1_001, 10_000):
        np.testing.assert_array_equal(drawn(generator, n), many[:n])
    assert not np.array_equal(many[:5], many[10_000:])
    expected = sampling.sample(build.generator(recipe, N_POINTS), 10_005, seed=5)
    np.testing.assert_allclose(many[-5:], expected[-5:], rtol=0, atol=ROUNDING)


def test_waves_depend_on_the_seed(recipe: Recipe, tmp_path: Path) -> None:
    generator = as_numpy(recipe, tmp_path)
    assert not np.array_equal(drawn(generator, 3, seed=1), drawn(generator, 3, seed=2))


def test_many_waves_stream_in_bounded_memory(recipe: Recipe, tmp_path: Path) -> None:
    stream = as_numpy(recipe, tmp_path).blocks(300_000, seed=5)
    tracemalloc.start()
    total = sum(len(block) for block in stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 300_000
    assert peak < 12e6  # of 36 MB


def test_channels_are_those_of_keras(tmp_path: Path) -> None:
    recipe, shape = small_recipes.modern(), (N_POINTS // 2, 2)
    scaling = Scaling.fit(np.random.default_rng(1).normal(50, 10, (99, *shape)), "per_point")
    one = as_numpy(recipe, tmp_path)
    trained = TrainedRecipe(name="a", n_points=shape[0], n_channels=2, scaling=scaling, recipe=recipe)
    expected = sampling.sample(build.as_in_file(build.generator(recipe, N_POINTS), shape, scaling), 40, seed=5)
    np.testing.assert_allclose(drawn(NumpyGenerator(trained, one.layers), 40), expected, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("crop", [1, 7, 80])
@pytest.mark.parametrize("shape", [(N_POINTS,), (N_POINTS // 2, 2)], ids=["one channel", "two channels"])
def test_windows_at_random_places_are_those_of_keras(crop: int, shape: tuple[int, ...], tmp_path: Path) -> None:
    recipe, path = changed(small_recipes.record(), crop=crop), str(tmp_path / "generator.weights.h5")
    of_keras = build.generator(recipe, *shape)
    weights.write(path, of_keras)
    trained = TrainedRecipe(name="a", n_points=shape[0], n_channels=N_POINTS // shape[0], recipe=recipe)
    generator = NumpyGenerator(trained, weight_file.read_dense(path, numpy_generator.widths(trained)))
    expected = sampling.sample(build.as_in_file(of_keras, shape, None), 10_005, seed=5)
    assert expected.shape == (10_005, *shape)
    np.testing.assert_allclose(drawn(generator, 10_005), expected, rtol=0, atol=ROUNDING)


def test_the_place_of_a_window_is_rounded_as_in_keras(tmp_path: Path) -> None:
    """Products just below a whole number are rounded up to it in float32."""
    recipe = changed(small_recipes.record(), crop=80)
    bounds = (np.arange(1, 81) / 81).astype(np.float32)
    uniform = np.concatenate([np.nextafter(bounds, np.float32(side)) for side in (0, 1)] + [bounds, [1.0]])
    noise = np.full((len(uniform), recipe.generator.n_noise), 0.3, np.float32)
    noise[:, -1] = uniform
    expected = build.generator(recipe, N_POINTS)(noise).numpy()
    np.testing.assert_allclose(as_numpy(recipe, tmp_path)(noise), expected, rtol=0, atol=ROUNDING)
