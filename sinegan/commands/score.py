"""Score a file of waves, whatever drew them."""

from pathlib import Path

from sinegan.datasets import readers, splits
from sinegan.evaluation import scorecard
from sinegan.io import console, files, params, paths
from sinegan.metrics.floors import Calibration
from sinegan.reporting import summary, text_tables
from sinegan.runtime import thread_map
from sinegan.schema.scores import headlines
from sinegan.waves.law import Waves


def score(file: str, seed: int, *, training: str | None, out: str | None) -> None:
    """Print a table of scores and what they mean, against the distribution in params.yaml or the user's series.

    Parameters
    ----------
    file
        Path of the waves, one per row.
    seed
        Of the classifiers and of noise.
    training
        Path of the waves that the generator learnt from, to look for copies.
    out
        Path of a JSON file for the scores.
    """
    chosen = params.section("waves", Waves)
    calibration = files.read_record(paths.CALIBRATION, Calibration) if Path(paths.CALIBRATION).exists() else None
    record = splits.record(chosen, readers.brought(chosen.source, paths.USER_WAVES))
    generated = record.scaled(readers.read(file))
    learnt_from = record.scaled(readers.read(training)) if training else None
    with console.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            record.sets["test"].waves, generated, record.axis, seed, training=learnt_from, calibration=calibration,
            each=thread_map.each, report=report,
        )  # fmt: skip
    console.say(text_tables.plain(card.scores))
    console.say(summary.verdict(headlines(card.scores), card.effective_bits).replace("**", ""))
    if out:
        scores = [score.model_dump() for score in card.scores]
        files.write_json(out, {"file": file, "seed": seed, "scores": scores})
