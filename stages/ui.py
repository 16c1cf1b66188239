"""Open the MLflow user interface on the right store, and say whether it has the current result."""

import os
from pathlib import Path

from sinegan.commands import server
from sinegan.io import console, files, paths
from sinegan.networks.recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.tracking import store


def main() -> None:
    if not (Path(paths.RECIPE).exists() and Path(paths.TRAIN_DATA).exists()):
        console.say("There is no result yet: run 'make repro' first. The store is shown as it is.")
    else:
        recipe = files.read_record(paths.RECIPE, TrainedRecipe).recipe.model_dump()
        current = store.is_published(keys.training_key(recipe, paths.TRAIN_DATA), keys.md5(paths.METRICS))
        console.say(
            "The store has the current result."
            if current
            else "The store lacks the current result: 'make publish' brings it in."
        )
    if store.runs_killed():
        console.say("Trainings that were killed are marked as such.")
    if store.uri().startswith("http"):
        console.say(f"The store is a server; open {store.uri()} in a browser.")
        return
    port = os.environ.get("PORT", "5000")
    console.say(f"MLflow shows {store.uri()} on http://127.0.0.1:{port} - Ctrl-C ends it.")
    server.serve(port)


if __name__ == "__main__":
    console.run(main, store.TrackingError)
