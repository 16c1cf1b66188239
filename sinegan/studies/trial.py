"""One trial: from recipe to scores like the main pipeline, without files."""

import time
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.classifiers import conv_net
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.evaluation import discriminator_scores, scorecard
from sinegan.measurement.sample import UnscorableError
from sinegan.metrics.baseline import Calibration
from sinegan.networks import sampling
from sinegan.networks.build import MisfitError
from sinegan.networks.recipe import Recipe
from sinegan.schema.scores import Score, headline_values
from sinegan.training import loop
from sinegan.training.batches import from_pool
from sinegan.training.loop import DivergenceError
from sinegan.training.trained import Trained
from sinegan.waves.law import SamplingGrid


@dataclass(frozen=True, eq=False)
class Data:
    """The data that every trial of a study is trained on and scored with.

    Attributes
    ----------
    grid
        The distribution of the waves, or only their sampling grid.
    pool, test, reference
        Waves, float32 ``(n, n_points)`` each.
    calibration
        Baselines, and the sample sizes of the scores.
    seed
        Of the generated waves and of the classifiers: ``evaluate.seed``.
    """

    grid: SamplingGrid
    pool: NDArray[np.float32]
    test: NDArray[np.float32]
    reference: NDArray[np.float32]
    calibration: Calibration
    seed: int


@dataclass(frozen=True)
class Outcome:
    """The scores of a trial, or why it failed, and how long it took.

    Attributes
    ----------
    scores
        By key; None for a score without a value.
    headlines
        The headline scores, by name.
    failure
        The error message; None if the trial succeeded.
    seconds
        ``train`` (from the first to the last step), ``start`` (before the first step, with compilation) and ``score``.
    """

    scores: dict[str, float | None]
    headlines: dict[str, float | None]
    failure: str | None
    seconds: dict[str, float]


def run(recipe: Recipe, data: Data) -> Outcome:
    """Train by the recipe, sample, and score: the numbers equal those of the stages train and evaluate.

    A training that diverges, or waves that cannot be scored, give an outcome with a failure.
    """
    start = time.perf_counter()
    try:
        trained = loop.train(recipe, from_pool(data.pool), data.grid.n_points)
        seconds = {"train": trained.seconds, "start": time.perf_counter() - start - trained.seconds}
        start = time.perf_counter()
        all_scores = _scores(trained, data)
    except (DivergenceError, UnscorableError, MisfitError) as error:
        return Outcome({}, {}, f"{type(error).__name__}: {error}", {})
    finally:
        keras.backend.clear_session()  # otherwise a worker's memory grows with every trial
    scores = {score.key: score.value for score in all_scores}
    return Outcome(scores, headline_values(all_scores), None, seconds | {"score": time.perf_counter() - start})


def _scores(trained: Trained, data: Data) -> list[Score]:
    state = trained.state
    waves = sampling.sample(state.ema_generator, data.calibration.sizes.n_waves, seed=data.seed)
    card = scorecard.evaluate(
        data.test, waves, data.grid, data.seed,
        training=data.pool, calibration=data.calibration,
        classifiers=(*CLASSIFIERS, conv_net.conv_classifier(data.grid.n_points)),
    )  # fmt: skip
    scores_of_discriminator = discriminator_scores.scores(
        state.discriminator, test=data.test, reference=data.reference, generated=waves
    )
    return [*card.scores, *scores_of_discriminator]
