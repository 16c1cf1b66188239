"""The files that a training writes."""

from sinegan.io import files, paths
from sinegan.networks import weights
from sinegan.networks.recipe import Recipe, TrainedRecipe
from sinegan.training.history import COLUMNS
from sinegan.training.trained import Trained
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
    record = TrainedRecipe(name=name, n_points=data.grid.n_points, scaling=data.scaling, recipe=recipe)
    files.write_json(paths.RECIPE, record.model_dump())
    weights.write(paths.GENERATOR, trained.state.ema_generator)
    weights.write(paths.DISCRIMINATOR, trained.state.discriminator)
    files.write_table(paths.HISTORY, COLUMNS, trained.history)
    files.write_arrays(paths.SNAPSHOTS, {"waves": trained.snapshots, "steps": trained.snapshot_steps})
