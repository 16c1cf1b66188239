"""Draw waves from a trained generator, as many as you like: to a file, to stdout, or as a picture."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import argparse

import keras

from sinegan.datasets import readers
from sinegan.io import console, files, paths
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import TrainedRecipe
from sinegan.reporting import figures, style
from sinegan.runtime import determinism
from sinegan.tracking import model, store

SHOWN = 12


def main() -> None:
    asked = _arguments()
    determinism.one_thread_per_operation()
    generator = model.load(asked.model) if asked.model else _trained()
    if asked.plot:
        style.write(asked.plot, figures.drawn(sampling.sample(generator, min(asked.n, SHOWN), seed=asked.seed)))
    if asked.out or not asked.plot:
        blocks = sampling.blocks(generator, asked.n, seed=asked.seed)
        readers.write(asked.out, (asked.n, generator.output_shape[-1]), blocks)


def _trained() -> keras.Model:
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    generator, _ = build.rebuild(trained, trained.n_points)
    weights.read_into(generator, paths.GENERATOR)
    return build.in_own_units(generator, trained.scaling)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m stages.sample", description=__doc__)
    parser.add_argument("--n", type=console.whole(1, 1_000_000_000), default=10, help="waves (default: %(default)s)")
    parser.add_argument("--seed", type=console.whole(0, 2_147_483_647), default=0, help="of the noise (%(default)s)")
    parser.add_argument("--out", metavar="FILE", help=".npy, or else CSV, one wave per row (default: CSV to stdout)")
    parser.add_argument("--plot", metavar="FILE", help=f"draw the first {SHOWN} of them as a .png")
    parser.add_argument(
        "--model", help="an MLflow run's id, or models:/sine-gan@champion (default: the one in models/)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    console.run(main, store.TrackingError)
