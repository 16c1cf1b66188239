"""Train a GAN on series and draw from it, from Python."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from contextlib import suppress
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.io import console, files
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import Recipe, TrainedRecipe
from sinegan.runtime import determinism
from sinegan.training import loop
from sinegan.training.batches import from_pool
from sinegan.training.history import COLUMNS
from sinegan.waves.scaling import Scaling

_RECIPE, _GENERATOR, _HISTORY = "recipe.json", "generator.weights.h5", "history.csv"


class GAN:
    """A trained generator. Made by `fit` or `GAN.load`.

    Attributes
    ----------
    recipe
        By which it was trained.
    scaling
        How its waves become the user's; None: they are.
    history
        By column, one value for each step: losses in nats, accuracies in [0, 1].
    """

    def __init__(self, trained: TrainedRecipe, generator: keras.Model, history: dict[str, NDArray[np.float64]]) -> None:
        self._trained, self._generator = trained, generator
        self.recipe, self.scaling, self.history = trained.recipe, trained.scaling, history

    def sample(self, n: int, seed: int = 0) -> NDArray[np.float32]:
        """Draw series, float32 ``(n, n_points)``, in the units of those that it was trained on.

        The first ones do not depend on how many follow.
        """
        return sampling.sample(build.in_own_units(self._generator, self.scaling), n, seed=seed)

    def save(self, folder: str) -> None:
        """Write recipe, weights and history into a folder.

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
        """Read what `save` wrote, or the pipeline's ``models/``.

        Raises
        ------
        FileProblemError
            A file is missing, torn, or does not fit the others.
        """
        trained = files.read_record(f"{folder}/{_RECIPE}", TrainedRecipe)
        generator = weights.load_generator(trained, str(Path(folder) / _GENERATOR))
        return cls(trained, generator, files.read_table(f"{folder}/{_HISTORY}", COLUMNS))


def fit(recipe: Recipe, series: NDArray[np.floating], seed: int | None = None) -> GAN:
    """Train a GAN on series; a progress bar goes to stderr.

    Parameters
    ----------
    recipe
        As `sinegan.load_recipe` gives it.
    series
        Shape ``(n, n_points)``. What leaves [0, 1] is scaled to it for the networks, and back on output.
    seed
        In place of the recipe's.

    Raises
    ------
    DivergenceError
        A loss or a weight became NaN or infinite.
    MisfitError
        The recipe's networks do not fit series of that length.

    Examples
    --------
    >>> import sinegan
    >>> law = sinegan.load_law()
    >>> recipe = sinegan.load_recipe("modern", epochs=20, snapshot_every=20)
    >>> gan = fit(recipe, sinegan.draw(law, 1000, seed=1))
    >>> gan.sample(3).shape
    (3, 50)
    >>> len(gan.history["generator_loss"])
    20
    """
    recipe = recipe if seed is None else recipe.model_copy(update={"seed": seed})
    inside = bool(series.min() >= 0 and series.max() <= 1)
    scaling = None if inside else Scaling.of(series)
    waves = scaling.apply(series) if scaling else series.astype(np.float32)
    with suppress(RuntimeError):  # TensorFlow has computed something already: bits may depend on the number of cores
        determinism.one_thread_per_operation()
    with console.progress(recipe.epochs, "step") as bar:
        for progress in loop.run(recipe, from_pool(waves), waves.shape[1]):
            bar(progress.step, progress.row)
    trained = progress.result()
    record = TrainedRecipe(name="fit", n_points=waves.shape[1], scaling=scaling, recipe=recipe)
    history = dict(zip(COLUMNS, trained.history.T.astype(np.float64), strict=True))
    return GAN(record, trained.players.mean_generator, history)
