"""The recipes and the law of params.yaml, for use from Python."""

from pathlib import Path
from typing import Any

from sinegan.io import params
from sinegan.networks.recipe import Recipe
from sinegan.waves.law import Law
from sinegan.waves.options import Waves


def load_recipe(name: str, path: str | None = None, **changes: Any) -> Recipe:
    """A recipe by its name.

    Parameters
    ----------
    name
        As in params.yaml: ``article``, ``tuned``, ``modern``, ``periodic``, or another key of its `recipes`.
    path
        Of another params.yaml than that of this package.
    changes
        Keys of the recipe to override.

    Raises
    ------
    ParameterError
        There is no such recipe, or the file or a change has errors.

    Examples
    --------
    >>> load_recipe("article").generator.hidden
    [200]
    >>> load_recipe("article", steps=10).steps
    10
    """
    recipes = params.recipes(Recipe, _path(path))
    if name not in recipes:
        raise params.ParameterError(f"there is no recipe '{name}'; choose one of: {', '.join(recipes)}")
    return params.changed(recipes[name], changes, f"load_recipe('{name}')")


def load_law(path: str | None = None) -> Law:
    """The distribution of the pipeline's real waves; `path` as for `load_recipe`.

    Examples
    --------
    >>> load_law().multiplier
    Range(low=1.0, high=2.0)
    """
    return params.section("waves", Waves, _path(path)).law


def _path(path: str | None) -> Path:
    """The given file, or the one in the installed package, or the repository's."""
    installed = Path(__file__).with_name("params.yaml")
    repository = Path(__file__).resolve().parents[1] / "params.yaml"
    return Path(path) if path else installed if installed.exists() else repository
