"""The cost of live logging to MLflow and of checkpoints, and the delay until MLflow has the run.

    python -m benchmarks.following        on an idle machine

One training of each recipe with the longest and the shortest steps. In turns of some seconds, the process that logs it
to MLflow is stopped, it runs, it is stopped, and checkpoints are written. So each turn with a cost has turns without it
right before and after, in the same process. Then trainings are logged next to two busy processes per core until MLflow
has their run. Results go to following.json.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psutil
from scipy import stats

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

OUT, DATA, RECIPES = "benchmarks/following.json", "data/train.npz", ("article", "modern")
TURN, CYCLES, WAYS = 15.0, 10, ("alone", "followed", "alone", "kept")
N_BUSY_TRAININGS, BUSY_PER_CORE = 5, 2
_ENDLESS = 10_000_000
"""Steps."""


class Turn(NamedTuple):
    """What one turn showed: the way in which was trained, and seconds per step."""

    way: str
    seconds: float


def main() -> None:
    """Measure, write the results, and print them."""
    determinism.enable()
    law, recipes = params.section("waves", Waves).law, params.recipes(Recipe)
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    results: dict[str, Any] = {"machine": machine.facts(), "turns": {}, "seconds_to_load": {}}
    n_turns = CYCLES * len(WAYS) + 1
    with tempfile.TemporaryDirectory() as store, console.progress(len(RECIPES) * n_turns, "turn") as report:
        for name in RECIPES:
            os.environ["DVC_ROOT"] = f"{store}/{name}"
            recipe, turns = recipes[name].model_copy(update={"steps": _ENDLESS}), list[Turn]()
            for turn in _turns(name, recipe, pool, results["seconds_to_load"]):
                turns.append(turn)
                results["turns"][name] = turns
                files.write_json(OUT, results)
                report(len(turns) + n_turns * RECIPES.index(name), {})
                if len(turns) == n_turns:
                    break
        results["busy"] = {"processes": BUSY_PER_CORE * thread_map.cores(), "seconds_to_run": []}
        with busy(results["busy"]["processes"]):
            for number in range(N_BUSY_TRAININGS):
                os.environ["DVC_ROOT"] = f"{store}/{number}"
                recipe = recipes["article"].model_copy(update={"steps": _ENDLESS, "seed": number})
                results["busy"]["seconds_to_run"].append(round(_seconds_to_run(recipe, pool), 1))
                files.write_json(OUT, results)
    console.echo(table(results))
    console.echo(delay(results["busy"]))


def delay(busy_results: Mapping[str, Any]) -> str:
    """A sentence about the delay until MLflow has a run, on a busy machine."""
    seconds = busy_results["seconds_to_run"]
    return (
        f"With {busy_results['processes']} busy processes, MLflow had the run {statistics.median(seconds):.0f} s "
        f"({min(seconds):.0f} .. {max(seconds):.0f}, {len(seconds)} trainings) after the start of its training."
    )


def table(results: Mapping[str, Any]) -> str:
    """Means of the ratios to the turns alone before and after, with 95 % intervals, as Markdown."""
    lines = [
        "| time per step, relative to neither | turns | with MLflow | with checkpoints | loading MLflow, CPU s |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, rows in results["turns"].items():
        found = ratios([Turn(*row) for row in rows])
        cells = [_interval(found[way]) for way in ("followed", "kept")]
        loading = f"{results['seconds_to_load'][name]:.1f}"
        lines.append(f"| {name} | {len(found['followed'])} | {' | '.join([*cells, loading])} |")
    return "\n".join(lines)


def ratios(turns: Sequence[Turn]) -> dict[str, list[float]]:
    """Seconds per step of each turn with a cost, relative to the mean of those before and after it.

    Examples
    --------
    >>> ratios([Turn("alone", 1.0), Turn("followed", 1.5), Turn("alone", 2.0), Turn("kept", 2.0), Turn("alone", 2.0)])
    {'followed': [1.0], 'kept': [1.0]}
    """
    found: dict[str, list[float]] = {way: [] for way in WAYS if way != "alone"}
    for before, turn, after in zip(turns[:-2:2], turns[1:-1:2], turns[2::2], strict=True):
        found[turn.way].append(2 * turn.seconds / (before.seconds + after.seconds))
    return found


def _interval(values: Sequence[float]) -> str:
    mean, error = statistics.mean(values), stats.sem(values)
    reach = stats.t.ppf(0.975, len(values) - 1) * error
    return f"{mean:.3f} ({mean - reach:.3f} .. {mean + reach:.3f})"


def _turns(name: str, recipe: Recipe, pool: Any, seconds_to_load: dict[str, float]) -> Iterator[Turn]:
    """One training without end, from the moment on that MLflow has its run."""
    values, start, number = recipe.model_dump(), None, -1
    with (
        checkpoints.for_training(values, DATA) as saved,
        live_log.logging(name, values, DATA) as log,
        _follower() as follower,
    ):
        for update in loop.run(recipe, from_pool(pool), pool.shape[1]):
            log.row(update.step, update.row)
            if update.snapshot is not None:
                log.snapshot(update.step, update.snapshot)
            now, way = time.perf_counter(), WAYS[number % len(WAYS)]
            if start and way == "kept":
                saved.save_if_due(update.capture)
            if not log.messages or (start and now - start[0] < TURN):
                continue
            if start:
                yield Turn(way, (now - start[0]) / (update.step - start[1]))
            else:
                seconds_to_load[name] = sum(follower.cpu_times()[:2])
            number += 1
            follower.send_signal(signal.SIGCONT if WAYS[number % len(WAYS)] == "followed" else signal.SIGSTOP)
            start = (time.perf_counter(), update.step)


@contextmanager
def _follower() -> Iterator[psutil.Process]:
    """The process that logs the training; it runs again at the end."""
    (follower,) = [process for process in psutil.Process().children() if "follower" in " ".join(process.cmdline())]
    try:
        yield follower
    finally:
        follower.send_signal(signal.SIGCONT)


def _seconds_to_run(recipe: Recipe, pool: Any) -> float:
    """From the start of a training to the message that MLflow has its run."""
    Path(os.environ["DVC_ROOT"]).mkdir()
    began = time.monotonic()
    with live_log.logging("article", recipe.model_dump(), DATA) as log:
        for update in loop.run(recipe, from_pool(pool), pool.shape[1]):
            log.row(update.step, update.row)
            if log.messages:
                break
    return time.monotonic() - began


if __name__ == "__main__":
    main()
