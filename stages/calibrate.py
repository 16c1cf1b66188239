"""Find the baseline of every score, and which score detects which corruption; depends on the data alone."""

from sinegan.io import console


def main() -> None:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.calibration import calibrate
    from sinegan.calibration.options import Calibrate
    from sinegan.classifiers import conv_net
    from sinegan.classifiers.models import LADDER
    from sinegan.io import files, params, paths, wave_sets
    from sinegan.runtime import determinism, thread_map

    determinism.one_thread_per_operation()
    options = params.section("calibrate", Calibrate)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    data = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    ladder = (*LADDER, conv_net.rung(data.axis.n_points))
    test, reference = data.sets["test"].waves, data.sets["reference"].waves
    with console.progress(calibrate.steps(data.axis, options), "set") as report:
        found = calibrate.calibrate(
            data.axis, test, reference, pool, options, ladder=ladder, each=thread_map.each, report=report
        )
    files.write_json(paths.CALIBRATION, found.model_dump())


if __name__ == "__main__":
    console.run_stage(main, "calibrate", __doc__)
