"""The key of a training result: equal keys mean equal inputs, hence the same result."""

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from stages.outside.yaml12 import Loader

LOCK = "requirements.lock"
_LENGTH = 16


def training_key(recipe: dict[str, Any], data: str) -> str:
    """Hash the resolved recipe, the training data, the code that trains (as dvc.yaml names it) and the lock.

    Parameters
    ----------
    recipe
        Plain values, without the recipe's name.
    data
        Path of the training data.

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    deps = yaml.load(Path("dvc.yaml").read_bytes(), Loader)["stages"]["train"]["deps"]  # noqa: S506 - a safe loader
    code = {path: md5(path) for path in sorted(deps) if path.endswith(".py")}
    inputs = {"recipe": recipe, "data": md5(data), "code": code, "lock": md5(LOCK)}
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def identity(recipe: dict[str, Any], *, data: str, model: str, metrics: str) -> dict[str, str]:
    """All that tells one result from another: both keys, and the md5s of the three files."""
    return {
        "key": training_key(recipe, data),
        "config_key": config_key(recipe),
        "data_md5": md5(data),
        "model_md5": md5(model),
        "metrics_md5": md5(metrics),
    }


def config_key(recipe: dict[str, Any]) -> str:
    """Hash a recipe without its seed: equal among runs that differ by chance alone."""
    settings = {name: value for name, value in recipe.items() if name != "seed"}
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def md5(path: str) -> str:
    """The md5 of a file's content, as DVC has it."""
    return hashlib.md5(Path(path).read_bytes(), usedforsecurity=False).hexdigest()
