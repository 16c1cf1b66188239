"""Quality of the generated waves against training time, for each recipe of sine waves.

    python -m benchmarks.time_to_quality                    on an idle machine
    python -m benchmarks.time_to_quality modern periodic    these again; the other curves stay as they are

At each snapshot the generator is scored against the law; scoring and the compilation before the first step are not
timed. Results go to time_to_quality.json and .png.
"""

from sinegan.metrics.comparison import Comparison
from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import argparse
import statistics
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from benchmarks import machine
from sinegan.errors import SineGanError
from sinegan.io import console, files, params
from sinegan.measurement.sample import measure
from sinegan.metrics.suite import METRICS
from sinegan.networks import sampling
from sinegan.networks.recipe import Recipe
from sinegan.reporting import style
from sinegan.runtime import determinism
from sinegan.training import loop
from sinegan.training.batches import from_pool
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from sinegan.waves.options import Waves

OUT, FIGURE = "benchmarks/time_to_quality.json", "benchmarks/time_to_quality.png"
SHORTER = "modern, 192-192, 13,000 steps"
"""``modern`` with fewer units in the discriminator, and fewer steps."""
SEEDS = {"article": 2, "tuned": 2, "modern": 5, SHORTER: 5, "periodic": 2}
"""Number of trainings of each recipe."""
FIRST_SEED, SNAPSHOTS, WAVES = 200, 60, 10_000
LEVELS = (20.0, 30.0, 40.0, 50.0)
_NEARLY_ALL = 0.99
_SINAD, _COVERAGE = (
    next(metric for metric in METRICS if (metric.family, metric.name) == key)
    for key in (("quality", "sinad_db"), ("distribution", "grid_coverage"))
)
_COLORS = dict(zip(SEEDS, ("#888888", "#0b6e99", "#d1600a", "#e8a66b", "#5c2600"), strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train each with every seed, in turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    choices = [*SEEDS, []]  # argparse checks the empty list of no names, too
    parser.add_argument("names", nargs="*", choices=choices, metavar="NAME", help="; ".join(SEEDS))
    names = parser.parse_args(arguments).names or list(SEEDS)
    determinism.enable()
    law, known = params.section("waves", Waves).law, recipes()
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    facts = machine.facts()
    kept = _kept(names, facts)
    results: dict[str, Any] = {"machine": facts, "curves": {name: kept.get(name, {}) for name in SEEDS}}
    turns = [(turn, name) for turn in range(max(SEEDS.values())) for name in names if turn < SEEDS[name]]
    with console.progress(len(turns), "training") as report:
        for done, (turn, name) in enumerate(turns, start=1):
            recipe = known[name].model_copy(update={"seed": FIRST_SEED + turn})
            results["curves"][name][str(recipe.seed)] = _curve(recipe, pool, law)
            files.write_json(OUT, results)
            report(done, {})
    style.write(FIGURE, figure(results["curves"]))
    console.echo(table(results["curves"]))


def recipes() -> dict[str, Recipe]:
    """Those of params.yaml, and the shorter one."""
    known = params.recipes(Recipe)
    modern = known["modern"]
    discriminator = modern.discriminator.model_copy(update={"hidden": (192, 192)})
    return {**known, SHORTER: modern.model_copy(update={"steps": 13_000, "discriminator": discriminator})}


def table(curves: Mapping[str, Any]) -> str:
    """Seconds until SINAD and grid coverage reach each goal, median, minimum and maximum over seeds, as Markdown.

    Recipes without a finished training have no row.
    """
    goals = [(_NEARLY_ALL, 30.0), *((1.0, level) for level in LEVELS)]
    heads = " | ".join(f"{level:g} dB, {covered:.0%}" for covered, level in goals)
    lines = [f"| seconds to SINAD, grid coverage | {heads} | whole training |", "|---|" + "--:|" * (len(goals) + 1)]
    for name, by_seed in curves.items():
        if not by_seed:
            continue
        cells = [_range([_reached(curve, *goal) for curve in by_seed.values()]) for goal in goals]
        cells.append(_range([curve[-1][0] for curve in by_seed.values()]))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


@style.styled
def figure(curves: Mapping[str, Any]) -> Figure:
    """SINAD and grid coverage against seconds, one line per training."""
    canvas, (sinad, coverage) = style.panels(1, 2, (9, 3.4), sharex=True)
    for name, by_seed in curves.items():
        for number, curve in enumerate(by_seed.values()):
            seconds, decibel, covered = np.array(curve).T
            sinad.plot(seconds, decibel, color=_COLORS[name], linewidth=1, label=None if number else name)
            coverage.plot(seconds, covered, color=_COLORS[name], linewidth=1)
    sinad.set(xlabel="seconds of training", ylabel="median SINAD (dB)", xscale="log")
    coverage.set(xlabel="seconds of training", ylabel="grid coverage", ylim=(-0.03, 1.03))
    canvas.legend(loc="outside lower center", ncols=len(curves))
    return canvas


def _kept(names: Collection[str], of: Mapping[str, Any]) -> dict[str, Any]:
    """The curves of an earlier measurement that are not measured again; times of two machines are never mixed."""
    if set(names) == set(SEEDS):
        return {}
    earlier = files.read_json(OUT, needed=("machine", "curves"))
    if {**earlier["machine"], "date": None} != {**of, "date": None}:
        raise SineGanError(f"{OUT} is of another machine or of other versions: measure all recipes, without names")
    return {name: curve for name, curve in earlier["curves"].items() if name in SEEDS and name not in names}


def _curve(recipe: Recipe, pool: Any, law: Law) -> list[tuple[float, float, float]]:
    """Seconds, SINAD in dB and grid coverage at each snapshot."""
    curve: list[tuple[float, float, float]] = []
    often = recipe.model_copy(update={"snapshot_every": max(1, recipe.steps // SNAPSHOTS)})
    for update in loop.run(often, from_pool(pool), law.n_points):
        if update.snapshot is not None:
            sample = measure(law, sampling.sample(update.generator, WAVES, seed=1), n_pairwise=100)
            sinad, coverage = (metric.compute(Comparison(sample, sample)) or 0.0 for metric in (_SINAD, _COVERAGE))
            curve.append((round(update.done.seconds, 2), round(sinad, 3), coverage))
    return curve


def _reached(curve: Sequence[Sequence[float]], covered: float, level: float) -> float | None:
    return next((seconds for seconds, sinad, coverage in curve if sinad >= level and coverage >= covered), None)


def _range(times: Sequence[float | None]) -> str:
    """Median, minimum and maximum; "never" if a training did not reach the goal."""
    known = [np.inf if time is None else time for time in times]
    low, middle, high = (
        "never" if time == np.inf else f"{time:.1f}" for time in (min(known), statistics.median(known), max(known))
    )
    return low if low == high else f"{middle} ({low} to {high})"


if __name__ == "__main__":
    console.run(main)
