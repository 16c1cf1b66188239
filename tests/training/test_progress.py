"""A training that goes on from what was captured of it ends as if it had never stopped."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sinegan.networks.recipe import Recipe
from sinegan.training import loop, progress
from sinegan.training.batches import from_pool
from sinegan.training.train_state import new_players
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests import small_recipes

pytestmark = pytest.mark.trains

Arrays = Mapping[str, NDArray[Any]]


@pytest.fixture(scope="module")
def pool(law: Law) -> np.ndarray:
    return draw(law, 400, np.random.default_rng(0)).waves


def whole(trained: loop.Trained) -> dict[str, bytes]:
    """Every number that a training leaves behind."""
    course = progress.Course(len(trained.history), 0.0, [trained.history])
    course.film = dict(zip(trained.film_epochs.tolist(), trained.film, strict=True))
    return {name: values.tobytes() for name, values in progress.capture(trained.players, course).items()}


def captured(recipe: Recipe, pool: np.ndarray) -> tuple[dict[str, bytes], list[Arrays]]:
    """An undisturbed training, and all that could have been kept of it."""
    kept: list[Arrays] = []
    for state in loop.run(recipe, from_pool(pool), 50):
        kept.append(state.capture())
    return whole(state.result()), kept[:-1]


@pytest.fixture(scope="module")
def kept(recipe: Recipe, pool: np.ndarray) -> list[Arrays]:
    """All that could have been kept of a training of twenty epochs."""
    return captured(recipe.model_copy(update={"epochs": 20}), pool)[1]


@pytest.mark.parametrize("of", [small_recipes.article, small_recipes.modern])
def test_the_end_is_the_same_from_wherever_it_went_on(of: Callable[..., Recipe], pool: np.ndarray) -> None:
    recipe = of(epochs=21, snapshot_every=7)
    undisturbed, kept = captured(recipe, pool)
    assert [int(arrays["epoch"]) for arrays in kept] == [7, 14]
    for arrays in kept:
        *_, last = loop.run(recipe, from_pool(pool), 50, resume_from=arrays)
        assert last.is_done
        assert whole(last.result()) == undisturbed


def test_every_variable_is_captured(recipe: Recipe, pool: np.ndarray, kept: list[Arrays]) -> None:
    """Were one left out, training on from the capture would be training on from another place."""
    players = new_players(recipe, 50)
    before = progress.capture(players, progress.Course(history=[np.zeros((0, 4), np.float32)], film={0: pool[:8]}))
    moved = {name for name in before if before[name].tobytes() != kept[-1][name].tobytes()}
    weights = {
        f"{who}/{number}" for who in ("generator", "discriminator") for number in range(len(players.generator.weights))
    }
    assert weights <= moved
    assert {"generator_optimizer/0", "discriminator_optimizer/0"} <= moved


def changed(name: str, value: Any) -> Callable[[Arrays], dict[str, Any]]:
    return lambda arrays: {**arrays, name: value}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda arrays: {name: value for name, value in arrays.items() if name != "generator/0"},
            "'generator/0' is missing",
        ),
        (changed("generator/0", np.zeros((3, 3), np.float32)), r"expected float32"),
        (changed("history", np.zeros((3, 4), np.float32)), "'history' is"),
        (changed("seconds", np.array(np.nan)), "'seconds' holds NaN"),
        (changed("film_epochs", np.array([0, 1, 2, 3, 4, 5])), "pictures of 6 epochs"),
        (changed("epoch", np.array(2.0)), "'epoch' is"),
    ],
)
def test_strange_arrays_are_refused_and_change_nothing(
    spoil: Callable[[Arrays], dict[str, Any]], said: str, recipe: Recipe, kept: list[Arrays]
) -> None:
    players = new_players(recipe, 50)
    before = [weight.tobytes() for weight in players.generator.get_weights()]
    with pytest.raises(progress.StrangeProgressError, match=said):
        progress.restore(players, spoil(kept[0]))
    assert [weight.tobytes() for weight in players.generator.get_weights()] == before
