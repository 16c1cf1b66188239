"""The files that a training leaves behind."""

from sinegan.io import files, paths
from sinegan.networks import weights
from sinegan.networks.recipe import Recipe, TrainedRecipe
from sinegan.training.history import COLUMNS
from sinegan.training.trained import Trained
from sinegan.waves.dataset import Record


def write(trained: Trained, name: str, recipe: Recipe, data: Record) -> None:
    """Write recipe, weights, history and snapshots into ``models/``.

    Parameters
    ----------
    trained
        What the training gave.
    name, recipe
        The recipe, and its name in params.yaml.
    data
        What was trained on.

    Raises
    ------
    FileProblemError
        A file could not be written.
    """
    record = TrainedRecipe(name=name, n_points=data.axis.n_points, scaling=data.scaling, recipe=recipe)
    files.write_json(paths.RECIPE, record.model_dump())
    weights.write(paths.GENERATOR, trained.players.mean_generator)
    weights.write(paths.DISCRIMINATOR, trained.players.discriminator)
    files.write_table(paths.HISTORY, COLUMNS, trained.history)
    files.write_arrays(paths.FILM, {"waves": trained.film, "epochs": trained.film_epochs})
