"""One training result with its scores, put together from the files that the stages have written."""

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
    """One training result with its scores, as MLflow shall show it.

    Attributes
    ----------
    name
        Of the run.
    tags
        Among them ``key``, by which the run is found again, ``metrics_md5`` and ``model_md5``.
    params
        Flat, without the recipe's name, so that recipes line up.
    curves
        By metric name: one value per epoch.
    scores
        By metric name.
    description
        Markdown, shown on the run's page.
    card
        The model card, Markdown, shown on the model's page.
    report
        Folder whose files become artifacts.
    pool, pool_path
        The waves trained on, and where they lie.
    generator, noise
        The trained generator, and an example of what it is fed.
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
        """What tells this result from others: the tags that are the same in every clone."""
        names = ("recipe", "key", "config_key", "data_md5", "model_md5", "metrics_md5")
        return {name: self.tags[name] for name in names}


def read() -> Result:
    """The current result.

    Raises
    ------
    FileProblemError, BadWavesError, MisfitError
        A file is torn, missing, or does not fit the others.
    """
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    recipe, metrics = trained.recipe.model_dump(), files.read_record(paths.METRICS, Evaluation)
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
        generator=build.in_own_units(keras_export.plain(generator), trained.scaling),
        noise=sampling.noise(4, recipe["generator"]["noise_dim"], seed=0).numpy(),
    )
