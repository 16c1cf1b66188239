"""The evaluation of a trained GAN: scorecard, scores of its own discriminator, and the data of the figures."""

from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.classifiers import choice
from sinegan.classifiers.tasks import ParallelMap, Report
from sinegan.evaluation import discriminator_scores, figure_data, scorecard
from sinegan.evaluation.options import Evaluate
from sinegan.metrics.baseline import Calibration
from sinegan.networks import sampling
from sinegan.networks.discriminator import Discriminator
from sinegan.schema.scores import Evaluation
from sinegan.waves.channels import flatten
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.draw import blocks_of


class Evaluated(NamedTuple):
    """Scores for ``reports/metrics.json``, and named arrays for ``models/figure_data.npz``."""

    evaluation: Evaluation
    figure_data: dict[str, NDArray[Any]]


def evaluate(
    networks: tuple[keras.Model, Discriminator],
    pool: NDArray[np.float32],
    held_out: WaveDataset,
    calibration: Calibration,
    options: Evaluate,
    *,
    recipe: str,
    parallel_map: ParallelMap[Any] = map,
    report: Report = lambda _done, _numbers: None,
) -> Evaluated:
    """Draw waves from a generator and score them against real ones.

    Parameters
    ----------
    networks
        Generator and discriminator.
    pool
        The training waves, ``(n, n_points)`` or ``(n, n_points, n_channels)``.
    held_out
        With the sets ``test`` and ``reference``.
    calibration, options
        Sample sizes and baselines of the scores; seed of the generated waves and of the classifiers.
    recipe
        Name of the recipe that was trained.
    parallel_map, report
        As for `sinegan.evaluation.scorecard.evaluate`.

    Raises
    ------
    UnscorableError
        A score could not be computed.
    """
    generator, discriminator = networks
    test, reference = held_out.sets["test"], held_out.sets["reference"]
    vectors = sampling.sample(generator, calibration.sizes.n_waves, seed=options.seed)
    card = scorecard.evaluate(
        test.waves, vectors, held_out.grid, options.seed, training=pool, block=blocks_of(test), calibration=calibration,
        classifiers=choice.classifiers(held_out.grid),
        parallel_map=parallel_map, report=report,
    )  # fmt: skip
    own = discriminator_scores.scores(
        discriminator, test=flatten(test.waves), reference=flatten(reference.waves), generated=vectors,
        block=blocks_of(test),
    )  # fmt: skip
    evaluation = Evaluation(
        recipe=recipe,
        evaluate=options.model_dump() | calibration.sizes.model_dump(),
        scores=[*card.scores, *own],
        effective_bits=card.effective_bits,
        curve=figure_data.curve(card),
    )
    return Evaluated(evaluation, figure_data.arrays(card, test, reference))
