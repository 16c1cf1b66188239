"""One step of the discriminator or the generator, and the optimizers that make it."""

import pytest
import tensorflow as tf

from sinegan.networks.recipe import Recipe
from sinegan.training.batches import Draws
from sinegan.training.steps import discriminator_step, generator_step
from sinegan.training.train_state import new_train_state
from tests.training.observed import digests

pytestmark = pytest.mark.trains


def test_a_step_changes_only_its_own_network(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    start = digests(state)
    discriminator_step(state, recipe, draws, tf.constant(0))
    after_discriminator = digests(state)
    assert after_discriminator[0] == start[0]
    assert after_discriminator[1] != start[1]
    generator_step(state, recipe, draws, tf.constant(0))
    after_generator = digests(state)
    assert after_generator[0] != start[0]
    assert after_generator[1] == after_discriminator[1]


def test_generator_steps_lower_their_loss(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    state.generator_optimizer.learning_rate = 0.5
    losses = [generator_step(state, recipe, draws, tf.constant(0)).numpy() for _ in range(5)]
    assert losses == sorted(losses, reverse=True)


def test_optimizers_have_the_articles_settings(recipe: Recipe) -> None:
    adam = new_train_state(recipe, 50).discriminator_optimizer
    config = adam.get_config()
    assert (config["beta_1"], config["beta_2"], config["epsilon"]) == (0.9, 0.999, 1e-7)
    sgd = new_train_state(recipe, 50).generator_optimizer.get_config()
    assert (sgd["momentum"], sgd["learning_rate"]) == (0.0, pytest.approx(1e-3))
