"""Keys of training results: equal keys mean equal inputs and equal results."""

import hashlib
import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sinegan.io.files import read_bytes
from sinegan.io.yaml import load

LOCK = "requirements.lock"
IGNORED = ("__pycache__", "*.swp", "*~", ".DS_Store")
"""Names of files and folders that no key depends on; the same as in ``.dvcignore``."""
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
    deps = load(read_bytes("dvc.yaml"))["stages"]["train"]["deps"]
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
    """The md5 of a file or a folder, as DVC computes it.

    Raises
    ------
    FileProblemError
        It does not exist, or cannot be read.
    """
    return _folder_md5(Path(path)) if Path(path).is_dir() else _md5(read_bytes(path))


def _folder_md5(folder: Path) -> str:
    """The md5 of the JSON list of its files and their md5s."""
    files = (path for path in folder.rglob("*") if path.is_file() and not _is_ignored(path.relative_to(folder)))
    entries = [{"md5": _md5(read_bytes(str(path))), "relpath": path.relative_to(folder).as_posix()} for path in files]
    entries.sort(key=lambda entry: entry["relpath"])
    return _md5(json.dumps(entries).encode()) + ".dir"


def _is_ignored(path: Path) -> bool:
    return any(fnmatchcase(part, pattern) for part in path.parts for pattern in IGNORED)


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
