"""Write the baselines that the package carries for the benchmark: those of the committed calibration.

``python -m benchmarks.baselines``, after ``dvc repro calibrate`` with the published params.yaml.
"""

from typing import Any

from sinegan.benchmark import protocol
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.errors import SineGanError
from sinegan.evaluation import scorecard
from sinegan.evaluation.baselines import Setup
from sinegan.io import console, files, paths
from sinegan.metrics.baseline import Calibration


class OtherCalibrationError(SineGanError):
    """The calibration is not that of the benchmark's waves."""


def content(calibration: Calibration) -> dict[str, Any]:
    """Law, sample sizes and baselines, without those of classifiers that need TensorFlow.

    Raises
    ------
    OtherCalibrationError
        It is of another law, or for other sample sizes.
    """
    keys = Setup(scorecard.SIZES, 0, CLASSIFIERS).infos(protocol.LAW)
    if not calibration.fits(protocol.LAW, scorecard.SIZES, keys):
        raise OtherCalibrationError(
            f"{paths.CALIBRATION} is of other waves than the benchmark's; run 'git checkout params.yaml' and "
            "'dvc repro calibrate'"
        )
    baselines = {key: calibration.baselines[key] for key in keys}
    return calibration.model_copy(update={"baselines": baselines, "corrupted": []}).model_dump()


def main() -> None:
    """Write the package's file."""
    calibration = files.read_model(paths.CALIBRATION, Calibration)
    files.write_json(str(protocol.BASELINES), content(calibration))
    console.echo(f"{protocol.BASELINES}: {len(calibration.baselines)} baselines read")


if __name__ == "__main__":
    console.run(main)
