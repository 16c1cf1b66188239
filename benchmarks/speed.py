"""Time of training compared with the article's own loop and other implementations. Run: make bench (some minutes).

    python -m benchmarks.speed [--quick]      --quick: see whether all of it works; writes nothing

Each implementation runs in a process of its own. Only ours imports `sinegan`, which limits the libraries' instruction
sets: the others have their libraries' default settings. They take turns, so that other load on the machine affects them
equally; reported are the medians over turns, and the medians of the ratios to ours within a turn. Results go to
speed.json, which the README shows.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks import machine, start_up
from benchmarks.speed_tables import ARTICLE, DEFAULTS, MIDDLE, MODERN, OURS, table
from benchmarks.turns import Command, Worker, default_environment, take_turns
from sinegan.io import console, files, params
from sinegan.waves.draw import draw
from sinegan.waves.options import Waves

__all__ = ["table"]

OUT = "benchmarks/speed.json"
BATCHES = (1_000, MIDDLE, 100_000)
LARGEST_WHOLE = 10_000
"""Without chunks, a larger batch would need more than 10 GB."""
STEPS_PER_CALL, MODERN_STEPS, MODERN_BATCH = 10, 200, 256
"""In one call: of the article's step, ours only; of the step of ``modern``, each implementation."""


class Effort(NamedTuple):
    """How much to measure.

    Attributes
    ----------
    turns, seconds
        Of each implementation; the length of a turn.
    slow_turns
        Of commands that take seconds.
    batches
        Of the article's step.
    modern_steps
        In one call.
    """

    turns: int = 7
    seconds: float = 1.0
    slow_turns: int = 3
    batches: Sequence[int] = BATCHES
    modern_steps: int = MODERN_STEPS


QUICK = Effort(turns=1, seconds=0.0, slow_turns=1, batches=BATCHES[:2], modern_steps=2)


def main() -> None:
    """Measure, write the results, and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="Time of training.")
    parser.add_argument("--quick", action="store_true", help="see whether all of it works; write nothing")
    quick = parser.parse_args().quick
    if not quick:
        _check_pipeline()
    with tempfile.TemporaryDirectory() as folder:
        pool = str(Path(folder) / "pool.npy")
        waves = draw(params.section("waves", Waves).law, 100_000, np.random.default_rng(0)).waves
        np.save(pool, waves, allow_pickle=False)
        results = _measure(pool, QUICK if quick else Effort(), idle=not quick)
    if not quick:
        files.write_json(OUT, results)
    console.echo(table(results))


def _check_pipeline() -> None:
    command = [sys.executable, "-m", "dvc", "status", "--quiet", "dvc.yaml"]
    if subprocess.run(command, check=False, env=default_environment()).returncode:  # noqa: S603 - fixed arguments
        sys.exit(
            "a 'dvc repro' with nothing to do is timed, too, but the pipeline is not up to date: run 'make repro' first"
        )


def _measure(pool: str, effort: Effort, *, idle: bool) -> dict[str, Any]:
    """All results, by subject; with `idle` also those of ``dvc repro`` with nothing to do."""
    subjects: dict[str, Callable[[], Any]] = {
        "modern": partial(_modern, pool, effort),
        "start_up": partial(start_up.measure, effort.slow_turns),
        "drawing": partial(_drawing, pool, effort),
        "idle": partial(_idle, effort) if idle else lambda: None,
    }
    results: dict[str, Any] = {"machine": machine.facts(), "article": {}, "memory_mib": {}}
    with console.progress(len(effort.batches) + len(subjects), "subject") as report:
        for done, n in enumerate(effort.batches, start=1):
            results["article"][str(n)], results["memory_mib"][str(n)] = _article(pool, n, effort)
            report(done, {})
        for done, (name, subject) in enumerate(subjects.items(), start=1 + len(effort.batches)):
            results[name] = subject()
            report(done, {})
    return results


def _article(pool: str, n: int, effort: Effort) -> tuple[dict[str, Any], int]:
    """Times of the article's step by implementation, None if it was not run; and the peak memory of ours in MiB."""
    ours = Worker("article_ours", n, STEPS_PER_CALL, pool)
    works = {OURS: ours}
    if n == MIDDLE:
        works[DEFAULTS] = Worker("article_ours", n, STEPS_PER_CALL, pool, default_instruction_sets=True)
    if n <= LARGEST_WHOLE:
        works |= {name: Worker(module, n, 1, pool) for name, module in _installed(ARTICLE).items()}
    times = take_turns(works, turns=effort.turns, turn_seconds=effort.seconds)
    return dict.fromkeys(ARTICLE) | times, ours.peak_mib


def _modern(pool: str, effort: Effort) -> dict[str, Any]:
    """Times of the step of recipe ``modern``, likewise."""
    worker = partial(Worker, n=MODERN_BATCH, steps=effort.modern_steps, pool=pool)
    works = {OURS: worker("modern_ours"), DEFAULTS: worker("modern_ours", default_instruction_sets=True)}
    works |= {name: worker(module) for name, module in _installed(MODERN).items()}
    return dict.fromkeys(MODERN) | take_turns(works, turns=effort.turns, turn_seconds=effort.seconds)


def _installed(modules: dict[str, str]) -> dict[str, str]:
    """Without those whose library is not installed, and without ours."""
    missing = {library for library in ("torch", "jax", "optax") if not find_spec(library)}
    needs = {"jax": {"jax", "optax"}, "torch": {"torch"}}
    found = {name: module for name, module in modules.items() if name != OURS}
    return {name: module for name, module in found.items() if not needs.get(module.split("_")[1], set()) & missing}


def _drawing(pool: str, effort: Effort) -> dict[str, Any]:
    works = {name: Worker(f"drawing_{name}", 10_000, 1, pool) for name in ("ours", "numpy")}
    return take_turns(works, turns=effort.turns, turn_seconds=effort.seconds)


def _idle(effort: Effort) -> dict[str, Any]:
    works = {
        name: Command(command) for name, command in (("dvc repro", "dvc repro"), ("dvc status", "dvc status dvc.yaml"))
    }
    return take_turns(works, turns=effort.slow_turns, turn_seconds=effort.seconds)


if __name__ == "__main__":
    main()
