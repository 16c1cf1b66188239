"""What leaves the house draws the same waves, with nothing but Keras."""

import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe
from sinegan.tracking.keras_export import plain
from sinegan.waves.scaling import Scaling
from tests import small_recipes

N_POINTS = 20


def recipes() -> dict[str, Recipe]:
    """One of each kind of noise, and of each activation of ours."""
    modern = small_recipes.modern()
    circle = {"latent": "circle", "activation": "sine"}
    return {
        "article": small_recipes.article(),
        "modern": modern,
        "circle": modern.model_copy(update={"generator": modern.generator.model_copy(update=circle)}),
    }


each_recipe = pytest.mark.parametrize("recipe", recipes().values(), ids=recipes())


@each_recipe
def test_the_waves_are_the_same(recipe: Recipe) -> None:
    generator = build.generator(recipe, N_POINTS)
    noise = sampling.noise(50, recipe.generator.noise_dim, seed=1)
    np.testing.assert_allclose(plain(generator)(noise).numpy(), generator(noise).numpy(), atol=1e-6)


LOAD = """
import sys, keras, numpy as np
noise = np.load(sys.argv[2], allow_pickle=False)
np.save(sys.argv[3], keras.saving.load_model(sys.argv[1], safe_mode=True)(noise).numpy())
assert not any(name.startswith("stages") for name in sys.modules)
"""


@pytest.mark.slow
@each_recipe
def test_it_loads_where_there_is_only_keras(recipe: Recipe, tmp_path: Path) -> None:
    generator = build.generator(recipe, N_POINTS)
    noise = sampling.noise(50, recipe.generator.noise_dim, seed=1).numpy()
    model, given, drawn = (str(tmp_path / name) for name in ("model.keras", "noise.npy", "waves.npy"))
    plain(generator).save(model)
    np.save(given, noise)
    subprocess.run([sys.executable, "-c", LOAD, model, given, drawn], cwd=tmp_path, check=True, capture_output=True)
    np.testing.assert_allclose(np.load(drawn), generator(noise).numpy(), atol=1e-6)


@each_recipe
def test_own_units_are_part_of_what_leaves(recipe: Recipe, tmp_path: Path) -> None:
    generator = build.generator(recipe, N_POINTS)
    noise = sampling.noise(50, recipe.generator.noise_dim, seed=1)
    model = build.in_own_units(plain(generator), Scaling(low=-3.0, high=7.0))
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras", safe_mode=True)
    np.testing.assert_allclose(loaded(noise).numpy(), generator(noise).numpy() * 10 - 3, atol=1e-5)
