"""The cost of live logging to MLflow and of checkpoints, and the delay until MLflow has the run.

    python -m benchmarks.following        on an idle machine

One training of each recipe with the longest and the shortest steps. Every ten seconds, the process that logs it to
MLflow is stopped or goes on. So each turn with it has turns without it right before and after, in the same training: a
machine's speed changes by a tenth and more between trainings. Checkpoints are written by the training itself, so that
their time is measured directly. Then trainings are logged next to two busy processes per core until MLflow has
their run. Results go to following.json.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import os
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import machine
from benchmarks.busy import busy
from benchmarks.following import table, turns
from sinegan.io import console, files, params
from sinegan.networks.recipe import Recipe
from sinegan.runtime import determinism, thread_map
from sinegan.tracking.live import live_log
from sinegan.training import loop
from sinegan.training.batches import from_pool
from sinegan.waves.draw import draw
from sinegan.waves.options import Waves

OUT, RECIPES, N_FOLLOWED = "benchmarks/following.json", ("article", "modern"), 16
N_BUSY_TRAININGS, BUSY_PER_CORE = 5, 2
ENDLESS = 10_000_000
"""Steps."""


def main() -> None:
    """Measure, write the results, and print them."""
    determinism.enable()
    law, recipes = params.section("waves", Waves).law, params.recipes(Recipe)
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    results: dict[str, Any] = {"machine": machine.facts(), "turns": {}, "seconds_to_load": {}}
    n_turns = 2 * N_FOLLOWED + 1
    with tempfile.TemporaryDirectory() as store, console.progress(len(RECIPES) * n_turns, "turn") as report:
        for name in RECIPES:
            os.environ["DVC_ROOT"] = f"{store}/{name}"
            recipe, measured = recipes[name].model_copy(update={"steps": ENDLESS}), list[turns.Turn]()
            for turn in islice(turns.measured(name, recipe, pool, results["seconds_to_load"]), n_turns):
                measured.append(turn)
                results["turns"][name] = measured
                files.write_json(OUT, results)
                report(len(measured) + n_turns * RECIPES.index(name), {})
        results["busy"] = {"processes": BUSY_PER_CORE * thread_map.cores(), "seconds_to_run": []}
        with busy(results["busy"]["processes"]):
            for number in range(N_BUSY_TRAININGS):
                os.environ["DVC_ROOT"] = f"{store}/{number}"
                recipe = recipes["article"].model_copy(update={"steps": ENDLESS, "seed": number})
                results["busy"]["seconds_to_run"].append(round(_seconds_to_run(recipe, pool), 1))
                files.write_json(OUT, results)
    console.echo(table.table(results))
    console.echo(table.delay(results["busy"]))


def _seconds_to_run(recipe: Recipe, pool: Any) -> float:
    """From the start of a training to the message that MLflow has its run."""
    Path(os.environ["DVC_ROOT"]).mkdir()
    began = time.monotonic()
    with live_log.logging("article", recipe.model_dump(), turns.DATA) as log:
        for update in loop.run(recipe, from_pool(pool), pool.shape[1]):
            log.row(update.step, update.row)
            if log.messages:
                break
    return time.monotonic() - began


if __name__ == "__main__":
    main()
