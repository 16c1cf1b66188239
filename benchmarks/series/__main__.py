"""How well real series are learnt: three data sets, five trainings each, all scores beside their baselines.

    python -m benchmarks.series                             on an idle machine: 20 minutes; writes series.json
    python -m benchmarks.series --trainings 1               the first training of each data set
    python -m benchmarks.series --steps 20 --out FILE       a trial with short trainings

The series go the way of a user's file: split, scaled, learnt by a recipe of params.yaml as it is, drawn, and scored
against held-out ones. Each finished training is written at once; started again, the benchmark goes on where it ended,
unless recipe, data or versions have changed. The data need two packages, see data.py.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import argparse
import json
import logging
import warnings
from collections.abc import Sequence
from typing import Any

from sklearn.exceptions import ConvergenceWarning

from benchmarks.series import scores, tables, trainings
from benchmarks.series.data import DATA_SETS, DataSet
from benchmarks.series.results import Results
from sinegan.calibration.options import Calibrate
from sinegan.io import console, params
from sinegan.provenance import versions
from sinegan.runtime import determinism

OUT = "benchmarks/series.json"
_SHOWN = ("c2st_accuracy", "dense_accuracy", "series_cnn_accuracy", "coverage", "memorization")
_FEW = {"n_classifier": 100, "baseline_repeats": 3, "classifier_baseline_repeats": 3}
"""Of a trial."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on every data set with every seed, one after the other, and score."""
    options = _options(arguments)
    determinism.enable()
    warnings.simplefilter("ignore", ConvergenceWarning)  # the dense classifier is trained for a fixed time
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # each training has functions of its own
    results = Results(options.out)
    for name in options.only or DATA_SETS:
        _run(name, DATA_SETS[name], results, options)
    console.echo(tables.overview(results.data))


def _run(name: str, data_set: DataSet, results: Results, options: argparse.Namespace) -> None:
    steps, seeds = options.steps, trainings.SEEDS[: options.trainings]
    data, recipe = trainings.prepared(name, data_set), trainings.recipe(data_set.recipe, steps)
    calibrate = params.section("calibrate", Calibrate)
    calibrate = calibrate if steps is None else calibrate.model_copy(update=_FEW)
    made_of = {
        "recipe": recipe.model_dump() | {"seed": None},
        "name": data_set.recipe,
        "waves": dict(data_set.waves),
        "sizes": {set_name: len(waves) for set_name, waves in data.sets.items()},
        "calibrate": calibrate.model_dump(),
        "versions": {"training": versions.TRAINING, "scoring": versions.SCORING},
    }
    entry = results.entry(name, json.loads(json.dumps(made_of)))
    missing = [seed for seed in seeds if str(seed) not in entry["seeds"]]
    console.echo(f"{name}: {len(entry['seeds'])} of {len(trainings.SEEDS)} trainings are finished")
    if not missing and "baseline" in entry:
        return
    known = scores.calibration(data, calibrate)
    entry["baseline"] = scores.baseline(data, known)
    entry["baseline"]["mean"] |= scores.timegan_baseline(data, steps=steps)
    results.save(name, entry)
    console.echo(f"  baseline {_words(entry['baseline']['mean'])}")
    for seed in missing:
        drawn = trainings.train(data, recipe, seed)
        row: dict[str, Any] = scores.scores(data, drawn.series, known)
        row |= scores.timegan_scores(data, drawn.series, steps=steps)
        row |= {"seconds": round(drawn.seconds, 2), "seconds_before": round(drawn.before, 2)}
        entry["seeds"][str(seed)] = row
        results.save(name, entry)
        console.echo(f"  seed {seed}: {drawn.seconds:.0f} s, {_words(row)}")


def _words(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {values[name]:.3g}" for name in _SHOWN if values.get(name) is not None)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.series", description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, help="shorter trainings, for a trial; needs --out")
    parser.add_argument("--trainings", type=int, help="of each data set, at most; by default all five")
    parser.add_argument("--out", default=OUT, help=f"file of results ({OUT})")
    parser.add_argument("--only", action="append", choices=list(DATA_SETS), help="one data set; may be repeated")
    options = parser.parse_args(arguments)
    if options.steps is not None and options.out == OUT:
        parser.error(f"--steps is for trials, whose results do not belong into {OUT}: name another --out")
    return options


if __name__ == "__main__":
    console.run(main)
