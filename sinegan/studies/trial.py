"""One trial: the main pipeline's path from recipe to scores, without files."""

import time
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.classifiers import conv_net
from sinegan.classifiers.models import LADDER
from sinegan.evaluation import discriminator_scores, scorecard
from sinegan.measurement.sample import UnscorableError
from sinegan.metrics.floors import Calibration
from sinegan.networks import sampling
from sinegan.networks.build import MisfitError
from sinegan.networks.recipe import Recipe
from sinegan.schema.scores import Score, headline_values
from sinegan.training import loop
from sinegan.training.batches import from_pool
from sinegan.training.loop import DivergenceError
from sinegan.training.trained import Trained
from sinegan.waves.law import Axis


@dataclass(frozen=True, eq=False)
class Data:
    """What every trial of a study learns from and is scored against.

    Attributes
    ----------
    axis
        The law that the waves follow, or where their points are.
    pool, test, reference
        Waves, float32 ``(n, n_points)`` each.
    calibration
        Gives the sizes of the scores.
    seed
        Of the generated waves and of the judges: ``evaluate.seed``.
    """

    axis: Axis
    pool: NDArray[np.float32]
    test: NDArray[np.float32]
    reference: NDArray[np.float32]
    calibration: Calibration
    seed: int


@dataclass(frozen=True)
class Outcome:
    """What a trial found, or why it has found nothing; and what it cost.

    Attributes
    ----------
    scores
        By key; None for a score without a value.
    headlines
        The few of them that people compare by, by name.
    failure
        The error's words; None when all went well.
    seconds
        Of training (from the first to the last step, what is compiled before left out) and of scoring.
    """

    scores: dict[str, float | None]
    headlines: dict[str, float | None]
    failure: str | None
    seconds: dict[str, float]


def run(recipe: Recipe, data: Data) -> Outcome:
    """Train by the recipe, sample, and score: the same numbers as the stages train and evaluate give.

    A training that diverges, or waves that cannot be scored, are a result too.
    """
    start = time.perf_counter()
    try:
        trained = loop.train(recipe, from_pool(data.pool), data.axis.n_points)
        seconds = {"train": trained.seconds, "start": time.perf_counter() - start - trained.seconds}
        start = time.perf_counter()
        found = _scores(trained, data)
    except (DivergenceError, UnscorableError, MisfitError) as error:
        return Outcome({}, {}, f"{type(error).__name__}: {error}", {})
    finally:
        keras.backend.clear_session()  # else a worker's memory grows with its trials
    scores = {score.key: score.value for score in found}
    return Outcome(scores, headline_values(found), None, seconds | {"score": time.perf_counter() - start})


def _scores(trained: Trained, data: Data) -> list[Score]:
    players = trained.players
    waves = sampling.sample(players.mean_generator, data.calibration.sizes.n_waves, seed=data.seed)
    card = scorecard.evaluate(
        data.test, waves, data.axis, data.seed,
        training=data.pool, calibration=data.calibration, ladder=(*LADDER, conv_net.rung(data.axis.n_points)),
    )  # fmt: skip
    own_scores = discriminator_scores.scores(
        players.discriminator, test=data.test, reference=data.reference, generated=waves
    )
    return [*card.scores, *own_scores]
