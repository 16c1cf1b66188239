"""Score the trained generator's waves against real ones."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from sinegan.classifiers import conv_net
from sinegan.classifiers.models import LADDER
from sinegan.evaluation import discriminator_scores, figure_data, scorecard
from sinegan.evaluation.options import Evaluate
from sinegan.io import console, files, params, paths, wave_sets
from sinegan.measurement.sample import UnscorableError
from sinegan.metrics.floors import Calibration
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import TrainedRecipe
from sinegan.runtime import determinism, thread_map
from sinegan.schema.scores import Evaluation, headline_values
from sinegan.waves import dataset


def main() -> None:
    determinism.one_thread_per_operation()
    chosen = params.section("evaluate", Evaluate)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    data = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    calibration = files.read_record(paths.CALIBRATION, Calibration)
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    generator, discriminator = build.rebuild(trained, data.axis.n_points)
    weights.read_into(generator, paths.GENERATOR)
    weights.read_into(discriminator, paths.DISCRIMINATOR)
    waves = sampling.sample(generator, calibration.sizes.n_waves, seed=chosen.seed)
    test, reference = data.sets["test"].waves, data.sets["reference"].waves
    ladder = (*LADDER, conv_net.rung(data.axis.n_points))
    with console.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            test, waves, data.axis, chosen.seed, training=pool, calibration=calibration,
            ladder=ladder, each=thread_map.each, report=report,
        )  # fmt: skip
    found = Evaluation(
        recipe=trained.name,
        evaluate=chosen.model_dump() | calibration.sizes.model_dump(),
        scores=[
            *card.scores,
            *discriminator_scores.scores(discriminator, test=test, reference=reference, generated=waves),
        ],
        effective_bits=card.effective_bits,
        curve=figure_data.curve(card),
    )
    files.write_json(paths.METRICS, found.model_dump())
    files.write_json(paths.HEADLINES, headline_values(found.scores))
    files.write_arrays(paths.FIGURE_DATA, figure_data.arrays(card, data.sets["test"], data.sets["reference"]))


if __name__ == "__main__":
    console.run(main, dataset.BadWavesError, build.MisfitError, UnscorableError, alone="evaluate")
