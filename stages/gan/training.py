"""Train a recipe's two networks against each other."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

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


Snapshot = Callable[[int, float, keras.Model], None]
"""Told: epochs done, seconds spent on them, and the generator as it would be kept now."""


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
    seconds
        From the first to the last step: without tracing and compiling before, and without what `snapshot` took.
    """

    players: Players
    history: NDArray[np.float32]
    film: NDArray[np.float32]
    film_epochs: NDArray[np.int64]
    seconds: float


def new_players(recipe: Recipe, n_points: int) -> Players:
    """Untrained networks and fresh optimisers of a recipe."""
    generator = networks.generator(recipe, n_points)
    players = Players(
        generator,
        networks.discriminator(recipe, n_points),
        _optimizer(recipe.generator.optimizer, recipe),
        _optimizer(recipe.discriminator.optimizer, recipe),
        networks.generator(recipe, n_points) if recipe.averaging else generator,
    )
    players.generator_optimizer.build(players.generator.trainable_variables)
    players.discriminator_optimizer.build(players.discriminator.trainable_variables)
    return players


def train(
    recipe: Recipe,
    real: RealSource,
    n_points: int,
    report: Report = lambda *_: None,
    snapshot: Snapshot = lambda *_: None,
) -> Trained:
    """Train by a recipe; article section 4.

    Parameters
    ----------
    recipe
        What to build and how long to train.
    real
        Where real waves of `n_points` come from.
    report
        Called after every few epochs.
    snapshot
        Called every ``recipe.snapshot_every`` epochs; its time is not counted.

    Raises
    ------
    DivergenceError
        A loss became NaN or infinite.
    """
    players = new_players(recipe, n_points)
    draws = Draws(real, recipe.generator.noise_dim, recipe.seed)
    pretrain(players, draws, recipe.n_samples, recipe.pretrain_epochs)
    run = compile_epochs(players, recipe, draws)
    film_noise = noise(FILM_WAVES, recipe.generator.noise_dim, seed=recipe.seed, purpose=Purpose.FILM)
    history, film, seconds = [], {0: players.mean_generator(film_noise).numpy()}, 0.0
    run(tf.constant(0), tf.constant(0))  # compiles, and does nothing
    for first, stop in _calls(recipe.epochs, recipe.n_samples, recipe.snapshot_every):
        began = perf_counter()
        rows = run(tf.constant(first), tf.constant(stop)).numpy()
        seconds += perf_counter() - began
        _check_finite(rows, first)
        history.append(rows)
        if stop % recipe.snapshot_every == 0:
            film[stop] = players.mean_generator(film_noise).numpy()
            snapshot(stop, seconds, players.mean_generator)
        report(stop, dict(zip(COLUMNS, rows[-1].tolist(), strict=True)))
    return Trained(players, np.concatenate(history), np.stack(list(film.values())), np.array(list(film)), seconds)


def compile_epochs(players: Players, recipe: Recipe, draws: Draws) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """A compiled function from a first epoch and the one after the last to their history rows."""

    @tf.function
    def epochs(start: tf.Tensor, stop: tf.Tensor) -> tf.Tensor:
        rows = tf.TensorArray(tf.float32, size=stop - start, element_shape=(len(COLUMNS),))
        for epoch in tf.range(start, stop):
            discriminator_row = discriminator_step(players, recipe, draws, epoch)
            generator_loss = generator_step(players, recipe, draws, epoch)
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


def _optimizer(params: Sgd | Adam, recipe: Recipe) -> keras.Optimizer:
    settings = params.model_dump(exclude={"name"})
    if recipe.final_rate < 1:
        falling = keras.optimizers.schedules.CosineDecay(params.learning_rate, recipe.epochs, recipe.final_rate)
        settings["learning_rate"] = falling
    return keras.optimizers.SGD(**settings) if isinstance(params, Sgd) else FusedAdam(**settings)
