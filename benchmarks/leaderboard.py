"""Write our rows of the leaderboard: scores from the study of recipes, seconds from benchmarks/time_to_quality.json.

``python -m benchmarks.leaderboard``, after both; then ``make docs-tables``. Rows of others are kept.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import statistics
from collections.abc import Mapping
from typing import Any

from sinegan.benchmark import leaderboard, protocol
from sinegan.benchmark.entry import Entry
from sinegan.benchmark.row import Row, SeedScores, Value
from sinegan.io import console, files, params
from sinegan.networks.recipe import Recipe

STUDY, TIMES = "studies/recipes/results.json", "benchmarks/time_to_quality.json"
_LINK = "docs/recipes.md"
_NOTES = {"article": "the article as printed", "periodic": "its latent is a circle: it knows that phases are periodic"}


def main() -> None:
    """Make the rows, and write them to the leaderboard beside the entries."""
    recipes = params.recipes(Recipe)
    results, times = files.read_json(STUDY), files.read_json(TIMES)
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


def rows(results: Mapping[str, Any], times: Mapping[str, Any], parameters: Mapping[str, int]) -> list[Row]:
    """One row for each recipe of the study.

    Parameters
    ----------
    results, times
        Content of the files of the study and of time to quality.
    parameters
        Weights of both networks, by recipe.
    """
    curves = times["curves"]
    return [_row(name, arm, seconds(curves[name]), parameters[name]) for name, arm in results["arms"].items()]


def seconds(curves: Mapping[str, Any]) -> list[float]:
    """Of the trainings of one recipe, each alone on two cores; by the clock of their last snapshot."""
    return [curve[-1][0] for curve in curves.values()]


def _row(name: str, arm: Mapping[str, Any], times: list[float], parameters: int) -> Row:
    finished = [trial for trial in arm["trials"] if trial["failure"] is None]
    entry = Entry(
        name=name,
        seconds=statistics.median(times),
        cores=2,
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
