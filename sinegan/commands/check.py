"""Check params.yaml."""

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


def check(recipe: str | None = None) -> None:
    """Check every section, and every recipe, the unused ones included, and print what was checked.

    Parameters
    ----------
    recipe
        The name of a recipe that must be among them. None for the one that ``recipe`` in params.yaml names.

    Raises
    ------
    ParameterError
        With one line for each error.
    """
    chosen, names = params.check(SECTIONS, Recipe, recipe)
    checked = f"sections {', '.join(SECTIONS)}; recipes {', '.join(names)}"
    console.echo(f"{params.PATH} has no errors: {checked}. Recipe to train: '{chosen}'.")
