"""Names of parameters, metrics and tags in MLflow: the same for all recipes, so that runs can be compared.

MLflow compares runs by the first differing parameters in alphabetical order. The architectures are therefore called
``networks.generator.hidden`` and so on: otherwise these would be keys that only one kind of discriminator has.
"""

import getpass
import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.provenance.keys import config_key
from sinegan.schema.scores import Score, headline_values
from sinegan.tracking import git

CODE = ("sinegan", "stages", "params.yaml", "dvc.yaml", "requirements.lock")
"""What results depend on; ``git.dirty`` says whether any of these differs from the commit."""
DESCRIPTION = "mlflow.note.content"
"""The tag that MLflow shows as the description of a run or model."""
_NETWORKS = ("generator", "discriminator")


def params(recipe_name: str, recipe: Mapping[str, Any]) -> dict[str, Any]:
    """Flat parameters: ``recipe``, ``steps``, ``networks.generator.optimizer.name`` and so on.

    >>> params("small", {"seed": 0, "generator": {"hidden": [200]}})
    {'recipe': 'small', 'seed': 0, 'networks.generator.hidden': [200]}
    """
    flat = {f"networks.{key}" if key.startswith(_NETWORKS) else key: value for key, value in flatten(recipe).items()}
    return {"recipe": recipe_name, **flat}


def trials(study: str, arms: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """What MLflow holds of each trial of a study; `arms` has the trials' records by arm, as plain values."""
    return [
        {
            "key": f"trial:{study}:{arm}:{record['key']}",
            "name": f"{arm}-seed{record['recipe']['seed']}",
            "tags": {
                "recipe": record["recipe_name"],
                "seed": record["recipe"]["seed"],
                "study": study,
                "arm": arm,
                "config_key": config_key(record["recipe"]),
                **({"failure": record["failure"]} if record["failure"] else {}),
            },
            "params": params(record["recipe_name"], record["recipe"]),
            "metrics": dict(record["headlines"])
            | {f"{name}_seconds": value for name, value in record["seconds"].items()},
            "failed": record["failure"] is not None,
        }
        for arm, records in arms.items()
        for record in records
    ]


def headlines(scores: Sequence[Score]) -> dict[str, float]:
    """The headline scores by name; those without a value are omitted."""
    return {name: value for name, value in headline_values(scores).items() if value is not None}


def score_table(scores: Sequence[Score]) -> dict[str, list[Any]]:
    """All scores with intervals and baselines, as columns. Names come first: MLflow compares runs by them."""
    columns = ("value", "low", "high", "baseline", "baseline_sd", "flagged", "better", "best", "unit")
    return {
        "score": [score.name for score in scores],
        **{column: [getattr(score, column) for score in scores] for column in columns},
        "key": [score.key for score in scores],
    }


def curve(column: str) -> str:
    """Name of the metric that a column of the history becomes."""
    return f"train/{column}"


def curves(history: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """The columns of the history by name of their metric."""
    return {curve(name): column for name, column in history.items()}


def tags(recipe_name: str, recipe: Mapping[str, Any], *, key: str, source: str, origin: str) -> dict[str, str]:
    """Tags of a new run, those for people first; those without a value are omitted.

    Parameters
    ----------
    recipe_name, recipe
        The recipe's key in params.yaml, and the recipe as plain values.
    key
        Of the run.
    source
        Path of the script that creates the run.
    origin
        ``trained``, or ``restored`` if the training was not logged while it was running.
    """
    commit = git.output("rev-parse", "HEAD")
    values = {
        "recipe": recipe_name,
        "seed": str(recipe["seed"]),
        "dvc.experiment": os.environ.get("DVC_EXP_NAME", ""),
        "origin": origin,
        "git.dirty": str(bool(git.output("status", "--porcelain", "--", *CODE))).lower() if commit else "",
        "mlflow.user": _user(),
        "mlflow.source.name": source,
        "mlflow.source.type": "LOCAL",
        "mlflow.source.git.commit": commit,
        "config_key": config_key(dict(recipe)),
        "key": key,
    }
    return {name: value for name, value in values.items() if value}


def flatten(nested: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Values by key path, such as ``generator.optimizer.name``; a list stays one value."""
    flat: dict[str, Any] = {}
    for key, value in nested.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def changed(values: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """The values of keys that are not among the others, or have another value there."""
    return {key: value for key, value in values.items() if key not in others or others[key] != value}


def _user() -> str:
    """The user's name; empty in a container whose user has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
