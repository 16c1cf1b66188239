"""Compute the baseline of every score, and which score detects which corruption; depends on the data alone."""

from sinegan.io import console


def main() -> None:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.calibration import calibrate
    from sinegan.calibration.options import Calibrate
    from sinegan.classifiers import choice
    from sinegan.io import files, params, paths, wave_sets
    from sinegan.runtime import determinism, thread_map
    from sinegan.waves.draw import blocks_of

    determinism.enable()
    options = params.section("calibrate", Calibrate)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    data = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    test, reference = data.sets["test"], data.sets["reference"]
    with console.progress(calibrate.steps(data.grid, options), "set") as report:
        calibration = calibrate.calibrate(
            data.grid, test.waves, reference.waves, pool, options,
            classifiers=choice.classifiers(data.grid), blocks=(blocks_of(test), blocks_of(reference)),
            parallel_map=thread_map.parallel_map, report=report,
        )  # fmt: skip
    files.write_json(paths.CALIBRATION, calibration.model_dump())


if __name__ == "__main__":
    console.run_stage(main, "calibrate", __doc__)
