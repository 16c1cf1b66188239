"""How good the waves are after so many seconds of training, for each recipe.

    python -m benchmarks.time_to_quality        on a machine that does nothing else

Snapshots of the weights that would be kept are scored against the law alone; the clock stands still meanwhile, and
does not count what is compiled before the first step. Results go to time_to_quality.json and .png.
"""

from sinegan.metrics.comparison import Comparison
from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from benchmarks import machine
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
from sinegan.waves.law import Law, Waves

OUT, PICTURE = "benchmarks/time_to_quality.json", "benchmarks/time_to_quality.png"
SEEDS, SNAPSHOTS, WAVES = (200, 201), 60, 10_000
LEVELS = (20.0, 30.0, 40.0, 50.0)
_NEARLY = 0.99
_SINAD, _COVERAGE = (
    next(metric for metric in METRICS if (metric.family, metric.name) == wanted)
    for wanted in (("quality", "reference_sinad_median"), ("law", "coverage"))
)
_COLORS = ("#888888", "#0b6e99", "#d1600a", "#5c2600")


def main() -> None:
    """Train every recipe with every seed, one after the other."""
    determinism.one_thread_per_operation()
    law, recipes = params.section("waves", Waves).law, params.recipes(Recipe)
    pool = draw(law, 100_000, np.random.default_rng(0)).waves
    found: dict[str, Any] = {"machine": machine.facts(), "curves": {name: {} for name in recipes}}
    with console.progress(len(recipes) * len(SEEDS), "training") as report:
        for done, (seed, name) in enumerate([(seed, name) for seed in SEEDS for name in recipes], start=1):
            recipe = recipes[name].model_copy(update={"seed": seed})
            found["curves"][name][str(seed)] = _curve(recipe, pool, law)
            files.write_json(OUT, found)
            report(done, {})
    style.write(PICTURE, picture(found["curves"]))
    console.say(table(found["curves"]))


def table(curves: Mapping[str, Any]) -> str:
    """Seconds until the reference SINAD reaches each level and the plane is covered, least and most over seeds."""
    wanted = [(_NEARLY, 30.0), *((1.0, level) for level in LEVELS)]
    heads = " | ".join(f"{level:g} dB, {covered:.0%}" for covered, level in wanted)
    lines = [f"| seconds to SINAD, coverage | {heads} | the end |", "|---|" + "--:|" * (len(wanted) + 1)]
    for name, by_seed in curves.items():
        cells = [_shown([_reached(curve, *goal) for curve in by_seed.values()]) for goal in wanted]
        cells.append(_shown([curve[-1][0] for curve in by_seed.values()]))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


@style.styled
def picture(curves: Mapping[str, Any]) -> Figure:
    """SINAD and coverage against seconds, a line per training."""
    figure, (sinad, coverage) = style.panels(1, 2, (9, 3.4), sharex=True)
    for (name, by_seed), color in zip(curves.items(), _COLORS, strict=False):
        for number, curve in enumerate(by_seed.values()):
            seconds, decibel, covered = np.array(curve).T
            sinad.plot(seconds, decibel, color=color, linewidth=1, label=None if number else name)
            coverage.plot(seconds, covered, color=color, linewidth=1)
    sinad.set(xlabel="seconds of training", ylabel="median reference SINAD (dB)", xscale="log")
    coverage.set(xlabel="seconds of training", ylabel="coverage of the plane", ylim=(-0.03, 1.03))
    sinad.legend()
    return figure


def _curve(recipe: Recipe, pool: Any, law: Law) -> list[tuple[float, float, float]]:
    """Seconds, SINAD in dB and coverage at each snapshot."""
    curve: list[tuple[float, float, float]] = []
    often = recipe.model_copy(update={"snapshot_every": max(1, recipe.epochs // SNAPSHOTS)})
    for progress in loop.run(often, from_pool(pool), law.n_points):
        if progress.snapshot is not None:
            sample = measure(law, sampling.sample(progress.generator, WAVES, seed=1), n_few=100)
            sinad, coverage = (metric.compute(Comparison(sample, sample)) or 0.0 for metric in (_SINAD, _COVERAGE))
            curve.append((round(progress.course.seconds, 2), round(sinad, 3), coverage))
    return curve


def _reached(curve: Sequence[Sequence[float]], covered: float, level: float) -> float | None:
    return next((seconds for seconds, sinad, share in curve if sinad >= level and share >= covered), None)


def _shown(times: Sequence[float | None]) -> str:
    """Least and most; "never" where a training did not come there."""
    known = sorted(time for time in times if time is not None)
    ends = [f"{known[0]:.1f}" if known else "never", f"{known[-1]:.1f}" if len(known) == len(times) else "never"]
    return " .. ".join(dict.fromkeys(ends))


if __name__ == "__main__":
    main()
