"""Train a GAN on series and draw from it, from Python."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from contextlib import suppress
from operator import index
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.io import console, files, params
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import Recipe
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.runtime import determinism
from sinegan.training import loop
from sinegan.training.batches import from_pool
from sinegan.training.history import COLUMNS
from sinegan.waves.channels import flatten
from sinegan.waves.scaling import Kind, fitted_if_needed

_RECIPE, _GENERATOR, _HISTORY = "recipe.json", "generator.weights.h5", "history.csv"


class GAN:
    """A trained generator. Made by `fit` or `GAN.load`.

    Attributes
    ----------
    recipe
        That it was trained by.
    scaling
        From the generator's waves to the units of the user's series. None if they are the same.
    history
        By column, one value for each step: losses in nats, accuracies in [0, 1].

    Examples
    --------
    >>> import sinegan, tempfile
    >>> recipe = sinegan.load_recipe("modern", steps=20, snapshot_every=20)
    >>> gan = sinegan.fit(recipe, sinegan.draw(sinegan.load_law(), 1000, seed=1))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gan.save(folder)
    ...     again = sinegan.GAN.load(folder)
    >>> bool((gan.sample(5, seed=3) == again.sample(5, seed=3)).all())
    True
    """

    def __init__(self, trained: TrainedRecipe, generator: keras.Model, history: dict[str, NDArray[np.float64]]) -> None:
        self._trained, self._generator = trained, generator
        self.recipe, self.scaling, self.history = trained.recipe, trained.scaling, history

    def sample(self, n: int, seed: int = 0) -> NDArray[np.float32]:
        """Draw series, float32, in the shape and units of the training series.

        The first series do not depend on n.
        """
        return sampling.sample(build.as_in_file(self._generator, self._trained.shape, self.scaling), n, seed=seed)

    def save(self, folder: str) -> None:
        """Write recipe, weights and history to a folder.

        Raises
        ------
        FileProblemError
            A file cannot be written.
        """
        files.write_json(f"{folder}/{_RECIPE}", self._trained.model_dump())
        weights.write(f"{folder}/{_GENERATOR}", self._generator)
        files.write_table(f"{folder}/{_HISTORY}", COLUMNS, np.column_stack([self.history[name] for name in COLUMNS]))

    @classmethod
    def load(cls, folder: str) -> "GAN":
        """Read a folder that `save` or the pipeline wrote.

        Raises
        ------
        FileProblemError
            A file is missing, truncated, or does not fit the others.
        """
        trained = files.read_model(f"{folder}/{_RECIPE}", TrainedRecipe)
        generator = weights.load_generator(trained, str(Path(folder) / _GENERATOR))
        return cls(trained, generator, files.read_table(f"{folder}/{_HISTORY}", COLUMNS))


def fit(recipe: Recipe, series: NDArray[np.floating], seed: int | None = None, scaling: Kind | None = None) -> GAN:
    """Train a GAN on series, with a progress bar on stderr.

    Parameters
    ----------
    recipe
        From `sinegan.load_recipe`.
    series
        Shape ``(n, n_points)`` or ``(n, n_points, n_channels)``.
    seed
        Replaces the recipe's.
    scaling
        Of the series to [0, 1] for the networks, undone on output: ``global``, ``per_channel`` or ``per_point``, see
        `sinegan.waves.scaling.Scaling.fit`. None for ``global``, or no scaling if all values are in [0, 1].

    Returns
    -------
    GAN
        The trained generator.

    Raises
    ------
    DivergenceError
        A loss or a weight became NaN or infinite.
    MisfitError
        The recipe's networks do not fit series of that length.
    ParameterError
        The seed is negative or too large.

    Examples
    --------
    >>> import sinegan
    >>> law = sinegan.load_law()
    >>> recipe = sinegan.load_recipe("modern", steps=20, snapshot_every=20)
    >>> gan = fit(recipe, sinegan.draw(law, 1000, seed=1))
    >>> gan.sample(3).shape
    (3, 50)
    >>> len(gan.history["generator_loss"])
    20
    """
    recipe = recipe if seed is None else params.changed(recipe, {"seed": index(seed)}, "fit")
    series = series[..., 0] if series.ndim == 3 and series.shape[2] == 1 else series
    fitted = fitted_if_needed(series, scaling)
    n_points, n_channels = series.shape[1], series.shape[2] if series.ndim > 2 else 1
    waves = flatten(fitted.apply(series) if fitted else series.astype(np.float32))
    with suppress(RuntimeError):  # TensorFlow is running already: bits may then depend on the number of cores
        determinism.enable()
    with console.progress(recipe.steps, "step") as bar:
        for update in loop.run(recipe, from_pool(waves), n_points, n_channels):
            bar(update.step, update.row)
    trained = update.result()
    record = TrainedRecipe(name="fit", n_points=n_points, n_channels=n_channels, scaling=fitted, recipe=recipe)
    history = dict(zip(COLUMNS, trained.history.T.astype(np.float64), strict=True))
    return GAN(record, trained.state.ema_generator, history)
