"""Score the trained generator's waves against real ones."""

from stages.outside import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from stages.gan import networks, sampling
from stages.gan.recipe import TrainedRecipe
from stages.judges import evaluation
from stages.judges.options import Evaluate
from stages.metrics.sample import UnscorableError
from stages.outside import files, params, processor, terminal, weights
from stages.waves import records

DATA = "data/held_out.npz"
RECIPE = "models/recipe.json"
GENERATOR = "models/generator.weights.h5"
DISCRIMINATOR = "models/discriminator.weights.h5"
METRICS = "reports/metrics.json"
HEADLINES = "reports/headlines.json"
SAMPLES = "models/samples.npz"


def main() -> None:
    processor.one_thread_per_operation()
    chosen = params.section("evaluate", Evaluate)
    data = records.from_arrays(files.read_arrays(DATA), ("test", "reference"), DATA)
    trained = files.read_record(RECIPE, TrainedRecipe)
    generator, discriminator = networks.rebuild(trained, data.law.n_points)
    weights.read_into(generator, GENERATOR)
    weights.read_into(discriminator, DISCRIMINATOR)
    waves = sampling.sample(generator, chosen.n_generated, seed=chosen.seed)
    test, reference = data.sets["test"].waves, data.sets["reference"].waves
    scores, sample = evaluation.score(chosen, data.law, discriminator, test=test, reference=reference, generated=waves)
    files.write_json(METRICS, {"recipe": trained.name, "evaluate": chosen.model_dump(), "scores": scores})
    files.write_json(HEADLINES, evaluation.headlines(scores))
    files.write_arrays(SAMPLES, evaluation.measured(sample))


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, networks.MisfitError, UnscorableError)
