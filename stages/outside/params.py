"""Read params.yaml: strictly, and with all its faults at once. Knows no parameter, only sections."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from stages.outside.yaml12 import Loader

PATH = Path("params.yaml")
TOP_LEVEL = ("recipe", "recipes", "waves", "evaluate", "report")

Model = TypeVar("Model", bound=BaseModel)

_CURES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is no known key; remove it or mend its spelling",
}


class ParameterError(Exception):
    """params.yaml is not as it should be; the text has a line per fault, with key, value and cure."""


def section(name: str, model: type[Model]) -> Model:
    """The checked section `name`.

    Raises
    ------
    ParameterError
        The file cannot be read, its top level has unknown or missing keys, or the section has faults.
    """
    checked: Model = _checked({name: _top_level()[name]}, {name: model})[name]
    return checked


def recipe(model: type[Model]) -> tuple[str, Model]:
    """Name and content of the recipe that ``recipe`` names; raises as `section` does."""
    name, recipes = _names(_top_level())
    path = f"recipes.{name}"
    return name, _checked({path: recipes[name]}, {path: model})[path]


def check(models: Mapping[str, type[BaseModel]], recipe_model: type[BaseModel]) -> None:
    """Check the whole file: each section, and every recipe, the unused ones included."""
    top = _top_level()
    _, recipes = _names(top)
    found = {name: top[name] for name in models} | {f"recipes.{name}": values for name, values in recipes.items()}
    _checked(found, dict(models) | {f"recipes.{name}": recipe_model for name in recipes})


def _top_level() -> dict[str, Any]:
    try:
        whole = yaml.load(PATH.read_bytes(), Loader)  # noqa: S506 - our loader is a safe one
    except OSError as error:
        raise ParameterError(f"{PATH} cannot be read ({error.strerror}); run from the repository's root") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ParameterError(f"{PATH} is no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(whole, dict):
        raise ParameterError(f"{PATH} must be a mapping with the keys {', '.join(TOP_LEVEL)}")
    faults = [f"{PATH}: {key} {_CURES['missing']}" for key in TOP_LEVEL if key not in whole]
    faults += [f"{PATH}: {key} {_CURES['extra_forbidden']}" for key in whole if key not in TOP_LEVEL]
    if faults:
        raise ParameterError("\n".join(faults))
    return whole


def _names(top: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The chosen recipe's name and the map of all, the first being in the second."""
    name, recipes = top["recipe"], top["recipes"]
    known = list(recipes) if isinstance(recipes, dict) else []
    if not isinstance(name, str) or name not in known:
        raise ParameterError(
            f"{PATH}: recipe = {name!r} is not among the recipes; name one of: {', '.join(map(str, known)) or '(none)'}"
        )
    return name, recipes


def _checked(found: Mapping[str, Any], models: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """Each value as its model; or one error that tells all faults of all values."""
    checked, faults = {}, []
    for path, value in found.items():
        try:
            checked[path] = models[path].model_validate(value)
        except ValidationError as error:
            faults += [_fault(path, fault) for fault in error.errors(include_url=False)]
    if faults:
        raise ParameterError("\n".join(faults))
    return checked


def _fault(path: str, fault: Any) -> str:
    """One line: file, key path, value, and what would be right."""
    key = ".".join([path, *(str(part) for part in fault["loc"])])
    if fault["type"] in _CURES:
        return f"{PATH}: {key} {_CURES[fault['type']]}"
    message = fault["msg"].removeprefix("Value error, ")
    if isinstance(fault["input"], dict):
        return f"{PATH}: {key}: {message}"
    return f"{PATH}: {key} = {fault['input']!r}: {message[0].lower()}{message[1:]}"
