"""Read and check parameter files; all errors are reported at once. The parameters themselves are defined elsewhere."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from sinegan.errors import SineGanError
from sinegan.io.validation_errors import HINTS, error_lines
from sinegan.io.yaml import load

PATH = Path("params.yaml")
TOP_LEVEL = ("recipe", "recipes", "waves", "calibrate", "evaluate", "report", "register")

Model = TypeVar("Model", bound=BaseModel)

_ABSENT = object()


class ParameterError(SineGanError):
    """A parameter file has errors; the message has one line for each, with key, value and fix."""

    exit_code = 2


def section(name: str, model: type[Model], path: Path = PATH) -> Model:
    """The checked section `name` of the file at `path`.

    Raises
    ------
    ParameterError
        The file cannot be read, its top level has unknown or missing keys, or the section has errors.
    """
    checked: Model = _checked(_read(path), {name: model}, file=path)[name]
    return checked


def recipe(model: type[Model]) -> tuple[str, Model]:
    """Name and content of the recipe that ``recipe`` names; raises as `section` does."""
    whole = _read()
    name = whole.get("recipe")
    return str(name), _checked(whole, {f"recipes.{name}": model}, _recipe_errors(whole))[f"recipes.{name}"]


def recipes(model: type[Model], path: Path = PATH) -> dict[str, Model]:
    """Every recipe by its name; raises as `section` does."""
    whole = _read(path)
    paths = {f"recipes.{name}": model for name in _names(whole)}
    return {key.partition(".")[2]: recipe for key, recipe in _checked(whole, paths, file=path).items()}


def document(path: str, model: type[Model]) -> Model:
    """Another file of parameters, checked as a whole.

    Raises
    ------
    ParameterError
        It cannot be read or has errors.
    """
    whole = _read(Path(path))
    try:
        return model.model_validate(whole)
    except ValidationError as error:
        raise ParameterError("\n".join(error_lines(Path(path), "", whole, error))) from error


def changed(parameters: Model, changes: Mapping[str, Any], caller: str) -> Model:
    """The same parameters with other values for some keys; raises as `document` does, with the caller for the file."""
    values = {**parameters.model_dump(), **changes}
    try:
        return type(parameters).model_validate(values)
    except ValidationError as error:
        raise ParameterError("\n".join(error_lines(Path(caller), "", values, error))) from error


def check(
    models: Mapping[str, type[BaseModel]], recipe_model: type[BaseModel], chosen: str | None = None
) -> tuple[str, list[str]]:
    """Check the whole file: each section, and every recipe, the unused ones included.

    Parameters
    ----------
    models, recipe_model
        Of each section, and of the recipes.
    chosen
        The name of the recipe to train. None for the one in the file.

    Returns
    -------
    tuple of str and list of str
        The names of the recipe to train and of all recipes.
    """
    whole = _read()
    errors = _recipe_errors(whole) if chosen is None else _choice_errors(chosen, _names(whole))
    _checked(whole, dict(models) | {f"recipes.{name}": recipe_model for name in _names(whole)}, errors)
    return str(whole["recipe"]) if chosen is None else chosen, _names(whole)


def _names(whole: Mapping[str, Any]) -> list[str]:
    recipes = whole.get("recipes")
    return [str(name) for name in recipes] if isinstance(recipes, dict) else []


def _read(path: Path = PATH) -> dict[str, Any]:
    try:
        whole = load(path.read_bytes())
    except OSError as error:
        raise ParameterError(f"{path} cannot be read ({error.strerror}); run from the repository's root") from error
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ParameterError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(whole, dict):
        raise ParameterError(f"{path} must be a mapping of keys to values")
    return whole


def _top_level_errors(whole: Mapping[str, Any], file: Path) -> list[str]:
    errors = [f"{file}: {key} {HINTS['missing']}" for key in TOP_LEVEL if key not in whole]
    return errors + [f"{file}: {key} {HINTS['extra_forbidden']}" for key in whole if key not in TOP_LEVEL]


def _recipe_errors(whole: Mapping[str, Any]) -> list[str]:
    """Whether the chosen recipe is among the recipes."""
    if not {"recipe", "recipes"} <= set(whole):
        return []
    name, recipes = whole["recipe"], whole["recipes"]
    names = list(recipes) if isinstance(recipes, dict) else []
    if isinstance(name, str) and name in names:
        return []
    hint = f"choose one of: {_listed(names)}; 'git checkout {PATH}' restores the file"
    return [f"{PATH}: recipe = {name!r} is not among the recipes; {hint}"]


def _choice_errors(name: str, names: Sequence[str]) -> list[str]:
    """Whether a name that the user gave is among the recipes."""
    if name in names:
        return []
    problem = f"there is no recipe '{name}' in {PATH}" if name else "the name of a recipe is missing"
    return [f"{problem}; choose one of: {_listed(names)}"]


def _listed(names: Sequence[object]) -> str:
    return ", ".join(map(str, names)) or "(none)"


def _checked(
    whole: Mapping[str, Any], models: Mapping[str, type[BaseModel]], errors: Sequence[str] = (), *, file: Path = PATH
) -> dict[str, Any]:
    """The value at each path as its model; otherwise a single exception with all errors, including `errors`."""
    checked, all_errors = {}, [*_top_level_errors(whole, file), *errors]
    for path, model in models.items():
        value = _at(whole, path)
        if value is _ABSENT:
            continue  # already among the errors
        try:
            checked[path] = model.model_validate(value)
        except ValidationError as error:
            all_errors += error_lines(file, path, value, error)
    if all_errors:
        raise ParameterError("\n".join(all_errors))
    return checked


def _at(whole: Mapping[str, Any], path: str) -> Any:
    """The section or recipe of that path."""
    group, _, name = path.partition(".")
    if not name:
        return whole.get(group, _ABSENT)
    recipes = whole.get(group)
    by_name = {str(key): value for key, value in recipes.items()} if isinstance(recipes, dict) else {}
    return by_name.get(name, _ABSENT)
