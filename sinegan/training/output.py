"""The files that a training writes."""

import numpy as np

from sinegan.io import files, paths
from sinegan.networks import weights
from sinegan.networks.recipe import Recipe
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.training.history import COLUMNS
from sinegan.training.trained import Trained
from sinegan.waves.channels import unflatten
from sinegan.waves.dataset import WaveDataset


def write(trained: Trained, name: str, recipe: Recipe, data: WaveDataset) -> None:
    """Write recipe, weights, history and snapshots to ``models/``.

    Parameters
    ----------
    trained
        The result of the training.
    name, recipe
        The recipe, and its name in params.yaml.
    data
        The training data.

    Raises
    ------
    FileProblemError
        A file could not be written.
    """
    shape = data.grid.shape
    record = TrainedRecipe(
        name=name, n_points=shape[0], n_channels=data.grid.width // shape[0],
        columns=None if data.columns is None else list(data.columns), scaling=data.scaling, recipe=recipe,
    )  # fmt: skip
    snapshots = np.stack([unflatten(waves, shape) for waves in trained.snapshots])
    files.write_json(paths.RECIPE, record.model_dump())
    weights.write(paths.GENERATOR, trained.state.ema_generator)
    weights.write(paths.DISCRIMINATOR, trained.state.discriminator)
    files.write_table(paths.HISTORY, COLUMNS, trained.history)
    files.write_arrays(paths.SNAPSHOTS, {"waves": snapshots, "steps": trained.snapshot_steps})
