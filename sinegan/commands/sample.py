"""Draw waves from a trained generator."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import keras

from sinegan.datasets import readers
from sinegan.io import files, paths
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import TrainedRecipe
from sinegan.reporting import figures, style
from sinegan.runtime import determinism
from sinegan.tracking import model as tracked_model

SHOWN = 12


def sample(n: int, seed: int, *, out: str | None, plot: str | None, model: str | None) -> None:
    """Draw waves to a file, to stdout, or as a picture.

    Parameters
    ----------
    n, seed
        Number of waves, and seed of their noise.
    out
        Path of a ``.npy`` or CSV file; without one, and without `plot`, CSV goes to stdout.
    plot
        Path of a PNG of the first `SHOWN` waves.
    model
        A run's id or a model's address in MLflow; without one it is the generator in models/.
    """
    determinism.one_thread_per_operation()
    generator = tracked_model.load(model) if model else _trained()
    if plot:
        style.write(plot, figures.drawn(sampling.sample(generator, min(n, SHOWN), seed=seed)))
    if out or not plot:
        readers.write(out, (n, generator.output_shape[-1]), sampling.blocks(generator, n, seed=seed))


def _trained() -> keras.Model:
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    return build.in_own_units(weights.load_generator(trained, paths.GENERATOR), trained.scaling)
