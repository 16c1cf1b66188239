"""Draw real waves and score generated ones, from Python; without TensorFlow where the distribution is known."""

from contextlib import suppress

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from sinegan.benchmark import protocol
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.evaluation import scorecard
from sinegan.measurement.sample import UnscorableError
from sinegan.runtime import thread_map
from sinegan.scorecard import Scorecard
from sinegan.waves import draw as drawing
from sinegan.waves.channels import grid_of
from sinegan.waves.law import Law, SamplingGrid
from sinegan.waves.scaling import Kind, fitted_if_needed


def draw(law: Law, n: int, seed: int) -> NDArray[np.float32]:
    """Draw real waves from a law.

    Parameters
    ----------
    law
        The distribution.
    n
        Number of waves.
    seed
        Of the random numbers.

    Returns
    -------
    ndarray
        float32 ``(n, n_points)``, values in [0, 1].

    Examples
    --------
    >>> import sinegan
    >>> draw(sinegan.load_law(), 3, seed=0).shape
    (3, 50)
    """
    return drawing.draw(law, n, np.random.default_rng(seed)).waves


def score(
    real: NDArray[np.floating],
    generated: NDArray[np.floating],
    law: Law | None = None,
    training: NDArray[np.floating] | None = None,
    seed: int = 1,
    scaling: Kind | None = None,
) -> Scorecard:
    """Score generated series against real ones.

    Parameters
    ----------
    real, generated
        Shape ``(n, n_points)`` or ``(n, n_points, n_channels)`` each; any two n from 50 on.
    law
        The distribution of the real series. Without it, the scores that require it have no value.
    training
        Series that the generator may have copied.
    seed
        Of the classifiers and of the noise added to their inputs.
    scaling
        Without a law: how the series are scaled before scoring, see `sinegan.waves.scaling.Scaling.fit`. The default is
        that of `sinegan.fit`.

    Returns
    -------
    Scorecard
        Every score with its interval and baseline: for 10,000 waves of the benchmark's law the benchmark's baseline,
        otherwise a single draw of real waves; without a law, none.

    Raises
    ------
    UnscorableError
        A shape is wrong, or there are NaN or infinity.

    Examples
    --------
    >>> import sinegan
    >>> law = sinegan.load_law()
    >>> card = score(draw(law, 100, seed=0), draw(law, 100, seed=1), law)
    >>> card.headlines["valid_fraction"]
    1.0
    """
    grid = law or _grid(real)
    if law is None:
        real, generated, training = _scaled(real, generated, training, scaling)
    card = scorecard.evaluate(
        real, generated, grid, seed, training=training, calibration=protocol.calibration(),
        classifiers=classifiers_of(grid), parallel_map=thread_map.parallel_map,
    )  # fmt: skip
    return Scorecard(card.scores)


def _grid(real: NDArray[np.floating]) -> SamplingGrid:
    try:
        return grid_of(real.shape[1:], protocol.LAW.step)
    except (ValidationError, IndexError) as error:
        raise UnscorableError(
            f"the real series have shape {real.shape}; give (n, length) or (n, length, channels), of 8 to 4096 points"
        ) from error


def _scaled(
    real: NDArray[np.floating],
    generated: NDArray[np.floating],
    training: NDArray[np.floating] | None,
    kind: Kind | None,
) -> tuple[NDArray[np.floating], NDArray[np.floating], NDArray[np.floating] | None]:
    """In the units in which the pipeline scores: white noise of a classifier's input is in them, too."""
    try:
        scaling = fitted_if_needed(real if training is None else training, kind)
        if scaling is None:
            return real, generated, training
        return scaling.apply(real), scaling.apply(generated), None if training is None else scaling.apply(training)
    except ValueError as error:  # pydantic's, or NumPy's of shapes
        raise UnscorableError(
            "the series cannot be scaled; give finite values that are not all equal, all series of one shape"
        ) from error


def classifiers_of(grid: SamplingGrid) -> tuple[Classifier, ...]:
    """The classifiers that scores of waves of a grid need: TensorFlow is imported only if the law is unknown."""
    if isinstance(grid, Law):
        return CLASSIFIERS
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

    # isort: split
    from sinegan.classifiers import choice
    from sinegan.runtime import determinism

    with suppress(RuntimeError):  # TensorFlow is in use already
        determinism.enable()
    return choice.classifiers(grid)
