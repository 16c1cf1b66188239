"""Time of training compared with the article's own loop and other implementations. Run: make bench (some minutes).

All implementations take turns, so that other load on the machine affects them equally; reported are the medians over
turns, and the medians of the ratios to ours within a turn. Results go to speed.json, which the README shows.
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
from benchmarks.ours import Ours
from sinegan.io import console, files, params
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from sinegan.waves.options import Waves

OUT = "benchmarks/speed.json"
TURNS = 7
STEPS_PER_CALL, MANY_STEPS = 10, 200
_TURN = 1_000.0  # ms; long turns, since the implementation before leaves other caches and threads
BATCHES = (1_000, 10_000, 100_000)
LARGEST_WHOLE = 10_000
"""Without chunks, a larger batch would need more than 10 GB."""

_ORDER = ("ours", "article", "straight TensorFlow", "straight torch", "straight jax")

Task = Callable[[], object]
Tasks = Mapping[str, Task | None]


def main() -> None:
    """Measure, write the results, and print them."""
    if subprocess.run([sys.executable, "-m", "dvc", "status", "--quiet", "dvc.yaml"], check=False).returncode:
        sys.exit(
            "a 'dvc repro' with nothing to do is timed, too, but the pipeline is not up to date: run 'make repro' first"
        )
    law = params.section("waves", Waves).law
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    results: dict[str, Any] = {"machine": machine.facts(), "step": {}, "memory_mib": {}}
    with console.progress(len(BATCHES) + 3, "subject") as report:
        for done, n in enumerate(BATCHES, start=1):
            results["step"][str(n)], results["memory_mib"][str(n)] = _one_step(pool, n)
            report(done, {})
        many = {"ours": Ours(256, MANY_STEPS), "bare arithmetic": Ours(256, MANY_STEPS, bare=True)}
        results["steps"] = _take_turns(many)
        report(len(BATCHES) + 1, {})
        results["data"] = _take_turns({"ours": lambda: _ours(law), "article": lambda: _sample_data(10_000)})
        report(len(BATCHES) + 2, {})
        idle = {"dvc repro": _command("dvc repro"), "dvc status": _command("dvc status dvc.yaml")}
        results["idle"] = _take_turns(idle, turns=3)
        report(len(BATCHES) + 3, {})
    files.write_json(OUT, results)
    console.echo(table(results))


def table(results: Mapping[str, Any]) -> str:
    """The results as two Markdown tables."""
    names = [name for name in _ORDER if name in results["step"][str(BATCHES[0])]]
    rows = [
        f"| one step (ms; times ours) | {' | '.join(names)} | peak memory of ours |",
        "|---|" + "--:|" * (len(names) + 1),
    ]
    for n, times in results["step"].items():
        cells = " | ".join(_cell(times[name]) for name in names)
        rows.append(f"| {int(n):,} + {int(n):,} waves | {cells} | {results['memory_mib'][n]} MiB |")
    steps, data, idle = (results[name] for name in ("steps", "data", "idle"))
    rows += [
        "",
        "| other work | ms | compared with |",
        "|---|--:|--:|",
        _pair(
            f"{MANY_STEPS} steps at batch 256",
            steps,
            "ours",
            "bare arithmetic",
            "the bare arithmetic of their gradients",
        ),
        _pair("drawing 10,000 waves", data, "ours", "article", "the article's loop over waves"),
        _pair("`dvc repro` with nothing to do", idle, "dvc repro", "dvc status", "`dvc status`"),
    ]
    return "\n".join(rows)


def _pair(work: str, times: Mapping[str, Any], ours: str, other: str, name: str) -> str:
    return f"| {work} | {times[ours]['ms']:.4g} | {name}: {_cell(times[other])} |"


def _cell(row: Mapping[str, float] | None) -> str:
    return "not run" if row is None else f"{row['ms']:.4g} ({row['ratio']:.2f} x)"


def _one_step(pool: NDArray[np.float32], n: int) -> tuple[dict[str, Any], int]:
    """Times of one step of each implementation, and the peak memory of ours in MiB."""
    ours = Ours(n, STEPS_PER_CALL)
    whole = n <= LARGEST_WHOLE
    tasks: dict[str, Task | None] = {"ours": ours, "article": _article(pool, n) if whole else None}
    tasks["straight TensorFlow"] = straight_tensorflow.step(pool, n) if whole else None
    for name in ("torch", "jax"):
        straight = importlib.import_module(f"benchmarks.straight_{name}") if whole and find_spec(name) else None
        tasks[f"straight {name}"] = straight.step(pool, n) if straight else None
    times = _take_turns(tasks, end=False, per_call={"ours": STEPS_PER_CALL})
    peak = ours()
    ours.end()
    return times, peak


def _take_turns(
    tasks: Tasks, *, turns: int = TURNS, end: bool = True, per_call: Mapping[str, int] | None = None
) -> dict[str, dict[str, float] | None]:
    """Median milliseconds of each task, and the median of its ratios to the first; None for tasks that cannot run here.

    `per_call` is how often a task repeats its work in one call, if more than once.
    """
    runnable = {name: task for name, task in tasks.items() if task}
    for task in runnable.values():
        task()  # compiles
    repeats = {name: max(1, round(_TURN / _milliseconds(task, 1))) for name, task in runnable.items()}
    spent: dict[str, list[float]] = {name: [] for name in runnable}
    for _ in range(turns):
        for name, task in runnable.items():
            spent[name].append(_milliseconds(task, repeats[name]) / (per_call or {}).get(name, 1))
    for task in runnable.values():
        if end and isinstance(task, Ours):
            task.end()
    first = next(iter(spent.values()))
    rows: dict[str, dict[str, float] | None] = dict.fromkeys(tasks)
    for name, times in spent.items():
        ratios = np.divide(times, first)
        rows[name] = {"ms": round(statistics.median(times), 2), "ratio": round(float(np.median(ratios)), 3)}
    return rows


def _milliseconds(task: Task, repeats: int) -> float:
    """Mean time of a call."""
    start = time.perf_counter()
    for _ in range(repeats):
        task()
    return 1e3 * (time.perf_counter() - start) / repeats


def _article(pool: NDArray[np.float32], n: int) -> Task:
    generator, discriminator = article_loop.get_generative(), article_loop.get_discriminative()
    gan, rng = article_loop.make_gan(generator, discriminator), np.random.default_rng(3)

    def step() -> object:
        noises = (rng.random((n, 10), np.float32), rng.random((n, 10), np.float32))
        return article_loop.one_step(generator, discriminator, gan, pool[rng.integers(len(pool), size=n)], noises)

    return step


def _ours(law: Law) -> object:
    return draw(law, 10_000, np.random.default_rng(1))


def _sample_data(n: int) -> NDArray[np.float64]:
    """The loop of the article's source, one wave at a time."""
    rng, x = np.random.default_rng(2), np.arange(0, 5, 0.1)
    vectors = []
    for _ in range(n):
        offset, mul = rng.uniform(0, 100), rng.uniform(1, 2)
        vectors.append(np.sin(offset + x * mul) / 2 + 0.5)
    return np.array(vectors)


def _command(text: str) -> Task:
    return lambda: subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-m", *text.split()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


if __name__ == "__main__":
    main()
