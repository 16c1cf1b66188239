"""Score the trained generator's waves against real ones."""

from sinegan.io import console


def main() -> None:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.evaluation import evaluate, scorecard
    from sinegan.evaluation.options import Evaluate
    from sinegan.io import files, params, paths, wave_sets
    from sinegan.metrics.floors import Calibration
    from sinegan.networks import build, weights
    from sinegan.networks.recipe import TrainedRecipe
    from sinegan.runtime import determinism, thread_map
    from sinegan.schema.scores import headline_values

    determinism.one_thread_per_operation()
    options = params.section("evaluate", Evaluate)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    calibration = files.read_record(paths.CALIBRATION, Calibration)
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    build.check_length(trained, held_out.axis.n_points)
    generator = weights.load_generator(trained, paths.GENERATOR)
    networks = generator, weights.load_discriminator(trained, paths.DISCRIMINATOR)
    with console.progress(scorecard.STEPS, "step") as report:
        found = evaluate.evaluate(
            networks, pool, held_out, calibration, options, recipe=trained.name, each=thread_map.each, report=report
        )
    files.write_json(paths.METRICS, found.evaluation.model_dump())
    files.write_json(paths.HEADLINES, headline_values(found.evaluation.scores))
    files.write_arrays(paths.FIGURE_DATA, found.figure_data)


if __name__ == "__main__":
    console.run_stage(main, "evaluate", __doc__)
