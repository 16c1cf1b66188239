"""Read parameters: strictly, and with all faults at once. Knows no parameter, only sections."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from sinegan.errors import SineGanError
from sinegan.io.yaml import Loader

PATH = Path("params.yaml")
TOP_LEVEL = ("recipe", "recipes", "waves", "calibrate", "evaluate", "report", "register")

Model = TypeVar("Model", bound=BaseModel)

_NOTHING, _LONGEST = object(), 200
_CURES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is no known key; remove it or mend its spelling",
}


class ParameterError(SineGanError):
    """A file of parameters is not as it should be; the text has a line per fault, with key, value and cure."""

    exit_code = 2


def section(name: str, model: type[Model], path: Path = PATH) -> Model:
    """The checked section `name` of the file at `path`.

    Raises
    ------
    ParameterError
        The file cannot be read, its top level has unknown or missing keys, or the section has faults.
    """
    checked: Model = _checked(_read(path), {name: model})[name]
    return checked


def recipe(model: type[Model]) -> tuple[str, Model]:
    """Name and content of the recipe that ``recipe`` names; raises as `section` does."""
    whole = _read()
    name = whole.get("recipe")
    return str(name), _checked(whole, {f"recipes.{name}": model}, _recipe_faults(whole))[f"recipes.{name}"]


def recipes(model: type[Model], path: Path = PATH) -> dict[str, Model]:
    """Every recipe by its name; raises as `section` does."""
    whole = _read(path)
    paths = {f"recipes.{name}": model for name in _names(whole)}
    return {path.partition(".")[2]: found for path, found in _checked(whole, paths).items()}


def document(path: str, model: type[Model]) -> Model:
    """Another file of parameters, checked as a whole.

    Raises
    ------
    ParameterError
        It cannot be read or has faults.
    """
    whole = _read(Path(path))
    try:
        return model.model_validate(whole)
    except ValidationError as error:
        raise ParameterError("\n".join(_faults(Path(path), "", whole, error))) from error


def check(models: Mapping[str, type[BaseModel]], recipe_model: type[BaseModel]) -> None:
    """Check the whole file: each section, and every recipe, the unused ones included."""
    whole = _read()
    _checked(whole, dict(models) | {f"recipes.{name}": recipe_model for name in _names(whole)}, _recipe_faults(whole))


def _names(whole: Mapping[str, Any]) -> list[str]:
    recipes = whole.get("recipes")
    return [str(name) for name in recipes] if isinstance(recipes, dict) else []


def _read(path: Path = PATH) -> dict[str, Any]:
    try:
        whole = yaml.load(path.read_bytes(), Loader)  # noqa: S506 - our loader is a safe one
    except OSError as error:
        raise ParameterError(f"{path} cannot be read ({error.strerror}); run from the repository's root") from error
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ParameterError(f"{path} is no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(whole, dict):
        raise ParameterError(f"{path} must be a mapping of keys to values")
    return whole


def _top_level_faults(whole: Mapping[str, Any]) -> list[str]:
    faults = [f"{PATH}: {key} {_CURES['missing']}" for key in TOP_LEVEL if key not in whole]
    return faults + [f"{PATH}: {key} {_CURES['extra_forbidden']}" for key in whole if key not in TOP_LEVEL]


def _recipe_faults(whole: Mapping[str, Any]) -> list[str]:
    """Whether the chosen recipe is among the recipes."""
    if not {"recipe", "recipes"} <= set(whole):
        return []
    name, recipes = whole["recipe"], whole["recipes"]
    known = list(recipes) if isinstance(recipes, dict) else []
    if isinstance(name, str) and name in known:
        return []
    names = ", ".join(map(str, known)) or "(none)"
    return [f"{PATH}: recipe = {name!r} is not among the recipes; name one of: {names}"]


def _checked(
    whole: Mapping[str, Any], models: Mapping[str, type[BaseModel]], faults: Sequence[str] = ()
) -> dict[str, Any]:
    """The value at each path as its model; or one error that tells all faults, `faults` among them."""
    checked, all_faults = {}, [*_top_level_faults(whole), *faults]
    for path, model in models.items():
        found = _at(whole, path)
        if found is _NOTHING:
            continue  # already told
        try:
            checked[path] = model.model_validate(found)
        except ValidationError as error:
            all_faults += _faults(PATH, path, found, error)
    if all_faults:
        raise ParameterError("\n".join(all_faults))
    return checked


def _at(whole: Mapping[str, Any], path: str) -> Any:
    """The section or recipe of that path."""
    group, _, name = path.partition(".")
    if not name:
        return whole.get(group, _NOTHING)
    recipes = whole.get(group)
    by_name = {str(key): value for key, value in recipes.items()} if isinstance(recipes, dict) else {}
    return by_name.get(name, _NOTHING)


def _faults(file: Path, path: str, found: Any, error: ValidationError) -> list[str]:
    return [_fault(file, path, found, fault) for fault in error.errors(include_url=False)]


def _fault(file: Path, path: str, found: Any, fault: Any) -> str:
    """One line: file, key path, value, and what would be right."""
    key = ".".join(part for part in (path, *_keys(found, fault["loc"])) if part)
    if fault["type"] in _CURES:
        return f"{file}: {key} {_CURES[fault['type']]}"
    message = fault["msg"].removeprefix("Value error, ")
    if isinstance(fault["input"], dict):
        return f"{file}: {key}: {message}"
    return f"{file}: {key} = {_shown(fault['input'])}: {message[0].lower()}{message[1:]}"


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."


def _keys(found: Any, location: tuple[int | str, ...]) -> list[str]:
    """A fault's location as keys of the file: pydantic puts the name of a variant between them."""
    *way, last = location or ("",)
    keys = []
    for part in way:
        if isinstance(found, dict) and part not in found:
            continue
        keys.append(str(part))
        found = found[part]
    return [*keys, str(last)] if location else []
