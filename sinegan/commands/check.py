"""Check params.yaml, and what a user's file of series is understood as."""

from collections.abc import Mapping

from pydantic import BaseModel

from sinegan.calibration.options import Calibrate
from sinegan.evaluation.options import Evaluate
from sinegan.io import console, params
from sinegan.networks.recipe import Recipe
from sinegan.reporting.options import Report
from sinegan.tracking.registry.gate import Gate
from sinegan.waves.options import Waves

SECTIONS: Mapping[str, type[BaseModel]] = {
    "waves": Waves,
    "calibrate": Calibrate,
    "evaluate": Evaluate,
    "report": Report,
    "register": Gate,
}


def check(recipe: str | None = None, *, data: str | None = None, plot: str = "", columns: str | None = None) -> None:
    """Check every section, and every recipe, the unused ones included, and print what was checked.

    Parameters
    ----------
    recipe
        The name of a recipe that must be among them. None for the one that ``recipe`` in params.yaml names.
    data
        Path of a file of series. None to check params.yaml only.
    plot
        Path of a PNG that shows twelve of these series.
    columns
        Names or numbers, from 1, of the columns of the file to learn from, separated by commas. None for those in
        params.yaml.

    Raises
    ------
    ParameterError
        With one line for each error.
    BadSeriesError
        Nothing can be learnt from the file of series.
    """
    chosen, names = params.check(SECTIONS, Recipe, recipe)
    checked = f"sections {', '.join(SECTIONS)}; recipes {', '.join(names)}"
    console.echo(f"{params.PATH} has no errors: {checked}. Recipe to train: '{chosen}'.")
    if data is not None:
        from sinegan.commands import check_data  # SciPy's filters take half a second to import

        check_data.check_data(data, plot, columns)
