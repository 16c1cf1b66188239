"""The exported generator gives the same waves, and needs nothing but Keras."""

import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe
from sinegan.tracking.keras_export import to_built_in_layers
from sinegan.waves.channels import unflatten
from sinegan.waves.scaling import Kind, Scaling
from tests.fixtures import small_recipes

N_POINTS = 20


def recipes() -> dict[str, Recipe]:
    """One of each latent distribution, and of each activation that this project defines."""
    modern = small_recipes.modern()
    circular = {"latent": "circular", "activation": "sine"}
    return {
        "article": small_recipes.article(),
        "modern": modern,
        "record": small_recipes.record(),
        "circular": modern.model_copy(update={"generator": modern.generator.model_copy(update=circular)}),
    }


each_recipe = pytest.mark.parametrize("recipe", recipes().values(), ids=recipes())


@each_recipe
def test_the_waves_are_the_same(recipe: Recipe) -> None:
    generator = build.generator(recipe, N_POINTS)
    noise = sampling.noise(50, recipe.generator.n_noise, seed=1)
    np.testing.assert_allclose(to_built_in_layers(generator)(noise).numpy(), generator(noise).numpy(), atol=1e-6)


LOAD = """
import sys, keras, numpy as np
for name in sys.argv[1:]:
    noise = np.load(f"{name}-noise.npy", allow_pickle=False)
    np.save(f"{name}-waves.npy", keras.saving.load_model(f"{name}.keras", safe_mode=True)(noise).numpy())
assert not any(name.startswith("stages") for name in sys.modules)
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each model, its noise, and the waves that another process generated from it with Keras alone."""
    folder = tmp_path_factory.mktemp("exported")
    for name, recipe in recipes().items():
        to_built_in_layers(build.generator(recipe, N_POINTS)).save(folder / f"{name}.keras")
        np.save(folder / f"{name}-noise.npy", sampling.noise(50, recipe.generator.n_noise, seed=1).numpy())
    subprocess.run([sys.executable, "-c", LOAD, *recipes()], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", recipes())
def test_it_loads_with_keras_alone(name: str, exported: Path) -> None:
    waves = build.generator(recipes()[name], N_POINTS)(np.load(exported / f"{name}-noise.npy"))
    np.testing.assert_allclose(np.load(exported / f"{name}-waves.npy"), waves.numpy(), atol=1e-6)


@each_recipe
def test_the_export_includes_the_inverse_scaling(recipe: Recipe, tmp_path: Path) -> None:
    generator = build.generator(recipe, N_POINTS)
    noise = sampling.noise(50, recipe.generator.n_noise, seed=1)
    model = build.as_in_file(to_built_in_layers(generator), (N_POINTS,), Scaling(low=-3.0, high=7.0))
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras", safe_mode=True)
    np.testing.assert_allclose(loaded(noise).numpy(), generator(noise).numpy() * 10 - 3, atol=1e-5)


@pytest.mark.parametrize("kind", ["global", "per_channel", "per_point"])
def test_the_export_has_the_channels_and_units_of_the_file(kind: Kind, tmp_path: Path) -> None:
    recipe, shape = small_recipes.record(), (N_POINTS // 2, 2)
    scaling = Scaling.fit(np.random.default_rng(1).normal(50, 10, (99, *shape)) * [1, 9], kind)
    generator, noise = build.generator(recipe, *shape), sampling.noise(50, recipe.generator.n_noise, seed=1)
    build.as_in_file(to_built_in_layers(generator), shape, scaling).save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras", safe_mode=True)
    expected = scaling.undo(unflatten(generator(noise).numpy(), shape))
    assert loaded.output_shape == (None, *shape)
    np.testing.assert_allclose(loaded(noise).numpy(), expected, atol=1e-3)
