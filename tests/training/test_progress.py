"""A resumed training ends as if it had not been interrupted."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sinegan.networks.recipe import Recipe
from sinegan.training import loop, progress
from sinegan.training.batches import from_pool
from sinegan.training.train_state import new_train_state
from tests.fixtures import small_recipes

pytestmark = pytest.mark.trains

Arrays = Mapping[str, NDArray[Any]]


def to_bytes(trained: loop.Trained) -> dict[str, bytes]:
    """The bytes of every array of a finished training."""
    done = progress.TrainingProgress(len(trained.history), 0.0, [trained.history])
    done.snapshots = dict(zip(trained.snapshot_steps.tolist(), trained.snapshots, strict=True))
    return {name: values.tobytes() for name, values in progress.capture(trained.state, done).items()}


def captured(recipe: Recipe, pool: np.ndarray) -> tuple[dict[str, bytes], list[Arrays]]:
    """The result of an uninterrupted training, and every checkpoint before its end."""
    kept: list[Arrays] = []
    for last in loop.run(recipe, from_pool(pool), 50):
        kept.append(last.capture())
    return to_bytes(last.result()), kept[:-1]


@pytest.fixture(scope="module")
def kept(recipe: Recipe, pool: np.ndarray) -> list[Arrays]:
    """The checkpoints of a training of twenty steps."""
    return captured(recipe.model_copy(update={"steps": 20}), pool)[1]


@pytest.mark.parametrize("make_recipe", [small_recipes.article, small_recipes.modern])
def test_the_result_is_the_same_wherever_training_resumes(make_recipe: Callable[..., Recipe], pool: np.ndarray) -> None:
    recipe = make_recipe(steps=21, snapshot_every=7)
    uninterrupted, kept = captured(recipe, pool)
    assert [int(arrays["step"]) for arrays in kept] == [7, 14]
    for arrays in kept:
        *_, last = loop.run(recipe, from_pool(pool), 50, resume_from=arrays)
        assert last.is_last
        assert to_bytes(last.result()) == uninterrupted


def test_every_variable_is_captured(recipe: Recipe, pool: np.ndarray, kept: list[Arrays]) -> None:
    """If one were missing, training would resume from another state."""
    state = new_train_state(recipe, 50)
    before = progress.capture(
        state, progress.TrainingProgress(history=[np.zeros((0, 4), np.float32)], snapshots={0: pool[:8]})
    )
    moved = {name for name in before if before[name].tobytes() != kept[-1][name].tobytes()}
    weights = {
        f"{network}/{number}"
        for network in ("generator", "discriminator")
        for number in range(len(state.generator.weights))
    }
    assert weights <= moved
    assert {"generator_optimizer/0", "discriminator_optimizer/0"} <= moved


def changed(name: str, value: Any) -> Callable[[Arrays], dict[str, Any]]:
    return lambda arrays: {**arrays, name: value}


@pytest.mark.parametrize(
    ("corrupt", "message"),
    [
        (
            lambda arrays: {name: value for name, value in arrays.items() if name != "generator/0"},
            "'generator/0' is missing",
        ),
        (changed("generator/0", np.zeros((3, 3), np.float32)), r"expected float32"),
        (changed("history", np.zeros((3, 4), np.float32)), "'history' is"),
        (changed("seconds", np.array(np.nan)), "'seconds' holds NaN"),
        (changed("snapshot_steps", np.array([0, 1, 2, 3, 4, 5])), "snapshots of 6 steps"),
        (changed("step", np.array(2.0)), "'step' is"),
    ],
)
def test_invalid_arrays_are_refused_and_change_no_weights(
    corrupt: Callable[[Arrays], dict[str, Any]], message: str, recipe: Recipe, kept: list[Arrays]
) -> None:
    state = new_train_state(recipe, 50)
    before = [weight.tobytes() for weight in state.generator.get_weights()]
    with pytest.raises(progress.CheckpointMismatchError, match=message):
        progress.restore(state, corrupt(kept[0]))
    assert [weight.tobytes() for weight in state.generator.get_weights()] == before
