"""Score a file of generated waves."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets import plausibility, prepare, readers
from sinegan.evaluation import scorecard
from sinegan.io import console, files, params, paths
from sinegan.metrics.baseline import Calibration
from sinegan.reporting import summary, text_tables
from sinegan.runtime import thread_map
from sinegan.scoring import classifiers_of
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.draw import blocks_of
from sinegan.waves.law import Law
from sinegan.waves.options import Waves


def score(file: str, seed: int, *, training: str | None, out: str | None) -> None:
    """Print a table of scores and their interpretation, against the distribution in params.yaml or the user's file.

    Parameters
    ----------
    file
        Path of the waves, one per row.
    seed
        Of the classifiers and of the noise added to their inputs.
    training
        Path of the generator's training waves, to look for copies. None: for series of the user's file, those of it
        that are not held out.
    out
        Path of a JSON file for the scores.
    """
    options = params.section("waves", Waves)
    calibration = files.read_model(paths.CALIBRATION, Calibration) if Path(paths.CALIBRATION).exists() else None
    data = prepare.prepare(options, readers.load_user_series(options, paths.USER_DATA)).data
    test, generated = data.sets["test"], _read(file, data)
    training_waves = _read(training, data) if training else _learnt(data)
    console.warn(_of_other_height(data, generated))
    classifiers = classifiers_of(data.grid)
    with console.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            test.waves, generated, data.grid, seed, training=training_waves, block=blocks_of(test),
            calibration=calibration, classifiers=classifiers, parallel_map=thread_map.parallel_map, report=report,
        )  # fmt: skip
    console.echo(text_tables.score_table(card.scores))
    console.echo(summary.overview(card).replace("**", ""))
    if out:
        scores = [score.model_dump() for score in card.scores]
        files.write_json(out, {"file": file, "seed": seed, "scores": scores})


def _learnt(data: WaveDataset) -> NDArray[np.floating] | None:
    """What a generator of series of the user's file has learnt from; of drawn waves it is not known."""
    return None if isinstance(data.grid, Law) else data.sets["pool"].waves


def _read(file: str, data: WaveDataset) -> NDArray[np.floating]:
    """Series of a file, in the units of the sets; prints what was left out, and what may be wrong."""
    series = readers.read_rows(file, data.grid.shape)
    for words in series.words[1:]:
        console.echo(f"{file}: {words}")
    console.warn(series.warnings)
    return data.scaled(series.values)


def _of_other_height(data: WaveDataset, generated: NDArray[np.floating]) -> list[str]:
    """A line if the series to score span another range than the real ones, in the units of the file."""
    name = "the law's" if isinstance(data.grid, Law) else "those of waves.source"
    sets = (generated, data.sets["test"].waves)
    scored, real = (data.scaling.undo(part) if data.scaling else part for part in sets)
    line = plausibility.other_height(scored, real, name)
    return [line] if line else []
