"""Names of parameters, metrics and tags in MLflow: grouped by prefix, equal for all recipes, scores with baselines."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.provenance.keys import config_key
from sinegan.schema.scores import Score
from sinegan.tracking import git


def params(recipe: Mapping[str, Any]) -> dict[str, Any]:
    """Flat parameters: ``train/generator.optimizer.name`` and so on, without the recipe's name.

    >>> params({"seed": 0, "generator": {"hidden": [200]}})
    {'train/seed': 0, 'train/generator.hidden': [200]}
    """
    return {f"train/{key}": value for key, value in _flatten(recipe).items()}


def trials(study: str, arms: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """What MLflow holds of each trial of a study; `arms` has the trials' records by arm, as plain values."""
    return [
        {
            "key": f"trial:{study}:{arm}:{record['key']}",
            "name": f"{arm}-seed{record['recipe']['seed']}",
            "tags": {
                "study": study,
                "arm": arm,
                "recipe": record["recipe_name"],
                "seed": record["recipe"]["seed"],
                "config_key": config_key(record["recipe"]),
                **({"failure": record["failure"]} if record["failure"] else {}),
            },
            "params": params(record["recipe"]),
            "metrics": {f"eval/{key}": value for key, value in record["scores"].items()}
            | {f"seconds/{name}": value for name, value in record["seconds"].items()},
            "failed": record["failure"] is not None,
        }
        for arm, records in arms.items()
        for record in records
    ]


def scores(all_scores: Sequence[Score]) -> dict[str, float]:
    """Each score as ``eval/<key>``, and its baseline as ``baseline/<key>``; those without a value are omitted."""
    values = {f"eval/{score.key}": score.value for score in all_scores}
    baselines = {f"baseline/{score.key}": score.baseline for score in all_scores}
    return {name: value for name, value in (values | baselines).items() if value is not None}


def curves(history: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Each column of the history as ``train/<column>``."""
    return {f"train/{name}": column for name, column in history.items()}


def tags(recipe_name: str, recipe: Mapping[str, Any], evaluate: Mapping[str, Any]) -> dict[str, str]:
    """Recipe, seed, evaluation options, and the state of the code: commit, uncommitted changes, DVC experiment."""
    values = {
        "recipe": recipe_name,
        "seed": recipe["seed"],
        "git.commit": git.output("rev-parse", "HEAD"),
        "mlflow.source.name": "stages/publish.py",
        "mlflow.source.git.commit": git.output("rev-parse", "HEAD"),
        "git.dirty": str(bool(git.output("status", "--porcelain"))).lower(),
        "dvc.experiment": os.environ.get("DVC_EXP_NAME", ""),
        **{f"evaluate.{key}": value for key, value in evaluate.items()},
    }
    return {name: str(value) for name, value in values.items()}


def _flatten(nested: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in nested.items():
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat
