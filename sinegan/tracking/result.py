"""One training result with its scores, read from the files that the stages have written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.io import files, paths, wave_sets
from sinegan.networks import build, sampling, weights
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.schema.scores import Evaluation
from sinegan.tracking import data_params, keras_export, run_fields
from sinegan.tracking.run_name import run_name
from sinegan.waves.dataset import WaveDataset

_SOURCE = "stages/publish.py"


@dataclass(frozen=True, eq=False)
class LoggedData:
    """A file of waves, as it is logged to MLflow.

    Attributes
    ----------
    name
        Of the dataset.
    context
        What it was used for: ``training`` or ``evaluation``.
    path
        Of the file.
    md5
        Of the file.
    waves
        ``(n, n_points)`` or ``(n, n_points, n_channels)`` each, by name of the set.
    """

    name: str
    context: str
    path: str
    md5: str
    waves: Mapping[str, NDArray[np.float32]]

    @property
    def digest(self) -> str:
        """The first digits of the md5: MLflow shows and compares eight."""
        return self.md5[:8]


@dataclass(frozen=True)
class Result:
    """One training result with its scores, as it is logged to MLflow.

    Attributes
    ----------
    name
        Of the run.
    identity
        ``key``, which identifies the run, ``config_key``, and the md5s of data, model and scores.
    tags
        Of the run, if it is a new one.
    params
        Flat, with the same names for all recipes.
    curves
        One value per step, by metric name.
    headlines
        The headline scores by name.
    score_table
        All scores, by column.
    description
        Markdown, shown on the run's page.
    card
        The model card, Markdown, shown on the model's page.
    report
        Folder whose files are logged as artifacts.
    pool, held_out
        The training waves, and those that the scores compare with.
    generator, noise
        The trained generator, and an example of its input, ``(n, n_noise)``.
    columns
        Names of the columns of the user's table. None without names.
    """

    name: str
    identity: Mapping[str, str]
    tags: Mapping[str, str]
    params: Mapping[str, Any]
    curves: Mapping[str, NDArray[np.floating[Any]]]
    headlines: Mapping[str, float]
    score_table: Mapping[str, list[Any]]
    description: str
    card: str
    report: str
    pool: LoggedData
    held_out: LoggedData
    generator: keras.Model
    noise: NDArray[np.float32]
    columns: list[str] | None

    @property
    def receipt(self) -> dict[str, str]:
        """The recipe and what identifies this result; the same in every clone."""
        return {"recipe": self.tags["recipe"], **self.identity}


def read() -> Result:
    """Read the current result.

    Raises
    ------
    FileProblemError, BadWavesError, MisfitError
        A file is corrupted or missing, or does not fit the others.
    """
    trained = files.read_model(paths.RECIPE, TrainedRecipe)
    recipe, metrics = trained.recipe.model_dump(), files.read_model(paths.METRICS, Evaluation)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",))
    held_out = wave_sets.load(paths.HELD_OUT_DATA, ("test", "reference"))
    build.check_shape(trained, pool.grid.shape)
    generator = weights.load_generator(trained, paths.GENERATOR)
    identity = keys.identity(recipe, data=paths.TRAIN_DATA, model=paths.GENERATOR, metrics=paths.METRICS)
    return Result(
        name=run_name(trained.name, recipe),
        identity=identity,
        tags=run_fields.tags(trained.name, recipe, key=identity["key"], source=_SOURCE, origin="restored"),
        params=run_fields.params(trained.name, recipe)
        | data_params.data_params(pool, held_out)
        | data_params.evaluation_params(metrics.evaluate),
        curves=run_fields.curves(files.read_table(paths.HISTORY)),
        headlines=run_fields.headlines(metrics.scores),
        score_table=run_fields.score_table(metrics.scores),
        description=files.read_text(paths.SUMMARY),
        card=files.read_text(paths.MODEL_CARD),
        report=paths.REPORTS,
        pool=_logged("pool", "training", paths.TRAIN_DATA, pool),
        held_out=_logged("held_out", "evaluation", paths.HELD_OUT_DATA, held_out),
        generator=build.as_in_file(keras_export.to_built_in_layers(generator), trained.shape, trained.scaling),
        noise=sampling.noise(4, trained.recipe.generator.n_noise, seed=0).numpy(),
        columns=trained.columns,
    )


def _logged(name: str, context: str, path: str, data: WaveDataset) -> LoggedData:
    waves = {set_name: drawn.waves for set_name, drawn in data.sets.items()}
    return LoggedData(name, context, path, keys.md5(path), waves)
