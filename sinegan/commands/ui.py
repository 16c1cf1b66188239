"""Open the MLflow user interface."""

import os
from collections.abc import Iterator
from pathlib import Path

from sinegan.runtime import environment  # noqa: F401 - before MLflow is imported

# isort: split
from sinegan.commands import running_stages
from sinegan.io import console, files, paths, repository
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.tracking import runs_view, store, ui_server
from sinegan.tracking.live import feed

_RUNS = "{base}/#/experiments/{experiment}/runs"
_PAGES = "?workflowType=machine_learning"
"""Without this, MLflow shows its pages for language models."""


def ui(port: int) -> None:
    """Print links to the current result and to all runs, and serve the store on loopback until Ctrl-C.

    Raises
    ------
    PortError
        The port cannot be used.
    TrackingError
        The store does not answer.
    """
    os.chdir(repository.root())  # where the store is, so that the lines are about its results in any folder
    is_server = store.uri().startswith("http")
    if not is_server:
        ui_server.check_port(port)
    base = store.printable_uri().rstrip("/") if is_server else f"http://{ui_server.HOST}:{port}"
    for line in _state(base):
        console.echo(line)
    if is_server:
        console.echo("The store is a server, which is already running: open the links.")
    else:
        ui_server.serve(store.uri(), port)


def _state(base: str) -> Iterator[str]:
    """Lines about the current result and what is running, with links to MLflow's pages under that address."""
    if store.runs_killed():
        yield "Runs of killed trainings now have the status KILLED."
    trainings = feed.running()
    yield from (_training(base, about["name"], about["key"]) for about in trainings)
    stages = [name for name in running_stages.names() if not (trainings and name == "train")]
    yield from (f"The stage '{name}' is running; its result will be in MLflow after 'publish'." for name in stages)
    if all(Path(path).exists() for path in (paths.RECIPE, paths.TRAIN_DATA, paths.METRICS)):
        yield from _result(base, is_running=bool(stages))
    elif not trainings and not stages:
        yield "There is no result yet; run 'make repro' first."
    view = _view()
    yield f"All runs: {_page(base)}{f'&{view.query}' if store.has_runs_view(view) else ''}"


def _view() -> runs_view.View:
    """The saved view with the headline scores of the current result, or of the article's waves."""
    of_file = Path(paths.RECIPE).exists() and files.read_model(paths.RECIPE, TrainedRecipe).scaling
    return runs_view.SERIES if of_file else runs_view.LAW


def _training(base: str, name: str, key: str) -> str:
    if page := _page(base, key):
        return f"A training is running ('{name}'): its run is {page}"
    return f"A training is running ('{name}'): its run will be among all runs within a minute"


def _result(base: str, *, is_running: bool) -> Iterator[str]:
    recipe = files.read_model(paths.RECIPE, TrainedRecipe).recipe.model_dump()
    key = keys.training_key(recipe, paths.TRAIN_DATA)
    if store.is_published(key, keys.md5(paths.METRICS)):
        yield f"The store has the current result: {_page(base, key)}"
    elif not is_running:
        yield "The store lacks the current result: 'make publish' adds it."


def _page(base: str, key: str | None = None) -> str | None:
    """The page of the run with that key, if there is one; without a key, of all runs."""
    experiment, run = store.locate(key)
    runs = _RUNS.format(base=base, experiment=experiment)
    if key is None:
        return f"{runs}{_PAGES}"
    return f"{runs}/{run}{_PAGES}" if run else None
