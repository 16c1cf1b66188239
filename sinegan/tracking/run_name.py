"""Name an MLflow run by what was changed: recipe, values that differ from the committed recipe, seed."""

from collections.abc import Mapping
from typing import Any

import yaml

from sinegan.io.params import PATH
from sinegan.io.yaml import Loader
from sinegan.tracking import git
from sinegan.tracking.run_fields import flatten

_MAX_CHANGES = 2
"""Further changes are only counted, so that names stay readable in a table."""


def run_name(recipe_name: str, recipe: Mapping[str, Any]) -> str:
    """``modern-seed0``, ``modern-steps=2000-seed0``, or ``modern-steps=2000-loss=cross_entropy+3 more-seed0``.

    Parameters
    ----------
    recipe_name
        The recipe's key in params.yaml.
    recipe
        As plain values.
    """
    committed = _committed_recipe(recipe_name)
    changes = [] if committed is None else _changes(flatten(recipe), flatten(committed))
    more = f"+{len(changes) - _MAX_CHANGES} more" if len(changes) > _MAX_CHANGES else ""
    return "-".join([recipe_name, *changes[:_MAX_CHANGES]]) + f"{more}-seed{recipe['seed']}"


def _changes(values: Mapping[str, Any], committed: Mapping[str, Any]) -> list[str]:
    """``key=value`` for each value that is not the committed one; the seed is in the name anyway."""
    return [
        f"{key}={str(value).replace(' ', '')}"
        for key, value in values.items()
        if key != "seed" and (key not in committed or committed[key] != value)
    ]


def _committed_recipe(name: str) -> dict[str, Any] | None:
    """The recipe of that name in the params.yaml of the last commit; None if there is no such file or recipe."""
    try:
        whole = yaml.load(git.output("show", f"HEAD:./{PATH}"), Loader)  # noqa: S506 - our loader is a safe one
        recipe = whole["recipes"][name]
    except (yaml.YAMLError, ValueError, TypeError, LookupError):
        return None
    return recipe if isinstance(recipe, dict) else None
