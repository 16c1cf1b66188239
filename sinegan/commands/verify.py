"""Compare the result that is here with the published one."""

from sinegan.errors import SineGanError
from sinegan.io import console, files, paths
from sinegan.networks.recipe import TrainedRecipe
from sinegan.reporting import text_tables
from sinegan.studies import reproduction
from sinegan.tracking import git


class NotReproducedError(SineGanError):
    """The result is another one."""


def verify() -> None:
    """Print headlines found and published side by side, and whether they agree.

    What is published is the last commit's result, or the study's median for other recipes.

    Raises
    ------
    NotReproducedError
        They do not agree, or nothing is published of the recipe.
    """
    name, found = files.read_record(paths.RECIPE, TrainedRecipe).name, files.read_json(paths.HEADLINES)
    over_seeds = git.committed_json(paths.STUDY_RESULTS, ("arms",))["arms"].get(name, {}).get("headlines", {})
    if git.committed_json(paths.METRICS, ("recipe",))["recipe"] == name:
        expected = git.committed_json(paths.HEADLINES)
    else:
        expected = {headline: row["median"] for headline, row in over_seeds.items()}
    if not expected:
        raise NotReproducedError(f"nothing is published of the recipe '{name}', so there is nothing to compare with")
    compared = reproduction.compare(found, expected, over_seeds)
    console.say(text_tables.beside(compared))
    reproduced, words = reproduction.words(compared, name)
    if not reproduced:
        raise NotReproducedError(words)
    console.say(words)
