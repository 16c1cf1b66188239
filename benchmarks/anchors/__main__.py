"""Generators of sines that are not GANs, with the same data, budget and scores as the recipes.

    python -m benchmarks.anchors

- ``gaussian``: a normal distribution of the first principal components; ``kernel``: their kernel density. Both are
  fitted, not trained.
- ``vae``: a variational autoencoder with the recipe ``modern``'s generator as its decoder (Kingma & Welling 2014,
  arXiv 1312.6114).
- ``energy``: that generator, trained on the energy distance between its waves and real ones (Szekely & Rizzo 2013).

The latter two are trained for as many steps as ``modern``, with the same batch size, Adam, the same learning rate
schedule and the same moving average of weights. Results go to anchors.json.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import time
from collections.abc import Callable
from typing import Any

from benchmarks import machine
from benchmarks.anchors import fitted, trained
from benchmarks.anchors.table import table
from benchmarks.anchors.trained import Draw, Waves
from sinegan.evaluation import scorecard
from sinegan.evaluation.options import Evaluate
from sinegan.io import console, files, params, paths, wave_sets
from sinegan.metrics.baseline import Calibration
from sinegan.networks.recipe import Recipe
from sinegan.runtime import determinism, thread_map
from sinegan.schema.scores import headline_values

OUT, SEEDS = "benchmarks/anchors.json", (300, 301, 302)


ANCHORS: dict[str, Callable[[Waves, Recipe], Draw]] = {
    "gaussian": fitted.gaussian,
    "kernel": fitted.kernel,
    "vae": trained.vae,
    "energy": trained.energy,
}


def main() -> None:
    """Fit or train each anchor with each seed, score, write and print."""
    determinism.enable()
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test",))
    calibration = files.read_model(paths.CALIBRATION, Calibration)
    recipe, seed_of_scores = params.recipes(Recipe)["modern"], params.section("evaluate", Evaluate).seed
    results: dict[str, Any] = {"machine": machine.facts(), "anchors": {name: [] for name in ANCHORS}}
    with console.progress(len(ANCHORS) * len(SEEDS), "anchor") as report:
        for done, (seed, name) in enumerate([(seed, name) for seed in SEEDS for name in ANCHORS], start=1):
            start = time.perf_counter()
            draw = ANCHORS[name](pool, recipe.model_copy(update={"seed": seed}))
            seconds = time.perf_counter() - start
            card = scorecard.evaluate(
                held_out.sets["test"].waves, draw(calibration.sizes.n_waves), held_out.grid, seed_of_scores,
                training=pool, calibration=calibration, parallel_map=thread_map.parallel_map,
            )  # fmt: skip
            row = {"seed": seed, "seconds": round(seconds, 1), "headlines": headline_values(card.scores)}
            results["anchors"][name].append(row)
            files.write_json(OUT, results)
            report(done, {})
    console.echo(table(results["anchors"]))


if __name__ == "__main__":
    main()
