"""Draw waves from a trained generator."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets import writers
from sinegan.io import files, paths
from sinegan.networks import numpy_generator, weight_file
from sinegan.networks.numpy_generator import NumpyGenerator
from sinegan.networks.trained_recipe import TrainedRecipe

N_PLOTTED = 12


class Drawing(NamedTuple):
    """How to draw waves.

    Attributes
    ----------
    draw
        From a number of waves to blocks of them, each ``(any, *shape)``.
    shape
        Of one wave: ``(n_points,)`` or ``(n_points, n_channels)``.
    columns
        Names of the channels, or of the points if there is one channel. None for no names.
    """

    draw: Callable[[int], Iterator[NDArray[np.float32]]]
    shape: tuple[int, ...]
    columns: list[str] | None


def sample(n: int, seed: int, *, out: str | None, plot: str | None, model: str | None) -> None:
    """Draw waves to a file, to stdout, or as a figure.

    Parameters
    ----------
    n, seed
        Number of waves, and seed of the noise.
    out
        Path of a file, see `sinegan.datasets.writers.write`; without one, and without `plot`, CSV goes to stdout.
    plot
        Path of a PNG that shows the first `N_PLOTTED` waves.
    model
        An MLflow run id or model URI. None for the generator in models/.

    Raises
    ------
    UnknownSuffixError
        There is no format for the suffix of `out`; nothing is read or drawn.
    """
    if out:
        writers.check_suffix(out)
    draw, shape, columns = _from_mlflow(model, seed) if model else _from_files(seed)
    if plot:
        _plot(plot, np.concatenate(list(draw(min(n, N_PLOTTED)))), columns)
    if out or not plot:
        writers.write(out, n, shape, draw(n), columns)


def _from_files(seed: int) -> Drawing:
    """The generator in models/, without TensorFlow."""
    trained = files.read_model(paths.RECIPE, TrainedRecipe)
    generator = NumpyGenerator(trained, weight_file.read_dense(paths.GENERATOR, numpy_generator.widths(trained)))
    return Drawing(lambda n: generator.blocks(n, seed=seed), trained.shape, trained.columns)


def _from_mlflow(model: str, seed: int) -> Drawing:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.networks import sampling
    from sinegan.runtime import determinism
    from sinegan.tracking import model as tracked_model

    determinism.enable()
    generator, columns = tracked_model.load(model), tracked_model.columns(model)
    return Drawing(lambda n: sampling.blocks(generator, n, seed=seed), generator.output_shape[1:], columns)


def _plot(path: str, waves: NDArray[np.float32], columns: list[str] | None) -> None:
    from sinegan.reporting import style, wave_figures

    style.write(path, wave_figures.samples(waves, names=columns if waves.ndim == 3 else None))
