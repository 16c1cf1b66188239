"""Train a recipe's two networks against each other."""

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from stages.gan import networks
from stages.gan.adam import FusedAdam
from stages.gan.draws import Draws, Purpose, RealSource
from stages.gan.history import COLUMNS
from stages.gan.pretraining import pretrain
from stages.gan.recipe import Adam, Recipe, Sgd
from stages.gan.sampling import noise
from stages.gan.steps import Players, discriminator_step, generator_step

FILM_WAVES = 8
# A compiled call holds at least so many epochs, and at least so many waves: small batches are many to a call.
_EPOCHS_PER_CALL, _WAVES_PER_CALL = 10, 100_000

Report = Callable[[int, dict[str, float]], None]
"""Told, after every few epochs: how many are done, and the newest row of the history."""


class DivergenceError(ArithmeticError):
    """A loss is no longer a number."""


@dataclass(frozen=True)
class Trained:
    """What a training leaves behind.

    Attributes
    ----------
    players
        Networks with their last weights, and optimisers.
    history
        Shape ``(epochs, 4)``, the columns of `COLUMNS`: mean losses in nats, accuracies in [0, 1].
    film
        Waves of one fixed noise batch after each epoch of `film_epochs`: ``(pictures, waves, n_points)``.
    film_epochs
        Shape ``(pictures,)``; begins with 0, the untrained generator.
    """

    players: Players
    history: NDArray[np.float32]
    film: NDArray[np.float32]
    film_epochs: NDArray[np.int64]


def new_players(recipe: Recipe, n_points: int) -> Players:
    """Untrained networks and fresh optimisers of a recipe."""
    players = Players(
        networks.generator(recipe.generator, n_points, seed=recipe.seed),
        networks.discriminator(recipe.discriminator, n_points, seed=recipe.seed),
        _optimizer(recipe.generator.optimizer),
        _optimizer(recipe.discriminator.optimizer),
    )
    players.generator_optimizer.build(players.generator.trainable_variables)
    players.discriminator_optimizer.build(players.discriminator.trainable_variables)
    return players


def train(recipe: Recipe, real: RealSource, n_points: int, report: Report = lambda *_: None) -> Trained:
    """Train by a recipe; article section 4.

    Parameters
    ----------
    recipe
        What to build and how long to train.
    real
        Where real waves of `n_points` come from.
    report
        Called after every few epochs.

    Raises
    ------
    DivergenceError
        A loss became NaN or infinite.
    """
    players = new_players(recipe, n_points)
    draws = Draws(real, recipe.generator.noise_dim, recipe.seed)
    pretrain(players, draws, recipe.n_samples, recipe.pretrain_epochs)
    run = compile_epochs(players, draws, recipe.n_samples)
    film_noise = noise(FILM_WAVES, recipe.generator.noise_dim, seed=recipe.seed, purpose=Purpose.FILM)
    history, film = [], {0: players.generator(film_noise).numpy()}
    for start, stop in _calls(recipe.epochs, recipe.n_samples, recipe.snapshot_every):
        rows = run(tf.constant(start), tf.constant(stop)).numpy()
        _check_finite(rows, start)
        history.append(rows)
        if stop % recipe.snapshot_every == 0:
            film[stop] = players.generator(film_noise).numpy()
        report(stop, dict(zip(COLUMNS, rows[-1].tolist(), strict=True)))
    return Trained(players, np.concatenate(history), np.stack(list(film.values())), np.array(list(film)))


def compile_epochs(players: Players, draws: Draws, n: int) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """A compiled function from a first epoch and the one after the last to their history rows."""

    @tf.function
    def epochs(start: tf.Tensor, stop: tf.Tensor) -> tf.Tensor:
        rows = tf.TensorArray(tf.float32, size=stop - start, element_shape=(len(COLUMNS),))
        for epoch in tf.range(start, stop):
            discriminator_row = discriminator_step(players, draws, epoch, n)
            generator_loss = generator_step(players, draws, epoch, n)
            rows = rows.write(epoch - start, tf.stack([*discriminator_row, generator_loss]))
        return rows.stack()

    return epochs


def _calls(epochs: int, n: int, snapshot_every: int) -> list[tuple[int, int]]:
    """First epoch and the one after the last of each compiled call; none goes across a snapshot."""
    length = max(_EPOCHS_PER_CALL, _WAVES_PER_CALL // n)
    stops = {*range(length, epochs, length), *range(snapshot_every, epochs, snapshot_every), epochs}
    return list(zip([0, *sorted(stops)[:-1]], sorted(stops), strict=True))


def _check_finite(rows: NDArray[np.float32], first_epoch: int) -> None:
    bad = ~np.isfinite(rows)
    if bad.any():
        row, column = np.argwhere(bad)[0]
        raise DivergenceError(
            f"{COLUMNS[column]} became {rows[row, column]} in epoch {first_epoch + row + 1}; "
            "lower the recipe's learning rates"
        )


def _optimizer(params: Sgd | Adam) -> keras.Optimizer:
    settings = params.model_dump(exclude={"name"})
    return keras.optimizers.SGD(**settings) if isinstance(params, Sgd) else FusedAdam(**settings)
