"""The training loop."""

import itertools

import numpy as np
import pytest

from sinegan.networks.recipe import Recipe
from sinegan.training import loop
from sinegan.training.batches import Draws, from_pool
from sinegan.training.history import COLUMNS
from sinegan.training.train_state import new_train_state
from tests.training.observed import Observed

pytestmark = pytest.mark.trains


def test_there_is_a_history_row_per_step_and_there_are_snapshots(observed: Observed) -> None:
    trained, rows, *_ = observed
    assert trained.history.shape == (4, len(COLUMNS))
    assert trained.snapshot_steps.tolist() == [0, 2, 4]
    assert trained.snapshots.shape == (3, loop.SNAPSHOT_WAVES, 50)
    assert not np.array_equal(trained.snapshots[0], trained.snapshots[-1])
    assert [done for done, _ in rows] == [2, 4]
    assert rows[-1][1] == dict(zip(COLUMNS, trained.history[-1].tolist(), strict=True))


def test_the_schedule_shrinks_the_steps_to_zero(modern: Recipe, pool: np.ndarray) -> None:
    often = modern.model_copy(update={"steps": 50, "snapshot_every": 1, "ema_decay": 0.0})
    weights = [update.generator.get_weights()[0].copy() for update in loop.run(often, from_pool(pool), 50)]
    steps = [np.abs(after - before).max() for before, after in itertools.pairwise(weights)]
    assert steps[-1] < 0.01 * max(steps)


def test_the_average_of_the_weights_is_kept(modern: Recipe, draws: Draws, pool: np.ndarray) -> None:
    state = loop.train(modern, from_pool(pool), 50).state
    average, last = (network.get_weights()[0] for network in (state.ema_generator, state.generator))
    assert not np.array_equal(average, last)
    np.testing.assert_allclose(average, last, atol=0.05)
    plain = new_train_state(modern.model_copy(update={"ema_decay": 0.0}), 50)
    assert plain.ema_generator is plain.generator


def test_time_between_updates_is_not_counted(observed: Observed) -> None:
    (first, early), (second, late) = observed.seconds
    assert (first, second) == (2, 4)
    assert 0 < early < late == observed.trained.seconds < observed.passed - 2 * 0.3


def test_snapshots_are_taken_as_often_as_the_recipe_says(recipe: Recipe, pool: np.ndarray) -> None:
    long = recipe.model_copy(update={"steps": 25, "snapshot_every": 7})
    snapshots = {update.step: update.snapshot for update in loop.run(long, from_pool(pool), 50)}
    assert [step for step, waves in snapshots.items() if waves is not None] == [7, 14, 21]
    assert snapshots[7].shape == (loop.SNAPSHOT_WAVES, 50)
    assert list(snapshots)[-1] == 25


def test_accuracies_are_fractions_of_the_batch(recipe: Recipe, observed: Observed) -> None:
    counts = observed.trained.history[:, 1:3] * recipe.batch_size
    np.testing.assert_allclose(counts, np.round(counts), atol=1e-4)


def test_divergence_is_reported_with_its_step_and_a_hint(recipe: Recipe, pool: np.ndarray) -> None:
    poisoned = pool.copy()
    poisoned[:] = np.nan
    with pytest.raises(loop.DivergenceError, match=r"discriminator_loss became nan in step 1; lower"):
        loop.train(recipe, from_pool(poisoned), 50)
