"""Finished trials as small files, one each, and the key that names them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from sinegan.io import console, files
from sinegan.provenance import versions

FOLDER = "study/trials"
_LENGTH = 16

Model = TypeVar("Model", bound=BaseModel)


def key(inputs: Mapping[str, Any]) -> str:
    """Hash what decides a trial's scores, 16 hexadecimal digits: plain values, and the versions of the code."""
    versioned = {**inputs, "training": versions.TRAINING, "scoring": versions.SCORING}
    return hashlib.sha256(json.dumps(versioned, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def path(name: str) -> str:
    """Where the trial of that key is kept."""
    return f"{FOLDER}/{name}.json"


def read(name: str, model: type[Model]) -> Model | None:
    """A finished trial; None where there is none, or only a torn file, of which a line tells."""
    if not Path(path(name)).exists():
        return None
    try:
        return files.read_record(path(name), model)
    except files.FileProblemError as error:
        console.say(f"{str(error).split(';')[0]}; running that trial again")
        return None


def write(name: str, record: BaseModel) -> None:
    """Keep a finished trial, whole or not at all."""
    files.write_json(path(name), record.model_dump())
