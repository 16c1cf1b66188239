"""How fast training is, beside the article's own loop and others. Run: make bench (some minutes on 2 cores).

All sides of a subject take turns, so that a busy machine slows all alike; shown are the medians of the turns, and the
median of the turn-wise ratios to ours. Results go to speed.json, which the README shows.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import importlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import article_loop, machine, straight_tensorflow
from benchmarks.ours import EPOCHS, STEPS, Ours
from sinegan.io import console, files, params
from sinegan.waves.draw import draw
from sinegan.waves.law import Law, Waves

OUT = "benchmarks/speed.json"
TURNS = 7
_TURN = 1_000.0  # ms: long enough that a side does not pay for the caches and threads that the one before it left
BATCHES = (1_000, 10_000, 100_000)
LARGEST_WHOLE = 10_000
"""A larger batch that is not cut into chunks would need more than 10 GB."""

_ORDER = ("ours", "article", "straight TensorFlow", "straight torch", "straight jax")

Task = Callable[[], object]
Sides = Mapping[str, Task | None]


def main() -> None:
    """Measure, write the results, and print them."""
    if subprocess.run([sys.executable, "-m", "dvc", "status", "--quiet", "dvc.yaml"], check=False).returncode:
        sys.exit("a 'dvc repro' with nothing to do is timed too, and there is something to do: run 'make repro' first")
    law = params.section("waves", Waves).law
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    results: dict[str, Any] = {"machine": machine.facts(), "epoch": {}, "memory_mib": {}}
    with console.progress(len(BATCHES) + 3, "subject") as report:
        for done, n in enumerate(BATCHES, start=1):
            results["epoch"][str(n)], results["memory_mib"][str(n)] = _epochs(pool, n)
            report(done, {})
        results["steps"] = _take_turns({"ours": Ours(256, "steps"), "bare arithmetic": Ours(256, "bare")})
        report(len(BATCHES) + 1, {})
        results["data"] = _take_turns({"ours": lambda: _ours(law), "article": lambda: _sample_data(10_000)})
        report(len(BATCHES) + 2, {})
        idle = {"dvc repro": _command("dvc repro"), "dvc status": _command("dvc status dvc.yaml")}
        results["idle"] = _take_turns(idle, turns=3)
        report(len(BATCHES) + 3, {})
    files.write_json(OUT, results)
    console.say(table(results))


def table(results: Mapping[str, Any]) -> str:
    """The results as two Markdown tables."""
    names = [name for name in _ORDER if name in results["epoch"][str(BATCHES[0])]]
    rows = [
        f"| one epoch (ms; times ours) | {' | '.join(names)} | peak memory of ours |",
        "|---|" + "--:|" * (len(names) + 1),
    ]
    for n, sides in results["epoch"].items():
        cells = " | ".join(_cell(sides[name]) for name in names)
        rows.append(f"| {int(n):,} + {int(n):,} waves | {cells} | {results['memory_mib'][n]} MiB |")
    steps, data, idle = (results[name] for name in ("steps", "data", "idle"))
    rows += [
        "",
        "| other work | ms | beside |",
        "|---|--:|--:|",
        _pair(
            f"{STEPS} steps at batch 256", steps, "ours", "bare arithmetic", "the bare arithmetic of their gradients"
        ),
        _pair("drawing 10,000 waves", data, "ours", "article", "the article's loop over waves"),
        _pair("`dvc repro` with nothing to do", idle, "dvc repro", "dvc status", "`dvc status`"),
    ]
    return "\n".join(rows)


def _pair(what: str, sides: Mapping[str, Any], ours: str, other: str, name: str) -> str:
    return f"| {what} | {sides[ours]['ms']:.4g} | {name}: {_cell(sides[other])} |"


def _cell(side: Mapping[str, float] | None) -> str:
    return "not run" if side is None else f"{side['ms']:.4g} ({side['ratio']:.2f} x)"


def _epochs(pool: NDArray[np.float32], n: int) -> tuple[dict[str, Any], int]:
    """One epoch of each side, and the peak memory of ours in MiB."""
    ours = Ours(n, "epochs")
    whole = n <= LARGEST_WHOLE
    sides: dict[str, Task | None] = {"ours": ours, "article": _article(pool, n) if whole else None}
    sides["straight TensorFlow"] = straight_tensorflow.epoch(pool, n) if whole else None
    for name in ("torch", "jax"):
        straight = importlib.import_module(f"benchmarks.straight_{name}") if whole and find_spec(name) else None
        sides[f"straight {name}"] = straight.epoch(pool, n) if straight else None
    spent = _take_turns(sides, end=False, per_call={"ours": EPOCHS})
    peak = ours()
    ours.end()
    return spent, peak


def _take_turns(
    sides: Sides, *, turns: int = TURNS, end: bool = True, per_call: Mapping[str, int] | None = None
) -> dict[str, dict[str, float] | None]:
    """Median milliseconds of each side, and the median of its ratios to the first; None for what cannot run here.

    `per_call` tells how often a side does the work in one call, if more than once.
    """
    tasks = {name: task for name, task in sides.items() if task}
    for compiling in tasks.values():
        compiling()
    repeats = {name: max(1, round(_TURN / _milliseconds(task, 1))) for name, task in tasks.items()}
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(turns):
        for name, task in tasks.items():
            spent[name].append(_milliseconds(task, repeats[name]) / (per_call or {}).get(name, 1))
    for side in sides.values():
        if end and isinstance(side, Ours):
            side.end()
    first = next(iter(spent.values()))
    found: dict[str, dict[str, float] | None] = dict.fromkeys(sides)
    for name, times in spent.items():
        ratios = np.divide(times, first)
        found[name] = {"ms": round(statistics.median(times), 2), "ratio": round(float(np.median(ratios)), 3)}
    return found


def _milliseconds(task: Task, repeats: int) -> float:
    """Of one call, in the mean over some."""
    start = time.perf_counter()
    for _ in range(repeats):
        task()
    return 1e3 * (time.perf_counter() - start) / repeats


def _article(pool: NDArray[np.float32], n: int) -> Task:
    generator, discriminator = article_loop.get_generative(), article_loop.get_discriminative()
    gan, rng = article_loop.make_gan(generator, discriminator), np.random.default_rng(3)

    def one() -> object:
        noises = (rng.random((n, 10), np.float32), rng.random((n, 10), np.float32))
        return article_loop.one_epoch(generator, discriminator, gan, pool[rng.integers(len(pool), size=n)], noises)

    return one


def _ours(law: Law) -> object:
    return draw(law, 10_000, np.random.default_rng(1))


def _sample_data(n: int) -> NDArray[np.float64]:
    """The article's source's loop, one wave at a time."""
    rng, x = np.random.default_rng(2), np.arange(0, 5, 0.1)
    vectors = []
    for _ in range(n):
        offset, mul = rng.uniform(0, 100), rng.uniform(1, 2)
        vectors.append(np.sin(offset + x * mul) / 2 + 0.5)
    return np.array(vectors)


def _command(words: str) -> Task:
    return lambda: subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", *words.split()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


if __name__ == "__main__":
    main()
