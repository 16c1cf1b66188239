"""Open the MLflow user interface."""

import os
import sys
from pathlib import Path

from sinegan.io import console, files, paths
from sinegan.networks.recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.tracking import store


def ui(port: int) -> None:
    """Say whether the store has the current result, and become MLflow's server of it on loopback; Ctrl-C ends it.

    Raises
    ------
    TrackingError
        The store does not answer.
    """
    console.say(_state())
    if store.runs_killed():
        console.say("Trainings that were killed are marked as such.")
    if store.uri().startswith("http"):
        console.say(f"The store is a server; open {store.uri()} in a browser.")
        return
    console.say(f"MLflow shows {store.uri()} on http://127.0.0.1:{port} - Ctrl-C ends it.")
    program = str(Path(sys.executable).with_name("mlflow"))
    words = ["server", "--backend-store-uri", store.uri(), "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    os.execv(program, [program, *words])  # noqa: S606 - fixed words, no shell


def _state() -> str:
    if not (Path(paths.RECIPE).exists() and Path(paths.TRAIN_DATA).exists()):
        return "There is no result yet: run 'make repro' first. The store is shown as it is."
    recipe = files.read_record(paths.RECIPE, TrainedRecipe).recipe.model_dump()
    if store.is_published(keys.training_key(recipe, paths.TRAIN_DATA), keys.md5(paths.METRICS)):
        return "The store has the current result."
    return "The store lacks the current result: 'make publish' brings it in."
