"""Finished trials as small files in the study's folder, one per trial, named by key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from sinegan.io import console, files, paths
from sinegan.provenance import keys, versions

Model = TypeVar("Model", bound=BaseModel)


def key(inputs: Mapping[str, Any]) -> str:
    """Hash everything that a trial's scores depend on, plain values and versions of the code, to 16 hex digits."""
    return keys.digest({**inputs, "training": versions.TRAINING, "scoring": versions.SCORING})


def inputs(sizes: Mapping[str, int], seed: int) -> dict[str, Any]:
    """The inputs that all trials share, for their keys: data files, and sample sizes and seed of the evaluation."""
    return {
        "data": [keys.md5(path) for path in (paths.TRAIN_DATA, paths.HELD_OUT_DATA)],
        "sizes": dict(sizes),
        "seed": seed,
    }


def path(folder: str, name: str) -> str:
    """Path of the trial with that key in a study's folder."""
    return f"{folder}/trials/{name}.json"


def read(folder: str, name: str, model: type[Model]) -> Model | None:
    """Read a finished trial. None if there is none, or if its file is corrupted; then a line is printed."""
    if not Path(path(folder, name)).exists():
        return None
    try:
        return files.read_model(path(folder, name), model)
    except files.FileProblemError as error:
        console.echo(f"{str(error).split(';')[0]}; running that trial again")
        return None


def write(folder: str, name: str, record: BaseModel) -> None:
    """Save a finished trial."""
    files.write_json(path(folder, name), record.model_dump())
