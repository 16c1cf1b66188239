"""The state of a training: both networks with their optimisers."""

from dataclasses import dataclass

import keras

from sinegan.networks import build
from sinegan.networks.discriminator import Discriminator
from sinegan.networks.recipe import Recipe
from sinegan.training.optimizers import make_optimizer


@dataclass(frozen=True)
class TrainState:
    """Both networks and their optimisers.

    Attributes
    ----------
    generator, discriminator
        The networks that are trained.
    generator_optimizer, discriminator_optimizer
        Each built for its network.
    ema_generator
        Holds the moving average of the generator's weights; the generator itself if the recipe has none.
    """

    generator: keras.Model
    discriminator: Discriminator
    generator_optimizer: keras.Optimizer
    discriminator_optimizer: keras.Optimizer
    ema_generator: keras.Model


def new_train_state(recipe: Recipe, n_points: int, n_channels: int = 1) -> TrainState:
    """Untrained networks and fresh optimisers of a recipe, for waves of that shape."""
    generator = build.generator(recipe, n_points, n_channels)
    state = TrainState(
        generator,
        build.discriminator(recipe, n_points, n_channels),
        make_optimizer(recipe.generator.optimizer, recipe),
        make_optimizer(recipe.discriminator.optimizer, recipe),
        build.generator(recipe, n_points, n_channels) if recipe.ema_decay else generator,
    )
    state.generator_optimizer.build(state.generator.trainable_variables)
    state.discriminator_optimizer.build(state.discriminator.trainable_variables)
    return state
