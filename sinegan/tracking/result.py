"""One training result with its scores, read from the files that the stages have written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.io import files, paths, wave_sets
from sinegan.networks import build, sampling, weights
from sinegan.networks.recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.schema.scores import Evaluation
from sinegan.tracking import keras_export, run_fields


@dataclass(frozen=True)
class Result:
    """One training result with its scores, as it is logged to MLflow.

    Attributes
    ----------
    name
        Of the run.
    tags
        Include ``key``, which identifies the run, ``metrics_md5`` and ``model_md5``.
    params
        Flat, without the recipe's name, so that runs of different recipes have the same parameter names.
    curves
        One value per step, by metric name.
    scores
        By metric name.
    description
        Markdown, shown on the run's page.
    card
        The model card, Markdown, shown on the model's page.
    report
        Folder whose files are logged as artifacts.
    pool, pool_path
        The training waves, ``(n, n_points)``, and the path of their file.
    generator, noise
        The trained generator, and an example of its input, ``(n, noise_dim)``.
    """

    name: str
    tags: Mapping[str, str]
    params: Mapping[str, Any]
    curves: Mapping[str, NDArray[np.floating[Any]]]
    scores: Mapping[str, float]
    description: str
    card: str
    report: str
    pool: NDArray[np.float32]
    pool_path: str
    generator: keras.Model
    noise: NDArray[np.float32]

    @property
    def receipt(self) -> dict[str, str]:
        """The tags that identify this result; they are the same in every clone."""
        names = ("recipe", "key", "config_key", "data_md5", "model_md5", "metrics_md5")
        return {name: self.tags[name] for name in names}


def read() -> Result:
    """Read the current result.

    Raises
    ------
    FileProblemError, BadWavesError, MisfitError
        A file is corrupted or missing, or does not fit the others.
    """
    trained = files.read_model(paths.RECIPE, TrainedRecipe)
    recipe, metrics = trained.recipe.model_dump(), files.read_model(paths.METRICS, Evaluation)
    pool = wave_sets.load(paths.TRAIN_DATA, ("pool",)).sets["pool"].waves
    build.check_length(trained, pool.shape[1])
    generator = weights.load_generator(trained, paths.GENERATOR)
    identity = keys.identity(recipe, data=paths.TRAIN_DATA, model=paths.GENERATOR, metrics=paths.METRICS)
    return Result(
        name=f"{trained.name}-seed{recipe['seed']}",
        tags=identity | run_fields.tags(trained.name, recipe, metrics.evaluate),
        params=run_fields.params(recipe),
        curves=run_fields.curves(files.read_table(paths.HISTORY)),
        scores=run_fields.scores(metrics.scores),
        description=files.read_text(paths.SUMMARY),
        card=files.read_text(paths.MODEL_CARD),
        report=paths.REPORTS,
        pool=pool,
        pool_path=paths.TRAIN_DATA,
        generator=build.with_inverse_scaling(keras_export.to_built_in_layers(generator), trained.scaling),
        noise=sampling.noise(4, recipe["generator"]["noise_dim"], seed=0).numpy(),
    )
