"""Compare this result with the published one."""

from sinegan.commands import after_repro, same_bytes
from sinegan.errors import SineGanError
from sinegan.io import console, files, paths
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.reporting import text_tables
from sinegan.studies import reproduction
from sinegan.tracking import git


class NotReproducedError(SineGanError):
    """The result differs by more than seeds do."""


def verify(*, summary: bool = False) -> None:
    """Print this result's headline scores beside the published ones, and whether they agree.

    Published is the result of the last commit; for other recipes, the median of the study.

    Parameters
    ----------
    summary
        For the end of ``make repro``: also print which files changed and what to do next, and do not raise.

    Raises
    ------
    NotReproducedError
        They do not agree, or nothing is published for the recipe.
    """
    if not summary:
        console.echo(_compare())
        return
    try:
        message, reproduced = _compare(), True
    except SineGanError as error:
        message, reproduced = str(error), False
    console.echo("\n".join([message, *after_repro.lines(reproduced=reproduced)]))


def _compare() -> str:
    """Print the comparison; returns a line that says that the result was reproduced."""
    trained, headlines = files.read_model(paths.RECIPE, TrainedRecipe), files.read_json(paths.HEADLINES)
    if trained.scaling:
        raise NotReproducedError("nothing is published for waves of a user's file to compare with")
    name, bytes_too = trained.name, ""
    over_seeds = git.committed_json(paths.STUDY_RESULTS, ("arms",))["arms"].get(name, {}).get("headlines", {})
    if git.committed_json(paths.METRICS, ("recipe",))["recipe"] == name:
        expected, bytes_too = git.committed_json(paths.HEADLINES), same_bytes.sentence()
    else:
        expected = {headline: row["median"] for headline, row in over_seeds.items()}
    if not expected:
        raise NotReproducedError(f"nothing is published for the recipe '{name}' to compare with")
    compared = reproduction.compare(headlines, expected, over_seeds)
    console.echo(text_tables.comparison_table(compared))
    reproduced, message = reproduction.message(compared, name)
    if not reproduced:
        raise NotReproducedError(message)
    return f"{message} {bytes_too}".rstrip()
