"""How well real series are learnt: three data sets, five seeds each.

    python -m benchmarks.series [STEPS]        on an idle machine; fewer steps for a trial without results

The series go the way of a user's file: split, scaled, learnt by a recipe of params.yaml as it is, drawn, and scored
against held-out ones. Held-out series of the other set, scored the same way, are the baseline. Results go to
series.json. The data need two packages, see series_data.py. Scoring takes longer than training: an hour in all.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import statistics
import sys
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

import sinegan
from benchmarks import machine
from benchmarks.series_data import DATA_SETS, DataSet
from sinegan.datasets.prepare import prepare
from sinegan.io import console, files, params
from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe
from sinegan.runtime import determinism
from sinegan.training import loop
from sinegan.training.batches import from_set
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.options import Waves

OUT = "benchmarks/series.json"
SEEDS = (200, 201, 202, 203, 204)
N_GENERATED = 2_000
SHOWN = ("c2st_accuracy", "precision", "recall", "density", "coverage", "spectral_distance_db", "memorization")
OURS = ("spread", "spread_of_first_point", "seconds", "seconds_before")

Values = dict[str, float | None]


def main() -> None:
    """Train on every data set with every seed, one after the other."""
    determinism.one_thread_per_operation()
    few_steps = int(sys.argv[1]) if len(sys.argv) > 1 else None
    results: dict[str, Any] = {"machine": machine.facts(), "data": {}}
    with console.progress(len(DATA_SETS) * len(SEEDS), "training") as report:
        for name, data_set in DATA_SETS.items():
            data = _prepared(name, data_set)
            entry: dict[str, Any] = {"recipe": data_set.recipe, "waves": dict(data_set.waves), "sizes": _sizes(data)}
            entry["baseline"] = _scores(data, data.sets["reference"].waves)
            entry["seeds"] = {}
            results["data"][name] = entry
            for seed in SEEDS:
                entry["seeds"][str(seed)] = _trial(data, _recipe(data_set.recipe, seed, few_steps))
                if few_steps is None:
                    files.write_json(OUT, results)
                report(sum(len(other["seeds"]) for other in results["data"].values()), {})
    console.echo(table(results["data"]))


def table(data: Mapping[str, Any]) -> str:
    """The median over seeds beside the baseline, with minimum and maximum, as Markdown."""
    lines = ["| data | score | baseline | median | range over seeds |", "|---|---|--:|--:|--:|"]
    for name, entry in data.items():
        for score in (*SHOWN, *OURS):
            of_seeds = [_value(trial, score) for trial in entry["seeds"].values()]
            values = [value for value in of_seeds if value is not None]
            if values:
                cells = [_number(_value(entry["baseline"], score)), _number(statistics.median(values))]
                ends = f"{_number(min(values))} to {_number(max(values))}"
                lines.append(f"| {name} | `{score}` | {' | '.join(cells)} | {ends} |")
    return "\n".join(lines)


def _value(trial: Values, score: str) -> float | None:
    """Of a score by its name; keys begin with its family."""
    return next((value for key, value in trial.items() if key.split("/")[-1] == score), None)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def _prepared(name: str, data_set: DataSet) -> WaveDataset:
    options = params.section("waves", Waves).model_dump() | {"source": name} | dict(data_set.waves)
    return prepare(Waves.model_validate(options), data_set.user_series(name)).data


def _sizes(data: WaveDataset) -> dict[str, int]:
    return {name: len(waves) for name, waves in data.sets.items()}


def _recipe(name: str, seed: int, few_steps: int | None) -> Recipe:
    recipe = params.recipes(Recipe)[name].model_copy(update={"seed": seed})
    return recipe if few_steps is None else recipe.model_copy(update={"steps": few_steps, "snapshot_every": few_steps})


def _trial(data: WaveDataset, recipe: Recipe) -> Values:
    """Scores, and seconds of training and of what comes before its first step."""
    start = time.perf_counter()
    *_, last = loop.run(recipe, from_set(data.sets["pool"]), *data.grid.shape)
    trained = last.result()
    before = time.perf_counter() - start - trained.seconds
    generator = build.as_in_file(trained.state.ema_generator, data.grid.shape, None)
    drawn = sampling.sample(generator, N_GENERATED, seed=1)
    return _scores(data, drawn) | {"seconds": round(trained.seconds, 2), "seconds_before": round(before, 2)}


def _scores(data: WaveDataset, drawn: NDArray[np.float32]) -> Values:
    """All scores by key and the headlines by name, and how much the series spread as a fraction of how learnt ones do.

    The spread is the standard deviation at each point, in the units of the file: root mean square over all points, and
    at the first point, the median over channels. The learnt series are more than the held-out ones.
    """
    learnt = data.sets["pool"].waves
    card = sinegan.score(data.sets["test"].waves, drawn, training=learnt)
    spread, spread_of_real = (_in_file(data, waves).std(axis=0) for waves in (drawn, learnt))
    own = {
        "spread": _rms(spread) / _rms(spread_of_real),
        "spread_of_first_point": float(np.median(np.atleast_1d(spread[0] / spread_of_real[0]))),
    }
    return {score.key: score.value for score in card} | card.headlines | own


def _in_file(data: WaveDataset, waves: NDArray[np.float32]) -> NDArray[np.float64]:
    return data.scaling.undo(waves) if data.scaling else waves.astype(np.float64)


def _rms(values: NDArray[np.float64]) -> float:
    return float(np.sqrt(np.mean(np.square(values))))


if __name__ == "__main__":
    console.run(main)
