"""What it costs a training that MLflow follows it, and that it writes checkpoints; how soon its run is there.

    python -m benchmarks.following        on a machine that does nothing else

Trainings alone, followed and keeping checkpoints take turns, by the recipes with the longest and the shortest steps.
Each is timed from its tenth second on: MLflow is loaded meanwhile, which is told apart. Then trainings are followed
beside two busy processes for each core until MLflow has their run. Results go to following.json.
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
from sinegan.tracking import live
from sinegan.training import checkpoints, loop
from sinegan.training.batches import from_pool
from sinegan.waves.draw import draw
from sinegan.waves.law import Waves

OUT, DATA, TURNS, START = "benchmarks/following.json", "data/train.npz", 4, 10.0
WAYS = ("alone", "followed", "kept")
SIZES = {"article": {"epochs": 400}, "modern": {"epochs": 12_000}}
"""About half a minute of each."""
OPENINGS, BUSY_PER_CORE = 5, 2


def main() -> None:
    """Measure, write the results, and print them."""
    determinism.one_thread_per_operation()
    law, recipes = params.section("waves", Waves).law, params.recipes(Recipe)
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    found: dict[str, Any] = {"machine": machine.facts(), "turns": {name: [] for name in SIZES}}
    with (
        tempfile.TemporaryDirectory() as store,
        console.progress(len(SIZES) * TURNS * len(WAYS), "training") as report,
    ):
        os.environ["DVC_ROOT"] = store
        for turn in range(TURNS):
            for name, size in SIZES.items():
                recipe = recipes[name].model_copy(update={**size, "seed": turn})
                found["turns"][name].append({way: _seconds(name, recipe, pool, way) for way in WAYS})
                files.write_json(OUT, found)
                report(sum(map(len, found["turns"].values())) * len(WAYS), {})
        found["busy"] = {"processes": BUSY_PER_CORE * thread_map.cores(), "seconds_to_run": []}
        with busy(found["busy"]["processes"]):
            for turn in range(OPENINGS):
                os.environ["DVC_ROOT"] = f"{store}/{turn}"
                Path(store, str(turn)).mkdir()
                recipe = recipes["article"].model_copy(update={"epochs": 10_000, "seed": turn})
                found["busy"]["seconds_to_run"].append(round(_seconds_to_run(recipe, pool), 1))
                files.write_json(OUT, found)
    console.say(table(found["turns"]))
    console.say(words(found["busy"]))


def words(found: Mapping[str, Any]) -> str:
    """How soon a run is there on a busy machine."""
    seconds = found["seconds_to_run"]
    return (
        f"Beside {found['processes']} busy processes MLflow had the run {statistics.median(seconds):.0f} s "
        f"({min(seconds):.0f} .. {max(seconds):.0f}, {len(seconds)} trainings) after its training began."
    )


def _seconds_to_run(recipe: Recipe, pool: Any) -> float:
    """From the start of a training to the message that MLflow follows it."""
    began = time.monotonic()
    with live.following("article", recipe.model_dump(), DATA) as following:
        for progress in loop.run(recipe, from_pool(pool), pool.shape[1]):
            following.row(progress.step, progress.row)
            if following.messages:
                break
    return time.monotonic() - began


def table(turns: Mapping[str, Any]) -> str:
    """Medians of the turns' ratios, with the least and the greatest, as Markdown."""
    lines = [
        "| the loop's time over its time alone | turns | followed by MLflow | while MLflow loads | with checkpoints |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, found in turns.items():
        cells = [
            _ratios([turn[way][part] / turn["alone"][part] for turn in found])
            for way, part in (("followed", "loop"), ("followed", "start"), ("kept", "loop"))
        ]
        lines.append(f"| {name} | {len(found)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratios(values: list[float]) -> str:
    return f"{statistics.median(values):.3f} ({min(values):.3f} .. {max(values):.3f})"


def _seconds(name: str, recipe: Recipe, pool: Any, way: str) -> dict[str, float]:
    """Seconds per epoch of one training, before and after its tenth second."""
    stamps: list[tuple[float, int]] = []
    values = recipe.model_dump()
    watched: AbstractContextManager[Any] = live.following(name, values, DATA) if way == "followed" else nullcontext()
    kept: AbstractContextManager[Any] = checkpoints.of_training(values, DATA) if way == "kept" else nullcontext()
    with kept as keeping, watched as following:
        for progress in loop.run(recipe, from_pool(pool), pool.shape[1]):
            stamps.append((time.perf_counter(), progress.step))
            if following:
                following.row(progress.step, progress.row)
            if following and progress.snapshot is not None:
                following.snapshot(progress.step, progress.snapshot)
            if keeping:
                keeping.offer(progress.capture)
    first, last = stamps[0], stamps[-1]
    middle = next(stamp for stamp in stamps if stamp[0] > first[0] + START)
    parts = {"start": (first, middle), "loop": (middle, last)}
    return {part: (end[0] - begin[0]) / (end[1] - begin[1]) for part, (begin, end) in parts.items()}


if __name__ == "__main__":
    main()
