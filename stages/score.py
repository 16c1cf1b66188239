"""Score a file of waves, whoever drew them, against the law of params.yaml; without the GAN and TensorFlow."""

import argparse
from pathlib import Path

from sinegan.datasets import readers, splits
from sinegan.evaluation import scorecard
from sinegan.io import console, files, params, paths
from sinegan.measurement.sample import UnscorableError
from sinegan.metrics.floors import Calibration
from sinegan.reporting import summary, text_tables
from sinegan.runtime import thread_map
from sinegan.schema.scores import headlines
from sinegan.waves import dataset
from sinegan.waves.law import Waves


def main() -> None:
    asked = _arguments()
    chosen = params.section("waves", Waves)
    calibration = files.read_record(paths.CALIBRATION, Calibration) if Path(paths.CALIBRATION).exists() else None
    record = splits.record(chosen, readers.brought(chosen.source, paths.USER_WAVES))
    generated = record.scaled(readers.read(asked.file))
    training = record.scaled(readers.read(asked.training)) if asked.training else None
    with console.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            record.sets["test"].waves, generated, record.axis, asked.seed, training=training, calibration=calibration,
            each=thread_map.each, report=report,
        )  # fmt: skip
    console.say(text_tables.plain(card.scores))
    console.say(summary.verdict(headlines(card.scores), card.effective_bits).replace("**", ""))
    if asked.out:
        files.write_json(
            asked.out, {"file": asked.file, "seed": asked.seed, "scores": [score.model_dump() for score in card.scores]}
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m stages.score", description=__doc__)
    parser.add_argument("file", help="waves, one per row: .npy, or CSV without a header")
    parser.add_argument("--training", metavar="FILE", help="waves that the generator learnt from, to look for copies")
    parser.add_argument("--out", metavar="FILE", help="also write the scores there, as JSON")
    parser.add_argument("--seed", type=int, default=1, help="of the judges and of noise (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    console.run(main, UnscorableError, dataset.BadWavesError)
