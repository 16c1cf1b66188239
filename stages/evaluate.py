"""Score the trained generator's waves against real ones."""

from stages.outside import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from stages.datasets import wave_sets
from stages.gan import networks, sampling
from stages.gan.recipe import TrainedRecipe
from stages.judges import article, figure_data, own, scorecard
from stages.judges.evaluation_options import Evaluate
from stages.judges.ladder import LADDER
from stages.metrics.floors import Calibration
from stages.metrics.sample import UnscorableError
from stages.outside import files, params, paths, processor, terminal, threads, weights
from stages.schema.scores import Evaluation, headline_values
from stages.waves import records


def main() -> None:
    processor.one_thread_per_operation()
    chosen = params.section("evaluate", Evaluate)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    data = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    calibration = files.read_record(paths.CALIBRATION, Calibration)
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    generator, discriminator = networks.rebuild(trained, data.axis.n_points)
    weights.read_into(generator, paths.GENERATOR)
    weights.read_into(discriminator, paths.DISCRIMINATOR)
    waves = sampling.sample(generator, calibration.sizes.n_waves, seed=chosen.seed)
    test, reference = data.sets["test"].waves, data.sets["reference"].waves
    ladder = (*LADDER, article.rung(data.axis.n_points))
    with terminal.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            test, waves, data.axis, chosen.seed, training=pool, calibration=calibration,
            ladder=ladder, each=threads.each, report=report,
        )  # fmt: skip
    found = Evaluation(
        recipe=trained.name,
        evaluate=chosen.model_dump() | calibration.sizes.model_dump(),
        scores=[*card.scores, *own.scores(discriminator, test=test, reference=reference, generated=waves)],
        effective_bits=card.effective_bits,
        curve=figure_data.curve(card),
    )
    files.write_json(paths.METRICS, found.model_dump())
    files.write_json(paths.HEADLINES, headline_values(found.scores))
    files.write_arrays(paths.FIGURE_DATA, figure_data.arrays(card, data.sets["test"], data.sets["reference"]))


if __name__ == "__main__":
    terminal.run(main, records.BadWavesError, networks.MisfitError, UnscorableError, alone="evaluate")
