"""Bring the result into MLflow: one run, with parameters, curves, scores, pictures and model."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
from sinegan.io import console, files, paths, wave_sets
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.schema.scores import Evaluation
from sinegan.tracking import keras_export, publish, run_fields, store
from sinegan.waves import dataset


def main() -> None:
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    recipe, metrics = trained.recipe.model_dump(), files.read_record(paths.METRICS, Evaluation)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    generator, _ = build.rebuild(trained, pool.shape[1])
    weights.read_into(generator, paths.GENERATOR)
    identity = keys.identity(recipe, data=paths.TRAIN_DATA, model=paths.GENERATOR, metrics=paths.METRICS)
    result = publish.Result(
        name=f"{trained.name}-seed{recipe['seed']}",
        tags=identity | run_fields.tags(trained.name, recipe, metrics.evaluate),
        params=run_fields.params(recipe),
        curves=run_fields.curves(files.read_table(paths.HISTORY)),
        scores=run_fields.scores(metrics.scores),
        description=files.read_text(paths.SUMMARY),
        card=files.read_text(paths.MODEL_CARD),
        report=paths.REPORTS,
        pool=pool,
        pool_path=paths.TRAIN_DATA,
        generator=build.in_own_units(keras_export.plain(generator), trained.scaling),
        noise=sampling.noise(4, recipe["generator"]["noise_dim"], seed=0).numpy(),
    )
    console.say(publish.publish(result))
    files.write_json(paths.PUBLISHED, {"recipe": trained.name} | identity)


if __name__ == "__main__":
    named = (dataset.BadWavesError, build.MisfitError)
    console.run(main, store.TrackingError, *named, alone="publish")
