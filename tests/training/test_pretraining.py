"""Pretraining of the discriminator."""

import numpy as np
import pytest

from sinegan.networks.recipe import Recipe
from sinegan.training import loop
from sinegan.training.batches import Draws, from_pool
from sinegan.training.pretraining import pretrain
from sinegan.training.train_state import new_train_state
from tests.training.observed import Observed, digests

pytestmark = pytest.mark.trains


def test_pretraining_trains_only_the_discriminator(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    before = digests(state)
    pretrain(state, draws, n=160, epochs=2)
    after = digests(state)
    assert after[0] == before[0]
    assert after[1] != before[1]
    # 2 epochs of 2 * 160 / 32 batches
    assert int(state.discriminator_optimizer.iterations.numpy()) == 20


def test_pretraining_is_off_at_zero(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    before = digests(state)
    pretrain(state, draws, n=160, epochs=0)
    assert digests(state) == before


def test_pretraining_is_part_of_a_training(recipe: Recipe, pool: np.ndarray, observed: Observed) -> None:
    pretrained = loop.train(recipe.model_copy(update={"pretrain_epochs": 1}), from_pool(pool), 50)
    assert pretrained.history[0, 0] < observed.trained.history[0, 0]
