"""Name an MLflow run by what was changed: recipe, values that differ from the committed recipe, seed."""

from collections.abc import Mapping
from typing import Any

from sinegan.tracking import git
from sinegan.tracking.run_fields import changed, flatten

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
    committed = git.committed_params("recipes", recipe_name)
    changes = [] if committed is None else _changes(flatten(recipe), flatten(committed))
    more = f"+{len(changes) - _MAX_CHANGES} more" if len(changes) > _MAX_CHANGES else ""
    return "-".join([recipe_name, *changes[:_MAX_CHANGES]]) + f"{more}-seed{recipe['seed']}"


def _changes(values: Mapping[str, Any], committed: Mapping[str, Any]) -> list[str]:
    """``key=value`` for each value that is not the committed one; the seed is in the name anyway."""
    changes = changed(values, committed)
    return [f"{key}={str(value).replace(' ', '')}" for key, value in changes.items() if key != "seed"]
