"""Score a file of generated waves."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.benchmark import protocol
from sinegan.datasets import plausibility, prepare, readers
from sinegan.io import console, files, params, paths
from sinegan.metrics.baseline import Calibration
from sinegan.runtime import thread_map
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.draw import blocks_of
from sinegan.waves.law import Law
from sinegan.waves.options import Waves

_NO_PARAMETERS = (
    "no params.yaml of this project here: the waves are compared with the benchmark's, see 'sinegan benchmark data'"
)
_SECTIONS = ("waves:", "recipes:")
"""Lines that a params.yaml of this project begins with."""


class _Inputs(NamedTuple):
    """What is scored, and what with, in the units of the sets."""

    data: WaveDataset
    generated: NDArray[np.floating]
    training: NDArray[np.floating] | None


def score(file: str, seed: int, *, training: str | None, out: str | None) -> None:
    """Print a table of scores and their interpretation, against the distribution in params.yaml or the user's file.

    In a folder without params.yaml, the distribution and the baselines are those of the benchmark.

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
    options, calibration = _here()
    inputs = _read(options, file, training)
    console.warn(_of_other_height(inputs))
    _score(inputs, calibration, file, seed, out)


def _here() -> tuple[Waves, Calibration | None]:
    """Real waves and baselines: those of the repository in this folder, or else of the benchmark."""
    if not _has_parameters(params.PATH):
        console.warn([_NO_PARAMETERS])
        return protocol.WAVES, protocol.calibration()
    known = Path(paths.CALIBRATION).exists()
    return params.section("waves", Waves), files.read_model(paths.CALIBRATION, Calibration) if known else None


def _has_parameters(path: Path) -> bool:
    """Whether there is a params.yaml of this project; other projects with DVC have one of their own."""
    if not path.exists():
        return False
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return True  # what is wrong with it is told when it is read
    return any(line.startswith(_SECTIONS) for line in lines)


def _read(options: Waves, file: str, training: str | None) -> _Inputs:
    """The files first, unless only the user's series tell how long each must be: drawing waves takes a second."""
    source = readers.load_user_series(options, paths.USER_DATA)
    prepared = None if source is None else prepare.prepare(options, source)
    shape = prepared.data.grid.shape if prepared else options.law.shape
    generated, learnt = _rows(file, shape), _rows(training, shape) if training else None
    data = (prepared or prepare.prepare(options, None)).data
    return _Inputs(data, data.scaled(generated), _learnt(data) if learnt is None else data.scaled(learnt))


def _learnt(data: WaveDataset) -> NDArray[np.floating] | None:
    """What a generator of series of the user's file has learnt from; of drawn waves it is not known."""
    return None if isinstance(data.grid, Law) else data.sets["pool"].waves


def _rows(file: str, shape: tuple[int, ...]) -> NDArray[np.floating]:
    """Series of a file; prints what was left out, and what may be wrong."""
    series = readers.read_rows(file, shape)
    console.warn([*series.notes[1:], *series.warnings])
    return series.values


def _of_other_height(inputs: _Inputs) -> list[str]:
    """A line if the series to score span another range than the real ones, in the units of the file."""
    data = inputs.data
    name = "the law's" if isinstance(data.grid, Law) else "those of waves.source"
    sets = (inputs.generated, data.sets["test"].waves)
    scored, real = (data.scaling.undo(part) if data.scaling else part for part in sets)
    line = plausibility.other_height(scored, real, name)
    return [line] if line else []


def _score(inputs: _Inputs, calibration: Calibration | None, file: str, seed: int, out: str | None) -> None:
    from sinegan.evaluation import scorecard  # takes seconds: faults of the files are told before
    from sinegan.reporting import summary, text_tables
    from sinegan.scoring import classifiers_of

    data, generated, training = inputs
    test = data.sets["test"]
    with console.progress(scorecard.STEPS, "step") as report:
        card = scorecard.evaluate(
            test.waves, generated, data.grid, seed, training=training, block=blocks_of(test), calibration=calibration,
            classifiers=classifiers_of(data.grid), parallel_map=thread_map.parallel_map, report=report,
        )  # fmt: skip
    console.echo(text_tables.score_table(card.scores))
    console.echo(summary.overview(card).replace("**", ""))
    if out:
        scores = [score.model_dump() for score in card.scores]
        files.write_json(out, {"file": file, "seed": seed, "scores": scores})
