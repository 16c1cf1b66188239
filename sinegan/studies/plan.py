"""The plan of a study: every arm's recipe with every seed."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError, model_validator

from sinegan.errors import SineGanError
from sinegan.networks.recipe import Recipe
from sinegan.schema.strict import Seed, StrictModel

_NAME = re.compile(r"[\w ,.+()\[\]-]+")


class PlanError(SineGanError, ValueError):
    """A study cannot be run as it is planned, such as with an unknown recipe; the message names the fix."""

    exit_code = 2


def _plain(name: str) -> str:
    """Other characters mean something in MLflow's filters, Markdown or figures, or mark a combination of a grid."""
    if not _NAME.fullmatch(name):
        raise ValueError("use only letters, digits, spaces and _ , . + - ( ) [ ]")
    return name


Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_plain)]


class Arm(StrictModel):
    """A recipe, with or without changes, and its seeds.

    Attributes
    ----------
    name
        In tables and figures.
    recipe
        Name of a recipe in params.yaml.
    seeds
        One trial each; the recipe's own seed is not used.
    overrides
        Values by key path within the recipe, such as ``generator.optimizer.learning_rate: 1.0e-3``.
    grid
        Lists of values by key path; each combination is a separate arm.
    n_configs_tried
        Configurations that were tried before this one was chosen: the tuning budget.
    """

    name: Name
    recipe: str
    seeds: Annotated[list[Seed], Field(min_length=1, max_length=10_000)]
    overrides: dict[str, Any] = Field(default_factory=dict)
    grid: dict[str, Annotated[list[Any], Field(min_length=1)]] = Field(default_factory=dict)
    n_configs_tried: Annotated[int, Field(ge=1)] = 1


class Study(StrictModel):
    """The ``study`` section of studies/<name>/params.yaml."""

    name: Name
    arms: Annotated[list[Arm], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_unique_names(self) -> "Study":
        names = [arm.name for arm in self.arms]
        duplicates = sorted({name for name in names if names.count(name) > 1})
        if duplicates:
            raise ValueError(f"two arms are named {duplicates[0]!r}; rename one")
        return self


class StudyFile(StrictModel):
    """Content of studies/<name>/params.yaml."""

    study: Study


@dataclass(frozen=True)
class Trial:
    """One training to run: its arm, and the recipe with its seed."""

    arm: str
    recipe_name: str
    recipe: Recipe


def trials(study: Study, recipes: Mapping[str, Recipe]) -> list[Trial]:
    """All trials of a study: the first seed of every arm, then the second, so that every arm has results early.

    Raises
    ------
    PlanError
        An arm names an unknown recipe or key, or a value that the recipe refuses.
    """
    resolved = [
        (name, arm, _resolve(name, arm, values, recipes)) for arm in study.arms for name, values in _grid_cells(arm)
    ]
    ordered = [
        (seed_index, arm_index, Trial(name, arm.recipe, recipe.model_copy(update={"seed": seed})))
        for arm_index, (name, arm, recipe) in enumerate(resolved)
        for seed_index, seed in enumerate(arm.seeds)
    ]
    return [trial for _, _, trial in sorted(ordered, key=lambda entry: entry[:2])]


def n_configs_tried(study: Study) -> dict[str, int]:
    """The tuning budget of each arm by its name; each combination of a grid has that of its arm."""
    return {name: arm.n_configs_tried for arm in study.arms for name, _ in _grid_cells(arm)}


def _grid_cells(arm: Arm) -> list[tuple[str, dict[str, Any]]]:
    """Name and overrides of each combination of the grid; a single one if there is no grid."""
    cells = [dict(zip(arm.grid, values, strict=True)) for values in itertools.product(*arm.grid.values())]
    names = [", ".join([arm.name, *(f"{path}={value}" for path, value in cell.items())]) for cell in cells]
    return [(name, arm.overrides | cell) for name, cell in zip(names, cells, strict=True)]


def _resolve(name: str, arm: Arm, values: Mapping[str, Any], recipes: Mapping[str, Recipe]) -> Recipe:
    if arm.recipe not in recipes:
        raise PlanError(
            f"arm {name!r}: recipe {arm.recipe!r} is not in params.yaml; choose one of: {', '.join(recipes)}"
        )
    params = recipes[arm.recipe].model_dump()
    for path, value in values.items():
        _override(name, params, path, value)
    try:
        return Recipe.model_validate(params)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        key = ".".join(map(str, detail["loc"]))
        raise PlanError(f"arm {name!r}: {key} = {detail['input']!r}: {detail['msg']}") from error


def _override(name: str, params: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for key in parents:
        params = params.get(key) if isinstance(params, dict) else None  # type: ignore[assignment]
    if not isinstance(params, dict) or last not in params:
        raise PlanError(f"arm {name!r}: the recipe has no key {path}; check its spelling")
    params[last] = value
