"""Keys of training results: equal keys mean equal inputs and equal results."""

import hashlib
import json
from pathlib import Path
from typing import Any

from sinegan.io.yaml import load

LOCK = "requirements.lock"
_LENGTH = 16


def training_key(recipe: dict[str, Any], data: str) -> str:
    """Hash the resolved recipe, the training data, the code that `train` depends on in dvc.yaml, and the lock.

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
    deps = load(Path("dvc.yaml").read_bytes())["stages"]["train"]["deps"]
    code = {path: md5(path) for path in sorted(deps) if path != data}
    inputs = {"recipe": recipe, "data": md5(data), "code": code, "lock": md5(LOCK)}
    return digest(inputs)


def identity(recipe: dict[str, Any], *, data: str, model: str, metrics: str) -> dict[str, str]:
    """What identifies a result: both keys, and the md5 of each of three files."""
    return {
        "key": training_key(recipe, data),
        "config_key": config_key(recipe),
        "data_md5": md5(data),
        "model_md5": md5(model),
        "metrics_md5": md5(metrics),
    }


def config_key(recipe: dict[str, Any]) -> str:
    """Hash a recipe without its seed: equal for runs that differ only in their seed."""
    settings = {name: value for name, value in recipe.items() if name != "seed"}
    return digest(settings)


def digest(inputs: dict[str, Any]) -> str:
    """Hash plain values to 16 hexadecimal digits; the order of keys does not matter.

    Finished trials and MLflow runs are looked up by such keys: other digests for the same values would lose them.
    """
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def md5(path: str) -> str:
    """The md5 of a file or a folder, as DVC computes it."""
    return _folder_md5(Path(path)) if Path(path).is_dir() else _md5(Path(path).read_bytes())


def _folder_md5(folder: Path) -> str:
    """The md5 of the JSON list of its files and their md5s; compiled Python files are ignored, as in .dvcignore."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    entries = [{"md5": _md5(path.read_bytes()), "relpath": path.relative_to(folder).as_posix()} for path in files]
    entries.sort(key=lambda entry: entry["relpath"])
    return _md5(json.dumps(entries).encode()) + ".dir"


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
