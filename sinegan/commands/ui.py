"""Open the MLflow user interface."""

import os
import sys
from pathlib import Path

from sinegan.io import console, files, paths
from sinegan.networks.recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.tracking import store


def ui(port: int) -> None:
    """Print whether the store has the current result, and serve it on loopback until Ctrl-C.

    Raises
    ------
    TrackingError
        The store does not answer.
    """
    console.echo(_state())
    if store.runs_killed():
        console.echo("Runs of killed trainings now have the status KILLED.")
    if store.uri().startswith("http"):
        console.echo(f"The store is a server; open {store.uri()} in a browser.")
        return
    console.echo(f"MLflow serves {store.uri()} on http://127.0.0.1:{port}; Ctrl-C ends it.")
    program = str(Path(sys.executable).with_name("mlflow"))
    arguments = [
        "server",
        "--backend-store-uri",
        store.uri(),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    os.execv(program, [program, *arguments])  # noqa: S606 - fixed arguments, no shell


def _state() -> str:
    if not (Path(paths.RECIPE).exists() and Path(paths.TRAIN_DATA).exists()):
        return "There is no result yet; run 'make repro' first."
    recipe = files.read_model(paths.RECIPE, TrainedRecipe).recipe.model_dump()
    if store.is_published(keys.training_key(recipe, paths.TRAIN_DATA), keys.md5(paths.METRICS)):
        return "The store has the current result."
    return "The store lacks the current result: 'make publish' adds it."
