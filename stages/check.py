"""Check the whole of params.yaml before anything runs."""

from stages.gan.recipe import Recipe
from stages.judges.calibration_options import Calibrate
from stages.judges.evaluation_options import Evaluate
from stages.judges.gate import Gate
from stages.outside import params, terminal
from stages.outside.report_options import Report
from stages.waves.law import Waves


def main() -> None:
    params.check(
        {"waves": Waves, "calibrate": Calibrate, "evaluate": Evaluate, "report": Report, "register": Gate}, Recipe
    )


if __name__ == "__main__":
    terminal.run(main)
