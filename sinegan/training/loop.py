"""Train the two networks of a recipe against each other."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from time import perf_counter

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.errors import SineGanError
from sinegan.networks.purpose import Purpose
from sinegan.networks.recipe import Recipe
from sinegan.networks.sampling import noise
from sinegan.training import progress
from sinegan.training.batches import Draws, RealSource
from sinegan.training.history import COLUMNS
from sinegan.training.pretraining import pretrain
from sinegan.training.progress import Arrays, TrainingProgress
from sinegan.training.steps import discriminator_step, generator_step
from sinegan.training.train_state import TrainState, new_train_state
from sinegan.training.trained import Trained, TrainingUpdate

SNAPSHOT_WAVES = 8
# A compiled call runs at least this many steps, and at least this many waves: many steps if batches are small.
_STEPS_PER_CALL, _WAVES_PER_CALL = 10, 100_000


class DivergenceError(SineGanError, ArithmeticError):
    """A loss or a weight became NaN or infinite."""


def run(
    recipe: Recipe, real: RealSource, n_points: int, n_channels: int = 1, *, resume_from: Arrays | None = None
) -> Iterator[TrainingUpdate]:
    """Train by a recipe, a few steps at a time; article section 4.

    Parameters
    ----------
    recipe
        What to build and how long to train.
    real
        Source of real waves, as flat vectors.
    n_points, n_channels
        Shape of the waves.
    resume_from
        From `TrainingUpdate.capture` in the same training, if it was interrupted. The result is the same as without the
        interruption.

    Yields
    ------
    TrainingUpdate
        After every few steps. Time between two of them is not counted in `Trained.seconds`.

    Raises
    ------
    DivergenceError
        A loss or a weight became NaN or infinite.
    CheckpointMismatchError
        `resume_from` does not belong to this training.
    """
    state = new_train_state(recipe, n_points, n_channels)
    draws = Draws(real, recipe.generator.n_noise, recipe.seed)
    fixed_noise = noise(SNAPSHOT_WAVES, recipe.generator.n_noise, seed=recipe.seed, purpose=Purpose.SNAPSHOT)
    if resume_from is None:
        pretrain(state, draws, recipe.batch_size, recipe.pretrain_epochs)
        done = TrainingProgress(snapshots={0: state.ema_generator(fixed_noise).numpy()})
    else:
        done = progress.restore(state, resume_from)
    run_steps = compile_steps(state, recipe, draws)
    run_steps(tf.constant(0), tf.constant(0))  # compiles, and does nothing
    for first, stop in _calls(recipe, done.step):
        began = perf_counter()
        rows = run_steps(tf.constant(first), tf.constant(stop)).numpy()
        done.seconds += perf_counter() - began
        _check_finite(rows, first, state)
        done.step = stop
        done.history.append(rows)
        if stop % recipe.snapshot_every == 0:
            done.snapshots[stop] = state.ema_generator(fixed_noise).numpy()
        row = dict(zip(COLUMNS, rows[-1].tolist(), strict=True))
        yield TrainingUpdate(state, done, recipe.steps, row, done.snapshots.get(stop))


def train(recipe: Recipe, real: RealSource, n_points: int) -> Trained:
    """The same as `run`, to the end."""
    *_, last = run(recipe, real, n_points)
    return last.result()


def compile_steps(state: TrainState, recipe: Recipe, draws: Draws) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """A compiled function from a first step and the one after the last to their history rows."""

    # Without AutoGraph, which rewrites Python loops and depends on the ast module of each Python version.
    @tf.function(autograph=False)
    def run_steps(start: tf.Tensor, stop: tf.Tensor) -> tf.Tensor:
        def one(step: tf.Tensor, rows: tf.TensorArray) -> tuple[tf.Tensor, tf.TensorArray]:
            discriminator_row = discriminator_step(state, recipe, draws, step)
            generator_loss = generator_step(state, recipe, draws, step)
            return step + 1, rows.write(step - start, tf.stack([*discriminator_row, generator_loss]))

        rows = tf.TensorArray(tf.float32, size=stop - start, element_shape=(len(COLUMNS),))
        _, rows = tf.while_loop(lambda step, _: step < stop, one, (start, rows))
        return rows.stack()

    return run_steps


def _calls(recipe: Recipe, done: int) -> list[tuple[int, int]]:
    """First step and the one after the last of each remaining compiled call; snapshots fall between calls."""
    length = max(_STEPS_PER_CALL, _WAVES_PER_CALL // recipe.batch_size)
    stops = {done, recipe.steps}
    for every in (length, recipe.snapshot_every):
        stops |= {*range(every, recipe.steps, every)}
    remaining = sorted(stop for stop in stops if stop >= done)
    return list(pairwise(remaining))


def _check_finite(rows: NDArray[np.float32], first_step: int, state: TrainState) -> None:
    hint = "lower the recipe's learning rates"
    bad = ~np.isfinite(rows)
    if bad.any():
        row, column = np.argwhere(bad)[0]
        raise DivergenceError(f"{COLUMNS[column]} became {rows[row, column]} in step {first_step + row + 1}; {hint}")
    for network in (state.generator, state.discriminator):
        for number, weight in enumerate(network.get_weights()):
            if not np.isfinite(weight).all():
                last = first_step + len(rows)
                raise DivergenceError(
                    f"weight {number} of the {network.name} became NaN or infinite by step {last}; {hint}"
                )
