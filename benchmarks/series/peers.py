"""Score generators of other packages that were trained on TimeGAN's sines, as the recipe ``series`` is scored.

    make peers NAME=flowjax DATA=timegan SECONDS=60     trains; see docs/peers.md
    python -m benchmarks.series.peers                   scores what is trained, into series.json

Two minutes for each seed. Scored seeds are kept, unless they were trained again in another way.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from benchmarks.peers import entries, run
from benchmarks.series import scores, trainings
from benchmarks.series.__main__ import OUT
from benchmarks.series.data import DATA_SETS
from benchmarks.series.results import Results
from sinegan.calibration.options import Calibrate
from sinegan.errors import SineGanError
from sinegan.io import console, files, params
from sinegan.runtime import determinism

NAME = "TimeGAN's Sines"
FOLDER = run.FOLDER / "entries" / "timegan"

Score = Callable[[NDArray[np.float32]], scores.Values]


class NothingToCompareError(SineGanError):
    """No peer is trained, or the recipe has no scores to stand beside."""

    exit_code = 2


def main() -> None:
    """Score every folder's seeds that have no scores yet."""
    results = Results(OUT)
    if NAME not in results.data:
        raise NothingToCompareError(f'{OUT} has no "{NAME}"; run python -m benchmarks.series --only "{NAME}" first')
    determinism.enable()
    warnings.simplefilter("ignore", ConvergenceWarning)  # the dense classifier is trained for a fixed time
    score_all(FOLDER, results, _scorer())


def score_all(folder: Path, results: Results, score: Score) -> None:
    """Score each peer's folder in `folder`, and write the results after each seed.

    Parameters
    ----------
    folder
        With a folder of each training, as `benchmarks.peers.run` leaves it.
    results
        With an entry of the data set; what is found is kept in its ``peers``.
    score
        From series in the units of the pool to their scores.

    Raises
    ------
    NothingToCompareError
        The folder has no trainings.
    """
    trained = sorted(folder.glob(f"*/{entries.ENTRY}"))
    if not trained:
        raise NothingToCompareError(f"{folder} has no trainings; run make peers NAME=... DATA=timegan SECONDS=60 first")
    entry = dict(results.data[NAME])
    peers: dict[str, Any] = entry.setdefault("peers", {})
    for path in trained:
        training, made_of = files.read_json(str(path)), files.read_json(str(path.with_name(entries.MADE_FROM)))
        row = _row(peers.get(path.parent.name), training, made_of)
        peers[path.parent.name] = row
        for waves in sorted(path.parent.glob("seed-*.npy")):
            seed = waves.stem.removeprefix("seed-")
            if seed not in row["seeds"]:
                row["seeds"][seed] = score(np.load(waves, allow_pickle=False))
                results.save(NAME, entry)  # each takes minutes
                console.echo(f"{path.parent.name}, seed {seed}: strongest {row['seeds'][seed]['c2st_accuracy']:.3g}")
    results.save(NAME, entry)


def _row(before: Mapping[str, Any] | None, training: Mapping[str, Any], made_of: Mapping[str, Any]) -> dict[str, Any]:
    """What a training costs, with the scored seeds if it is still the same training."""
    scored = before["seeds"] if before is not None and before["made_of"] == made_of else {}
    costs = {key: training[key] for key in ("name", "seconds", "parameters", "failed")}
    return {"made_of": dict(made_of), **costs, "seeds": dict(scored)}


def _scorer() -> Score:
    data = trainings.prepared(NAME, DATA_SETS[NAME])
    known = scores.calibration(data, params.section("calibrate", Calibrate))

    def score(series: NDArray[np.float32]) -> scores.Values:
        scaled = data.scaling.apply(series) if data.scaling else series
        return scores.scores(data, scaled, known) | scores.timegan_scores(data, scaled, steps=None)

    return score


if __name__ == "__main__":
    console.run(main)
