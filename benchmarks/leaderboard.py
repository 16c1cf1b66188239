"""Write our rows of the leaderboard, from the finished trials of the study of recipes; rows of others are kept.

``python -m benchmarks.leaderboard``, after the study (``make study``); then ``make docs-tables``.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.benchmark import leaderboard, protocol
from sinegan.benchmark.entry import Entry
from sinegan.benchmark.row import Row, SeedScores, Value
from sinegan.io import console, files, params
from sinegan.networks.recipe import Recipe

STUDY = "studies/recipes"
_LINK = "docs/recipes.md"
_NOTES = {"article": "the article as printed", "periodic": "its latent is a circle: it knows that phases are periodic"}

Times = Sequence[Mapping[str, Any]]
"""Of the trials of one recipe."""


def main() -> None:
    """Make the rows, and write them to the leaderboard beside the entries."""
    recipes = params.recipes(Recipe)
    results, times = (files.read_json(f"{STUDY}/{name}.json") for name in ("results", "times"))
    parameters = {name: _n_parameters(recipes[name]) for name in results["arms"]}
    board = leaderboard.read(leaderboard.PATH)
    ours = rows(results, times, parameters)
    leaderboard.write(leaderboard.PATH, board.model_copy(update={"recipes": ours}))
    console.echo(f"{leaderboard.PATH}: {len(ours)} recipes, {len(board.entries)} entries")


def _n_parameters(recipe: Recipe) -> int:
    """Weights of both networks."""
    from sinegan.networks import build  # imports TensorFlow, which making rows does not need

    networks = (build.generator(recipe, protocol.LAW.n_points), build.discriminator(recipe, protocol.LAW.n_points))
    return sum(int(network.count_params()) for network in networks)


def rows(results: Mapping[str, Any], times: Mapping[str, Times], parameters: Mapping[str, int]) -> list[Row]:
    """One row for each recipe of the study.

    Parameters
    ----------
    results, times
        Content of results.json and times.json of the study.
    parameters
        Weights of both networks, by recipe.
    """
    return [_row(name, arm, times[name], parameters[name]) for name, arm in results["arms"].items()]


def _row(name: str, arm: Mapping[str, Any], times: Times, parameters: int) -> Row:
    finished = [trial for trial in arm["trials"] if trial["failure"] is None]
    seconds = [trial["train"] for trial in times if "train" in trial]
    entry = Entry(
        name=name,
        seconds=statistics.median(seconds) if seconds else 0.0,
        cores=1,  # a trial has one, while another runs on each of the other cores
        parameters=parameters,
        settings_tried=arm["n_configs_tried"],
        link=_LINK,
        failed=arm["failed"],
        note=_NOTES.get(name, ""),
    )
    return Row(entry=entry, seeds=[_seed(trial) for trial in finished])


def _seed(trial: Mapping[str, Any]) -> SeedScores:
    scores = {name: Value(value=value) for name, value in trial["headlines"].items()}
    return SeedScores(seed=str(trial["seed"]), sha256=None, scores=scores)


if __name__ == "__main__":
    console.run(main)
