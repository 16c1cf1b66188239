"""Compare this result with the published one."""

from sinegan.commands import after_repro, same_bytes
from sinegan.commands.changed_params import changed_params
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

    Published is the result of the last commit; for other recipes, the median of the study. Another seed is compared by
    the variation between seeds; no result is published for other parameters.

    Parameters
    ----------
    summary
        For the end of ``make repro``: also print which files changed and what to do next, and do not raise.

    Raises
    ------
    NotReproducedError
        They do not agree, or nothing is published for the recipe or these parameters.
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
    name, changes = trained.name, changed_params(trained)
    seed = changes.pop("seed", None)
    if changes:
        listed = ", ".join(f"{key}={value}" for key, value in changes.items())
        raise NotReproducedError(f"nothing is published for '{name}' with {listed} to compare with")
    over_seeds = git.committed_json(paths.STUDY_RESULTS, ("arms",))["arms"].get(name, {}).get("headlines", {})
    is_committed = git.committed_json(paths.METRICS, ("recipe",))["recipe"] == name
    medians = {headline: row["median"] for headline, row in over_seeds.items()}
    expected = git.committed_json(paths.HEADLINES) if is_committed else medians
    if not expected:
        raise NotReproducedError(f"nothing is published for the recipe '{name}' to compare with")
    compared = reproduction.compare(headlines, expected, over_seeds, of_median=not is_committed)
    console.echo(text_tables.comparison_table(compared))
    reproduced, message = reproduction.message(compared, name)
    if not reproduced:
        raise NotReproducedError(message)
    same_training = is_committed and seed is None
    return f"{message} {same_bytes.sentence() if same_training else ''}".rstrip()
