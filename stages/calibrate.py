"""Find the floors of all scores, and which score sees which fault; depends on the data alone."""

from stages.outside import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from stages.judges import article, calibration
from stages.judges.calibration_options import Calibrate
from stages.judges.ladder import LADDER
from stages.metrics.sample import UnscorableError
from stages.outside import files, params, processor, terminal, threads
from stages.waves import records

POOL = "data/train.npz"
DATA = "data/held_out.npz"
CALIBRATION = "reports/calibration.json"


def main() -> None:
    processor.one_thread_per_operation()
    options = params.section("calibrate", Calibrate)
    pool = records.from_arrays(files.read_arrays(POOL), ("pool",), POOL).sets["pool"].waves
    data = records.from_arrays(files.read_arrays(DATA), ("test", "reference"), DATA)
    ladder = (*LADDER, article.rung(data.axis.n_points))
    test, reference = data.sets["test"].waves, data.sets["reference"].waves
    with terminal.progress(calibration.steps(data.axis, options), "set") as report:
        found = calibration.calibrate(
            data.axis, test, reference, pool, options, ladder=ladder, each=threads.each, report=report
        )
    files.write_json(CALIBRATION, found.model_dump())


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, UnscorableError, alone="calibrate")
