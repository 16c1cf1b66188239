"""Scaling of a study: trials per minute for a number of workers, and the overhead of the coordinator.

    python -m benchmarks.study_scale

Real trials of a small recipe on one and two processes; then sleeping trials on up to 200 workers within this process.
They need no processor time, so that the coordinator is measured: it sends trials, receives results and writes files.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from distributed import Client, LocalCluster

from benchmarks import machine
from sinegan.io import console, files, params
from sinegan.metrics.baseline import Calibration, Sizes
from sinegan.networks.recipe import Recipe
from sinegan.runtime import determinism
from sinegan.studies import cluster, tasks
from sinegan.studies.trial import Data, Outcome, run
from sinegan.waves.draw import draw
from sinegan.waves.options import Waves

OUT = "benchmarks/study_scale.json"
TRIALS, WORKERS = 8, (1, 2)
SLEEPERS, NAP, ROUNDS = (10, 50, 200), 2.0, 5
MANY = 10_000
_CODE = frozenset({"sinegan/studies/trial.py"})


def main() -> None:
    """Measure, write, and print."""
    results: dict[str, Any] = {"machine": machine.facts(), "real": {}, "sleeping": {}}
    for workers in WORKERS:
        results["real"][str(workers)] = _real(workers)
        files.write_json(OUT, results)
    for workers in SLEEPERS:
        results["sleeping"][str(workers)] = _sleeping(workers, workers * ROUNDS, NAP)
    results["many"] = _sleeping(100, MANY, 0.0)
    files.write_json(OUT, results)
    console.echo(table(results))


def table(results: dict[str, Any]) -> str:
    """Markdown."""
    lines = ["| trials | workers | trials per minute | efficiency |", "|---|--:|--:|--:|"]
    single = results["real"]["1"]["per_minute"]
    for workers, row in results["real"].items():
        efficiency = row["per_minute"] / single / int(workers)
        processes = "1 process" if workers == "1" else f"{workers} processes"
        lines.append(f"| real, small | {processes} | {row['per_minute']:.1f} | {efficiency:.0%} |")
    for workers, row in sorted(results["sleeping"].items(), key=lambda item: int(item[0])):
        ideal = 60 * int(workers) / NAP
        efficiency = row["per_minute"] / ideal
        lines.append(f"| sleeping {NAP:g} s | {workers} in one process | {row['per_minute']:.0f} | {efficiency:.0%} |")
    many = results["many"]
    lines.append(f"| empty, {many['trials']} | 100 in one process | {many['per_minute']:.0f} | |")
    return "\n".join(lines)


def _real(workers: int) -> dict[str, float]:
    """Small trials on processes; the first trial of each worker, which loads TensorFlow, is not timed."""
    law = params.section("waves", Waves).law
    pool, test, reference = (draw(law, n, np.random.default_rng(n)).waves for n in (2_000, 400, 401))
    sizes = Sizes(n_waves=400, n_pairwise=100, n_classifier=100, classifier_repeats=1)
    data = Data(law, pool, test, reference, Calibration(law=law, sizes=sizes, baselines={}, corrupted=[]), seed=1)
    recipe = params.recipes(Recipe)["article"].model_copy(update={"batch_size": 1_000, "steps": 50})
    work = tasks.TaskSpec(run, determinism.enable, data, _CODE)
    with cluster.connect(None, workers=workers) as client:
        _finish(client, work, {f"first-{n}": recipe for n in range(workers)})
        todo = {f"trial-{n}": recipe.model_copy(update={"seed": n}) for n in range(TRIALS)}
        return _per_minute(TRIALS, lambda: _finish(client, work, todo))


def _sleeping(workers: int, trials: int, nap: float) -> dict[str, float]:
    work = tasks.TaskSpec(_sleep, _no_preparation, None, frozenset())
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=False, memory_limit=0, dashboard_address="127.0.0.1:0"
        ) as local,
        Client(local) as client,
    ):
        return _per_minute(trials, lambda: _finish(client, work, {f"nap-{n}": nap for n in range(trials)}))


def _per_minute(trials: int, work: Callable[[], None]) -> dict[str, float]:
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    return {"trials": trials, "seconds": round(seconds, 2), "per_minute": round(60 * trials / seconds, 1)}


def _finish(client: Client, work: tasks.TaskSpec, todo: dict[str, Any]) -> None:
    """As in a study: each result is written to a file at once."""
    with tempfile.TemporaryDirectory() as folder:
        for done in tasks.run(client, work, todo):
            if done.error:
                raise done.error
            files.write_json(str(Path(folder) / f"{done.key}.json"), done.result.scores)


def _no_preparation() -> None:
    """No preparation."""


def _sleep(seconds: float, _: object) -> Outcome:
    """A trial that only sleeps, with as many scores as a real one."""
    time.sleep(seconds)
    return Outcome({f"score/{number}": float(number) for number in range(70)}, {}, None, {"train": seconds})


if __name__ == "__main__":
    main()
