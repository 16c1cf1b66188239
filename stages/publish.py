"""Bring the result into MLflow: one run, with parameters, curves, scores, pictures and model."""

from stages.outside import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
from stages.datasets import wave_sets
from stages.gan import export, networks, sampling
from stages.gan.recipe import TrainedRecipe
from stages.outside import files, key, naming, paths, store, terminal, tracking, weights
from stages.schema.scores import Evaluation
from stages.waves import records


def main() -> None:
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    recipe, metrics = trained.recipe.model_dump(), files.read_record(paths.METRICS, Evaluation)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    generator, _ = networks.rebuild(trained, pool.shape[1])
    weights.read_into(generator, paths.GENERATOR)
    identity = key.identity(recipe, data=paths.TRAIN_DATA, model=paths.GENERATOR, metrics=paths.METRICS)
    result = tracking.Result(
        name=f"{trained.name}-seed{recipe['seed']}",
        tags=identity | naming.tags(trained.name, recipe, metrics.evaluate),
        params=naming.params(recipe),
        curves=naming.curves(files.read_table(paths.HISTORY)),
        scores=naming.scores(metrics.scores),
        description=files.read_text(paths.SUMMARY),
        card=files.read_text(paths.MODEL_CARD),
        report=paths.REPORTS,
        pool=pool,
        pool_path=paths.TRAIN_DATA,
        generator=networks.in_own_units(export.plain(generator), trained.scaling),
        noise=sampling.noise(4, recipe["generator"]["noise_dim"], seed=0).numpy(),
    )
    terminal.say(tracking.publish(result))
    files.write_json(paths.PUBLISHED, {"recipe": trained.name} | identity)


if __name__ == "__main__":
    named = (records.BadWavesError, networks.MisfitError)
    terminal.run(main, store.TrackingError, *named, alone="publish")
