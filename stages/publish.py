"""Bring the result into MLflow: one run, with parameters, curves, scores, pictures and model."""

from stages.outside import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
from stages.gan import export, networks, sampling
from stages.gan.recipe import TrainedRecipe
from stages.outside import files, key, naming, store, terminal, tracking, weights
from stages.schema.scores import Evaluation
from stages.waves import records

POOL = "data/train.npz"
RECIPE = "models/recipe.json"
GENERATOR = "models/generator.weights.h5"
HISTORY = "models/history.csv"
METRICS = "reports/metrics.json"
SUMMARY = "reports/summary.md"
CARD = "reports/model_card.md"
REPORT = "reports"
RECEIPT = "models/published.json"


def main() -> None:
    trained = files.read_record(RECIPE, TrainedRecipe)
    recipe, metrics = trained.recipe.model_dump(), files.read_record(METRICS, Evaluation)
    pool = records.from_arrays(files.read_arrays(POOL), ("pool",), POOL).sets["pool"].waves
    generator, _ = networks.rebuild(trained, pool.shape[1])
    weights.read_into(generator, GENERATOR)
    identity = key.identity(recipe, data=POOL, model=GENERATOR, metrics=METRICS)
    result = tracking.Result(
        name=f"{trained.name}-seed{recipe['seed']}",
        tags=identity | naming.tags(trained.name, recipe, metrics.evaluate),
        params=naming.params(recipe),
        curves=naming.curves(files.read_table(HISTORY)),
        scores=naming.scores(metrics.scores),
        description=files.read_text(SUMMARY),
        card=files.read_text(CARD),
        report=REPORT,
        pool=pool,
        pool_path=POOL,
        generator=networks.in_own_units(export.plain(generator), trained.scaling),
        noise=sampling.noise(4, recipe["generator"]["noise_dim"], seed=0).numpy(),
    )
    terminal.say(tracking.publish(result))
    files.write_json(RECEIPT, {"recipe": trained.name} | identity)


if __name__ == "__main__":
    named = (records.BadWavesError, networks.MisfitError)
    terminal.run(main, store.TrackingError, *named, alone="publish")
