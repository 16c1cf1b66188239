"""Score a file of waves, whoever drew them, against the law of params.yaml; without the GAN and TensorFlow."""

import argparse
from pathlib import Path

from stages.judges import scorecard
from stages.metrics.floors import Calibration
from stages.metrics.sample import UnscorableError
from stages.outside import files, params, paths, tables, terminal, threads, verdict, wave_files
from stages.schema.scores import headlines
from stages.waves import own, records
from stages.waves.law import Waves


def main() -> None:
    asked = _arguments()
    chosen = params.section("waves", Waves)
    calibration = files.read_record(paths.CALIBRATION, Calibration) if Path(paths.CALIBRATION).exists() else None
    record = own.record(chosen, wave_files.brought(chosen.source, paths.USER_WAVES))
    generated = record.scaled(wave_files.read(asked.file))
    training = record.scaled(wave_files.read(asked.training)) if asked.training else None
    with terminal.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            record.sets["test"].waves, generated, record.axis, asked.seed, training=training, calibration=calibration,
            each=threads.each, report=report,
        )  # fmt: skip
    terminal.say(tables.plain(card.scores))
    terminal.say(verdict.verdict(headlines(card.scores), card.effective_bits).replace("**", ""))
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
    terminal.run(main, UnscorableError, records.BadWavesError)
