"""Find the floors of all scores, and which score sees which fault; depends on the data alone."""

from stages.outside import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from stages.datasets import wave_sets
from stages.judges import article, calibration
from stages.judges.calibration_options import Calibrate
from stages.judges.ladder import LADDER
from stages.metrics.sample import UnscorableError
from stages.outside import files, params, paths, processor, terminal, threads
from stages.waves import records


def main() -> None:
    processor.one_thread_per_operation()
    options = params.section("calibrate", Calibrate)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    data = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    ladder = (*LADDER, article.rung(data.axis.n_points))
    test, reference = data.sets["test"].waves, data.sets["reference"].waves
    with terminal.progress(calibration.steps(data.axis, options), "set") as report:
        found = calibration.calibrate(
            data.axis, test, reference, pool, options, ladder=ladder, each=threads.each, report=report
        )
    files.write_json(paths.CALIBRATION, found.model_dump())


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, UnscorableError, alone="calibrate")
