"""Score the trained generator's waves against real ones."""

from sinegan.io import console


def main() -> None:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.evaluation import evaluate, scorecard
    from sinegan.evaluation.options import Evaluate
    from sinegan.io import files, params, paths, wave_sets
    from sinegan.metrics.baseline import Calibration
    from sinegan.networks import build, weights
    from sinegan.networks.trained_recipe import TrainedRecipe
    from sinegan.runtime import determinism, thread_map
    from sinegan.schema.scores import headline_values

    determinism.enable()
    options = params.section("evaluate", Evaluate)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    calibration = files.read_model(paths.CALIBRATION, Calibration)
    trained = files.read_model(paths.RECIPE, TrainedRecipe)
    build.check_shape(trained, held_out.grid.shape)
    generator = weights.load_generator(trained, paths.GENERATOR)
    networks = generator, weights.load_discriminator(trained, paths.DISCRIMINATOR)
    with console.progress(scorecard.STEPS, "step") as report:
        result = evaluate.evaluate(
            networks, pool, held_out, calibration, options,
            recipe=trained.name, parallel_map=thread_map.parallel_map, report=report,
        )  # fmt: skip
    files.write_json(paths.METRICS, result.evaluation.model_dump())
    files.write_json(paths.HEADLINES, headline_values(result.evaluation.scores))
    files.write_arrays(paths.FIGURE_DATA, result.figure_data)


if __name__ == "__main__":
    console.run_stage(main, "evaluate", __doc__)
