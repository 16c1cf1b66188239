"""Score a file of generated series as TimeGAN's authors do, for comparison with published tables."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from sinegan.datasets import readers
from sinegan.io import console, files
from sinegan.reporting import text_tables
from sinegan.runtime import determinism
from sinegan.timegan import scores

_BLIND = (
    "For comparison with published tables only: these scores cannot see white noise of a hundredth of the range. "
    "'sinegan score' without --timegan can."
)


def score_timegan(file: str, real: str, seed: int, *, out: str | None) -> None:
    """Print TimeGAN's discriminative and predictive score, each with its baseline.

    Parameters
    ----------
    file, real
        Paths of generated and of real series of two channels or more, in the same units.
    seed
        Of weights, splits and batches.
    out
        Path of a JSON file for the scores.
    """
    determinism.enable()
    series = readers.read_rows(real)
    generated = readers.read_rows(file, series.values.shape[1:])
    for path, read in ((real, series), (file, generated)):
        for note in read.notes[1:]:
            console.echo(f"{path}: {note}")
        console.warn(read.warnings)
    results = scores.timegan_scores(series.values, generated.values, seed)
    console.echo(text_tables.timegan_table([_row(score) for score in results]))
    console.echo(_BLIND)
    if out:
        values = {
            score.name: {"value": score.values.tolist(), "baseline": score.baseline.tolist()} for score in results
        }
        files.write_json(out, {"file": file, "real": real, "seed": seed, "timegan": values})


def _row(score: scores.TimeGanScore) -> tuple[str, float, float, float, float]:
    sides = [(float(values.mean()), scores.half_width(values)) for values in (score.values, score.baseline)]
    return score.name, *sides[0], *sides[1]
