"""Check the whole of params.yaml before anything runs."""

from sinegan.calibration.options import Calibrate
from sinegan.evaluation.options import Evaluate
from sinegan.io import console, params
from sinegan.networks.recipe import Recipe
from sinegan.reporting.options import Report
from sinegan.tracking.registry.gate import Gate
from sinegan.waves.law import Waves


def main() -> None:
    params.check(
        {"waves": Waves, "calibrate": Calibrate, "evaluate": Evaluate, "report": Report, "register": Gate}, Recipe
    )


if __name__ == "__main__":
    console.run(main)
