"""Draw waves from a trained generator."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import keras

from sinegan.datasets import readers
from sinegan.io import files, paths
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import TrainedRecipe
from sinegan.reporting import style, wave_figures
from sinegan.runtime import determinism
from sinegan.tracking import model as tracked_model

N_PLOTTED = 12


def sample(n: int, seed: int, *, out: str | None, plot: str | None, model: str | None) -> None:
    """Draw waves to a file, to stdout, or as a figure.

    Parameters
    ----------
    n, seed
        Number of waves, and seed of the noise.
    out
        Path of a ``.npy`` or CSV file; without one, and without `plot`, CSV goes to stdout.
    plot
        Path of a PNG that shows the first `N_PLOTTED` waves.
    model
        An MLflow run id or model URI. None for the generator in models/.
    """
    determinism.one_thread_per_operation()
    generator = tracked_model.load(model) if model else _trained()
    if plot:
        style.write(plot, wave_figures.samples(sampling.sample(generator, min(n, N_PLOTTED), seed=seed)))
    if out or not plot:
        readers.write(out, (n, generator.output_shape[-1]), sampling.blocks(generator, n, seed=seed))


def _trained() -> keras.Model:
    trained = files.read_model(paths.RECIPE, TrainedRecipe)
    return build.with_inverse_scaling(weights.load_generator(trained, paths.GENERATOR), trained.scaling)
