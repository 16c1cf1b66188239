"""Train a recipe's two networks against each other."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.networks.recipe import Recipe
from sinegan.networks.rng import Purpose
from sinegan.networks.sampling import noise
from sinegan.training import progress
from sinegan.training.batches import Draws, RealSource
from sinegan.training.history import COLUMNS
from sinegan.training.pretraining import pretrain
from sinegan.training.progress import Arrays, Course
from sinegan.training.steps import discriminator_step, generator_step
from sinegan.training.train_state import Players, new_players

FILM_WAVES = 8
# A compiled call holds at least so many epochs, and at least so many waves: small batches are many to a call.
_EPOCHS_PER_CALL, _WAVES_PER_CALL = 10, 100_000

Report = Callable[[int, dict[str, float]], None]
"""Told, after every few epochs: how many are done, and the newest row of the history."""


Snapshot = Callable[[int, float, keras.Model], None]
"""Told: epochs done, seconds spent on them, and the generator as it would be kept now."""

Keep = Callable[[Callable[[], Arrays]], None]
"""Given, after every few epochs, what captures how far the training has come; may call it or not."""


class DivergenceError(ArithmeticError):
    """A loss or a weight is no longer a number."""


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


def train(
    recipe: Recipe,
    real: RealSource,
    n_points: int,
    report: Report = lambda *_: None,
    snapshot: Snapshot = lambda *_: None,
    *,
    begun: Arrays | None = None,
    keep: Keep = lambda _: None,
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
    begun
        What `keep` captured of the same training before it was stopped: it goes on from there, to the same end.
    keep
        Called after every few epochs, but the last.

    Raises
    ------
    DivergenceError
        A loss or a weight became NaN or infinite.
    StrangeProgressError
        `begun` is not of this training.
    """
    players = new_players(recipe, n_points)
    draws = Draws(real, recipe.generator.noise_dim, recipe.seed)
    film_noise = noise(FILM_WAVES, recipe.generator.noise_dim, seed=recipe.seed, purpose=Purpose.FILM)
    if begun is None:
        pretrain(players, draws, recipe.n_samples, recipe.pretrain_epochs)
        course = Course(film={0: players.mean_generator(film_noise).numpy()})
    else:
        course = progress.restore(players, begun)
    run = compile_epochs(players, recipe, draws)
    run(tf.constant(0), tf.constant(0))  # compiles, and does nothing
    for first, stop in _calls(recipe, course.epoch):
        began = perf_counter()
        rows = run(tf.constant(first), tf.constant(stop)).numpy()
        course.seconds += perf_counter() - began
        _check_finite(rows, first, players)
        course.epoch = stop
        course.history.append(rows)
        if stop % recipe.snapshot_every == 0:
            course.film[stop] = players.mean_generator(film_noise).numpy()
            snapshot(stop, course.seconds, players.mean_generator)
        report(stop, dict(zip(COLUMNS, rows[-1].tolist(), strict=True)))
        if stop < recipe.epochs:
            keep(lambda: progress.capture(players, course))
    film, film_epochs = np.stack(list(course.film.values())), np.array(list(course.film))
    return Trained(players, np.concatenate(course.history), film, film_epochs, course.seconds)


def compile_epochs(players: Players, recipe: Recipe, draws: Draws) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """A compiled function from a first epoch and the one after the last to their history rows."""

    # Without AutoGraph, which rewrites Python loops and depends on the ast module of each Python version.
    @tf.function(autograph=False)
    def epochs(start: tf.Tensor, stop: tf.Tensor) -> tf.Tensor:
        def one(epoch: tf.Tensor, rows: tf.TensorArray) -> tuple[tf.Tensor, tf.TensorArray]:
            discriminator_row = discriminator_step(players, recipe, draws, epoch)
            generator_loss = generator_step(players, recipe, draws, epoch)
            return epoch + 1, rows.write(epoch - start, tf.stack([*discriminator_row, generator_loss]))

        rows = tf.TensorArray(tf.float32, size=stop - start, element_shape=(len(COLUMNS),))
        _, rows = tf.while_loop(lambda epoch, _: epoch < stop, one, (start, rows))
        return rows.stack()

    return epochs


def _calls(recipe: Recipe, done: int) -> list[tuple[int, int]]:
    """First epoch and the one after the last of each compiled call to come; none goes across a snapshot."""
    length = max(_EPOCHS_PER_CALL, _WAVES_PER_CALL // recipe.n_samples)
    stops = {done, recipe.epochs}
    for every in (length, recipe.snapshot_every):
        stops |= {*range(every, recipe.epochs, every)}
    left = sorted(stop for stop in stops if stop >= done)
    return list(pairwise(left))


def _check_finite(rows: NDArray[np.float32], first_epoch: int, players: Players) -> None:
    hint = "lower the recipe's learning rates"
    bad = ~np.isfinite(rows)
    if bad.any():
        row, column = np.argwhere(bad)[0]
        raise DivergenceError(f"{COLUMNS[column]} became {rows[row, column]} in epoch {first_epoch + row + 1}; {hint}")
    for network in (players.generator, players.discriminator):
        for number, weight in enumerate(network.get_weights()):
            if not np.isfinite(weight).all():
                last = first_epoch + len(rows)
                raise DivergenceError(f"weight {number} of the {network.name} was no number after epoch {last}; {hint}")
