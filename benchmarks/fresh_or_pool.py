"""Training on a fixed pool of real waves compared with fresh waves in every step, as in the article.

Trains the article's recipe both ways, from the same initial weights, for five seeds, and prints the paired
differences of the scores with their 95 % t interval over seeds. Every result is written to fresh_or_pool.json at once;
a second call continues where the first one stopped.

    python -m benchmarks.fresh_or_pool            ten trainings; 17 minutes on a busy 2-core machine
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import json
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf
from scipy import stats

from sinegan.io import console, files, params, paths, wave_sets
from sinegan.measurement.sample import measure
from sinegan.metrics import suite
from sinegan.metrics.comparison import Comparison
from sinegan.networks import sampling
from sinegan.networks.recipe import Recipe
from sinegan.reporting.formatting import short
from sinegan.runtime import determinism
from sinegan.training import batches, loop
from sinegan.waves.law import AMPLITUDE, CENTRE, Law
from sinegan.waves.options import Waves

RESULTS = Path(__file__).with_suffix(".json")
SEEDS = range(5)
REPORTED = ("quality/free_sinad_db", "quality/sinad_db", "diversity/std_per_point", "distribution/ks_frequency")


def fresh(law: Law) -> batches.RealSource:
    """New waves of the law for every draw, computed in float64 like the pool."""

    def draw(seed: tf.Tensor, n: tf.Tensor) -> tf.Tensor:
        fractions = tf.random.stateless_uniform([n, 2], seed, dtype=tf.float64, alg="philox")
        offset = law.offset.low + fractions[:, :1] * (law.offset.high - law.offset.low)
        multiplier = law.multiplier.low + fractions[:, 1:] * (law.multiplier.high - law.multiplier.low)
        return tf.cast(AMPLITUDE * tf.sin(offset + multiplier * law.x) + CENTRE, tf.float32)

    return draw


def main() -> None:
    """Run the missing trainings, then print the table."""
    determinism.enable()
    _, recipe = params.recipe(Recipe)
    train, law = wave_sets.load(paths.TRAIN_DATA, ("pool",)), params.section("waves", Waves).law
    test = wave_sets.load(paths.HELD_OUT_DATA, ("test",)).sets["test"].waves
    real = measure(law, test)
    sources = {"pool": batches.from_pool(train.sets["pool"].waves), "fresh": fresh(law)}
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for seed in SEEDS:
        for name, source in sources.items():
            if f"{name}-{seed}" not in results:
                seeded = recipe.model_copy(update={"seed": seed})
                with console.progress(recipe.steps, "step") as report:
                    for update in loop.run(seeded, source, law.n_points):
                        report(update.step, update.row)
                waves = sampling.sample(update.state.generator, 10_000, seed=seed)
                results[f"{name}-{seed}"] = suite.evaluate(Comparison(real, measure(law, waves)))
                files.write_json(str(RESULTS), results)
    sys.stdout.write(table(results) + "\n")


def table(results: dict[str, dict[str, float]]) -> str:
    """Means of both and the paired difference with its 95 % interval, as Markdown."""
    rows = ["| score | pool | fresh | pool - fresh (95 % interval, 5 seeds) |", "|---|--:|--:|--:|"]
    for score in REPORTED:
        pool, new = (np.array([results[f"{name}-{seed}"][score] for seed in SEEDS]) for name in ("pool", "fresh"))
        gap = pool - new
        half = stats.t.ppf(0.975, len(gap) - 1) * gap.std(ddof=1) / np.sqrt(len(gap))
        name, means = score.rpartition("/")[2], (short(pool.mean()), short(new.mean()))
        rows.append(f"| `{name}` | {means[0]} | {means[1]} | {gap.mean():+.2g} ± {half:.2g} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
