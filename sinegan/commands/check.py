"""Check params.yaml."""

from sinegan.calibration.options import Calibrate
from sinegan.evaluation.options import Evaluate
from sinegan.io import params
from sinegan.networks.recipe import Recipe
from sinegan.reporting.options import Report
from sinegan.tracking.registry.gate import Gate
from sinegan.waves.law import Waves


def check() -> None:
    """Check every section, and every recipe, the unused ones included.

    Raises
    ------
    ParameterError
        With one line for each error.
    """
    params.check(
        {"waves": Waves, "calibrate": Calibrate, "evaluate": Evaluate, "report": Report, "register": Gate}, Recipe
    )
