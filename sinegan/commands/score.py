"""Score a file of generated waves."""

from pathlib import Path

from sinegan.datasets import readers, splits
from sinegan.evaluation import scorecard
from sinegan.io import console, files, params, paths
from sinegan.metrics.baseline import Calibration
from sinegan.reporting import summary, text_tables
from sinegan.runtime import thread_map
from sinegan.waves.law import Waves


def score(file: str, seed: int, *, training: str | None, out: str | None) -> None:
    """Print a table of scores and their interpretation, against the distribution in params.yaml or the user's file.

    Parameters
    ----------
    file
        Path of the waves, one per row.
    seed
        Of the classifiers and of the noise added to their inputs.
    training
        Path of the generator's training waves, to look for copies.
    out
        Path of a JSON file for the scores.
    """
    options = params.section("waves", Waves)
    calibration = files.read_model(paths.CALIBRATION, Calibration) if Path(paths.CALIBRATION).exists() else None
    data = splits.make_dataset(options, readers.load_user_waves(options.source, paths.USER_DATA))
    generated = data.scaled(readers.read(file))
    training_waves = data.scaled(readers.read(training)) if training else None
    with console.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            data.sets["test"].waves, generated, data.grid, seed, training=training_waves, calibration=calibration,
            parallel_map=thread_map.parallel_map, report=report,
        )  # fmt: skip
    console.echo(text_tables.score_table(card.scores))
    console.echo(summary.overview(card).replace("**", ""))
    if out:
        scores = [score.model_dump() for score in card.scores]
        files.write_json(out, {"file": file, "seed": seed, "scores": scores})
