"""The cost of live logging to MLflow and of checkpoints, and the delay until MLflow has the run.

    python -m benchmarks.following        on an idle machine

Trainings without either, with MLflow and with checkpoints take turns, for the recipes with the longest and the shortest
steps. Each is timed from its tenth second on, and before it, while MLflow is loaded. Then trainings are logged next to
two busy processes per core until MLflow has their run. Results go to following.json.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import machine
from benchmarks.busy import busy
from sinegan.io import console, files, params
from sinegan.networks.recipe import Recipe
from sinegan.runtime import determinism, thread_map
from sinegan.tracking.live import live_log
from sinegan.training import checkpoints, loop
from sinegan.training.batches import from_pool
from sinegan.waves.draw import draw
from sinegan.waves.options import Waves

OUT, DATA, TURNS, START = "benchmarks/following.json", "data/train.npz", 4, 10.0
WAYS = ("alone", "followed", "kept")
SIZES = {"article": {"steps": 400}, "modern": {"steps": 12_000}}
"""Steps for about half a minute of training."""
N_BUSY_TRAININGS, BUSY_PER_CORE = 5, 2


def main() -> None:
    """Measure, write the results, and print them."""
    determinism.enable()
    law, recipes = params.section("waves", Waves).law, params.recipes(Recipe)
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    results: dict[str, Any] = {"machine": machine.facts(), "turns": {name: [] for name in SIZES}}
    with (
        tempfile.TemporaryDirectory() as store,
        console.progress(len(SIZES) * TURNS * len(WAYS), "training") as report,
    ):
        os.environ["DVC_ROOT"] = store
        for turn in range(TURNS):
            for name, size in SIZES.items():
                recipe = recipes[name].model_copy(update={**size, "seed": turn})
                results["turns"][name].append({way: _seconds(name, recipe, pool, way) for way in WAYS})
                files.write_json(OUT, results)
                report(sum(map(len, results["turns"].values())) * len(WAYS), {})
        results["busy"] = {"processes": BUSY_PER_CORE * thread_map.cores(), "seconds_to_run": []}
        with busy(results["busy"]["processes"]):
            for turn in range(N_BUSY_TRAININGS):
                os.environ["DVC_ROOT"] = f"{store}/{turn}"
                Path(store, str(turn)).mkdir()
                recipe = recipes["article"].model_copy(update={"steps": 10_000, "seed": turn})
                results["busy"]["seconds_to_run"].append(round(_seconds_to_run(recipe, pool), 1))
                files.write_json(OUT, results)
    console.echo(table(results["turns"]))
    console.echo(delay(results["busy"]))


def delay(busy_results: Mapping[str, Any]) -> str:
    """A sentence about the delay until MLflow has a run, on a busy machine."""
    seconds = busy_results["seconds_to_run"]
    return (
        f"With {busy_results['processes']} busy processes, MLflow had the run {statistics.median(seconds):.0f} s "
        f"({min(seconds):.0f} .. {max(seconds):.0f}, {len(seconds)} trainings) after the start of its training."
    )


def _seconds_to_run(recipe: Recipe, pool: Any) -> float:
    """From the start of a training to the message that MLflow has its run."""
    began = time.monotonic()
    with live_log.logging("article", recipe.model_dump(), DATA) as log:
        for update in loop.run(recipe, from_pool(pool), pool.shape[1]):
            log.row(update.step, update.row)
            if log.messages:
                break
    return time.monotonic() - began


def table(turns: Mapping[str, Any]) -> str:
    """Medians of the ratios over turns, with minimum and maximum, as Markdown."""
    lines = [
        "| time per step, relative to training alone | turns | with MLflow | while MLflow loads | with checkpoints |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, measured in turns.items():
        cells = [
            _ratios([turn[way][part] / turn["alone"][part] for turn in measured])
            for way, part in (("followed", "loop"), ("followed", "start"), ("kept", "loop"))
        ]
        lines.append(f"| {name} | {len(measured)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratios(values: list[float]) -> str:
    return f"{statistics.median(values):.3f} ({min(values):.3f} .. {max(values):.3f})"


def _seconds(name: str, recipe: Recipe, pool: Any, way: str) -> dict[str, float]:
    """Seconds per step of one training, before and after its tenth second."""
    stamps: list[tuple[float, int]] = []
    values = recipe.model_dump()
    logging: AbstractContextManager[Any] = live_log.logging(name, values, DATA) if way == "followed" else nullcontext()
    keeping: AbstractContextManager[Any] = checkpoints.for_training(values, DATA) if way == "kept" else nullcontext()
    with keeping as kept, logging as log:
        for update in loop.run(recipe, from_pool(pool), pool.shape[1]):
            stamps.append((time.perf_counter(), update.step))
            if log:
                log.row(update.step, update.row)
            if log and update.snapshot is not None:
                log.snapshot(update.step, update.snapshot)
            if kept:
                kept.save_if_due(update.capture)
    first, last = stamps[0], stamps[-1]
    middle = next(stamp for stamp in stamps if stamp[0] > first[0] + START)
    parts = {"start": (first, middle), "loop": (middle, last)}
    return {part: (end[0] - begin[0]) / (end[1] - begin[1]) for part, (begin, end) in parts.items()}


if __name__ == "__main__":
    main()
