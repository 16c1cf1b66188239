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
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from benchmarks import machine, trained_anchors
from benchmarks.trained_anchors import Draw, Waves
from sinegan.evaluation import scorecard
from sinegan.evaluation.options import Evaluate
from sinegan.io import console, files, params, paths, wave_sets
from sinegan.metrics.baseline import Calibration
from sinegan.networks.recipe import Recipe
from sinegan.reporting.formatting import median_and_range
from sinegan.reporting.markdown_tables import markdown
from sinegan.runtime import determinism, thread_map
from sinegan.schema.scores import headline_values

OUT, SEEDS, COMPONENTS = "benchmarks/anchors.json", (300, 301, 302), 6
_SHOWN = ("sinad_db", "valid_fraction", "grid_coverage", "noise_threshold")


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


def table(anchors: Mapping[str, Any]) -> str:
    """Medians over seeds with their ranges, as Markdown."""
    header = ("no GAN", *(f"`{name}`" for name in _SHOWN), "seconds")
    lines = [
        (
            f"`{name}`",
            *(median_and_range(row["headlines"][headline] for row in rows) for headline in _SHOWN),
            median_and_range(row["seconds"] for row in rows),
        )
        for name, rows in anchors.items()
    ]
    return markdown(header, lines, "l" + "r" * (len(header) - 1))


def _components(pool: Waves) -> tuple[Waves, Waves, Waves]:
    """Mean, the first principal directions as rows, and the waves' components along them."""
    mean = pool.mean(axis=0)
    _, _, directions = np.linalg.svd((pool - mean)[:20_000], full_matrices=False)
    return mean, directions[:COMPONENTS], (pool - mean) @ directions[:COMPONENTS].T


def _gaussian(pool: Waves, recipe: Recipe) -> Draw:
    mean, directions, scores = _components(pool)
    rng, covariance = np.random.default_rng(recipe.seed), np.cov(scores.T)
    return lambda n: (mean + rng.multivariate_normal(np.zeros(COMPONENTS), covariance, n) @ directions).astype("f4")


def _kernel(pool: Waves, recipe: Recipe) -> Draw:
    """The components of a real wave plus normal noise: a kernel density of Silverman's bandwidth (1986)."""
    mean, directions, scores = _components(pool)
    rng, (n_pool, width) = np.random.default_rng(recipe.seed), scores.shape
    factor = (n_pool * (width + 2) / 4) ** (-1 / (width + 4))
    kernel = np.linalg.cholesky(np.cov(scores.T)) * factor

    def draw(n: int) -> Waves:
        moved = scores[rng.integers(n_pool, size=n)] + rng.standard_normal((n, width)) @ kernel.T
        return (mean + moved @ directions).astype("f4")

    return draw


ANCHORS: dict[str, Callable[[Waves, Recipe], Draw]] = {
    "gaussian": _gaussian,
    "kernel": _kernel,
    "vae": trained_anchors.vae,
    "energy": trained_anchors.energy,
}


if __name__ == "__main__":
    main()
