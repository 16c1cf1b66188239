"""Draw waves from a trained generator."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets import readers
from sinegan.io import files, paths
from sinegan.networks import numpy_generator, weight_file
from sinegan.networks.numpy_generator import NumpyGenerator
from sinegan.networks.recipe import TrainedRecipe

N_PLOTTED = 12

Draw = Callable[[int], Iterator[NDArray[np.float32]]]
"""From a number of waves to blocks of them, each ``(any, n_points)``."""


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
    draw, n_points = _from_mlflow(model, seed) if model else _from_files(seed)
    if plot:
        _plot(plot, np.concatenate(list(draw(min(n, N_PLOTTED)))))
    if out or not plot:
        readers.write(out, (n, n_points), draw(n))


def _from_files(seed: int) -> tuple[Draw, int]:
    """The generator in models/, without TensorFlow."""
    trained = files.read_model(paths.RECIPE, TrainedRecipe)
    widths = numpy_generator.widths(trained.recipe.generator, trained.n_points)
    generator = NumpyGenerator(trained, weight_file.read_dense(paths.GENERATOR, widths))
    return lambda n: generator.blocks(n, seed=seed), trained.n_points


def _from_mlflow(model: str, seed: int) -> tuple[Draw, int]:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.networks import sampling
    from sinegan.runtime import determinism
    from sinegan.tracking import model as tracked_model

    determinism.one_thread_per_operation()
    generator = tracked_model.load(model)
    return lambda n: sampling.blocks(generator, n, seed=seed), generator.output_shape[-1]


def _plot(path: str, waves: NDArray[np.float32]) -> None:
    from sinegan.reporting import style, wave_figures

    style.write(path, wave_figures.samples(waves))
