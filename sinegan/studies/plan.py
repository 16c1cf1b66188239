"""What a study runs: every arm's recipe with every seed."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from sinegan.errors import SineGanError
from sinegan.networks.recipe import Recipe
from sinegan.schema.strict import Seed, StrictModel


class PlanError(SineGanError, ValueError):
    """A study asks for what does not exist; the text names the arm, the key and the cure."""


class Arm(StrictModel):
    """One recipe, changed or not, over its seeds.

    Attributes
    ----------
    name
        In tables and figures.
    recipe
        One of params.yaml.
    seeds
        Each gives one trial; the recipe's own seed is not used.
    overrides
        Values by key path within the recipe, as ``generator.optimizer.learning_rate: 1.0e-3``.
    grid
        Lists of values by key path; each combination is an arm of its own.
    tried
        Configurations that were tried before this one was chosen: the tuning budget.
    """

    name: Annotated[str, Field(min_length=1, max_length=60)]
    recipe: str
    seeds: Annotated[list[Seed], Field(min_length=1, max_length=10_000)]
    overrides: dict[str, Any] = Field(default_factory=dict)
    grid: dict[str, Annotated[list[Any], Field(min_length=1)]] = Field(default_factory=dict)
    tried: Annotated[int, Field(ge=1)] = 1


class Study(StrictModel):
    """The ``study`` section of study/params.yaml."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    arms: Annotated[list[Arm], Field(min_length=1)]

    @model_validator(mode="after")
    def _no_name_twice(self) -> "Study":
        names = [arm.name for arm in self.arms]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two arms are called {twice[0]!r}; rename one")
        return self


class StudyFile(StrictModel):
    """The whole of study/params.yaml."""

    study: Study


@dataclass(frozen=True)
class Trial:
    """One training to do: whose arm it is, and the recipe with its seed."""

    arm: str
    recipe_name: str
    recipe: Recipe


def trials(study: Study, recipes: Mapping[str, Recipe]) -> list[Trial]:
    """All trials of a study, first seeds of all arms first, so that a stopped study has something of each.

    Raises
    ------
    PlanError
        An arm names an unknown recipe or key, or a value that the recipe refuses.
    """
    resolved = [(name, arm, _resolve(name, arm, values, recipes)) for arm in study.arms for name, values in _cells(arm)]
    by_turn = [
        (turn, place, Trial(name, arm.recipe, recipe.model_copy(update={"seed": seed})))
        for place, (name, arm, recipe) in enumerate(resolved)
        for turn, seed in enumerate(arm.seeds)
    ]
    return [trial for _, _, trial in sorted(by_turn, key=lambda entry: entry[:2])]


def _cells(arm: Arm) -> list[tuple[str, dict[str, Any]]]:
    """Name and overrides of each combination of the grid; one without a grid."""
    cells = [dict(zip(arm.grid, values, strict=True)) for values in itertools.product(*arm.grid.values())]
    names = [", ".join([arm.name, *(f"{path}={value}" for path, value in cell.items())]) for cell in cells]
    return [(name, arm.overrides | cell) for name, cell in zip(names, cells, strict=True)]


def _resolve(name: str, arm: Arm, values: Mapping[str, Any], recipes: Mapping[str, Recipe]) -> Recipe:
    if arm.recipe not in recipes:
        raise PlanError(f"arm {name!r}: recipe {arm.recipe!r} is not in params.yaml; name one of: {', '.join(recipes)}")
    plain = recipes[arm.recipe].model_dump()
    for path, value in values.items():
        _override(name, plain, path, value)
    try:
        return Recipe.model_validate(plain)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        raise PlanError(f"arm {name!r}: {where} = {fault['input']!r}: {fault['msg']}") from error


def _override(name: str, plain: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    for key in way:
        plain = plain.get(key) if isinstance(plain, dict) else None  # type: ignore[assignment]
    if not isinstance(plain, dict) or last not in plain:
        raise PlanError(f"arm {name!r}: the recipe has no key {path}; mend its spelling")
    plain[last] = value
