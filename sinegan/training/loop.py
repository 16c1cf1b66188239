"""Train a recipe's two networks against each other."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from time import perf_counter

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.errors import SineGanError
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
from sinegan.training.trained import Progress, Trained

FILM_WAVES = 8
# A compiled call holds at least so many epochs, and at least so many waves: small batches are many to a call.
_EPOCHS_PER_CALL, _WAVES_PER_CALL = 10, 100_000


class DivergenceError(SineGanError, ArithmeticError):
    """A loss or a weight is no longer a number."""


def run(recipe: Recipe, real: RealSource, n_points: int, resume_from: Arrays | None = None) -> Iterator[Progress]:
    """Train by a recipe, a few steps at a time; article section 4.

    Parameters
    ----------
    recipe
        What to build and how long to train.
    real
        Where real waves of `n_points` come from.
    resume_from
        What `Progress.capture` gave in the same training before it was stopped: it goes on from there, to the same end.

    Yields
    ------
    Progress
        After every few steps; what is done between two of them is not counted in its seconds.

    Raises
    ------
    DivergenceError
        A loss or a weight became NaN or infinite.
    StrangeProgressError
        `resume_from` is not of this training.
    """
    players = new_players(recipe, n_points)
    draws = Draws(real, recipe.generator.noise_dim, recipe.seed)
    film_noise = noise(FILM_WAVES, recipe.generator.noise_dim, seed=recipe.seed, purpose=Purpose.FILM)
    if resume_from is None:
        pretrain(players, draws, recipe.n_samples, recipe.pretrain_epochs)
        course = Course(film={0: players.mean_generator(film_noise).numpy()})
    else:
        course = progress.restore(players, resume_from)
    steps = compile_epochs(players, recipe, draws)
    steps(tf.constant(0), tf.constant(0))  # compiles, and does nothing
    for first, stop in _calls(recipe, course.epoch):
        began = perf_counter()
        rows = steps(tf.constant(first), tf.constant(stop)).numpy()
        course.seconds += perf_counter() - began
        _check_finite(rows, first, players)
        course.epoch = stop
        course.history.append(rows)
        if stop % recipe.snapshot_every == 0:
            course.film[stop] = players.mean_generator(film_noise).numpy()
        row = dict(zip(COLUMNS, rows[-1].tolist(), strict=True))
        yield Progress(players, course, recipe.epochs, row, course.film.get(stop))


def train(recipe: Recipe, real: RealSource, n_points: int) -> Trained:
    """As `run`, to the end."""
    *_, last = run(recipe, real, n_points)
    return last.result()


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
