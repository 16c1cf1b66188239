"""Who plays: the two networks with their optimisers."""

from dataclasses import dataclass

import keras

from sinegan.networks import build
from sinegan.networks.discriminator import Critic
from sinegan.networks.recipe import Adam, Recipe, Sgd
from sinegan.training.fused_adam import FusedAdam


@dataclass(frozen=True)
class Players:
    """The two networks and their optimisers.

    Attributes
    ----------
    generator, discriminator
        The networks that play.
    generator_optimizer, discriminator_optimizer
        Each built for its network.
    mean_generator
        Bears the running mean of the generator's weights; the generator itself where a recipe has no averaging.
    """

    generator: keras.Model
    discriminator: Critic
    generator_optimizer: keras.Optimizer
    discriminator_optimizer: keras.Optimizer
    mean_generator: keras.Model


def new_players(recipe: Recipe, n_points: int) -> Players:
    """Untrained networks and fresh optimisers of a recipe."""
    generator = build.generator(recipe, n_points)
    players = Players(
        generator,
        build.discriminator(recipe, n_points),
        _optimizer(recipe.generator.optimizer, recipe),
        _optimizer(recipe.discriminator.optimizer, recipe),
        build.generator(recipe, n_points) if recipe.averaging else generator,
    )
    players.generator_optimizer.build(players.generator.trainable_variables)
    players.discriminator_optimizer.build(players.discriminator.trainable_variables)
    return players


def _optimizer(params: Sgd | Adam, recipe: Recipe) -> keras.Optimizer:
    settings = params.model_dump(exclude={"name"})
    if recipe.final_rate < 1:
        falling = keras.optimizers.schedules.CosineDecay(params.learning_rate, recipe.epochs, recipe.final_rate)
        settings["learning_rate"] = falling
    return keras.optimizers.SGD(**settings) if isinstance(params, Sgd) else FusedAdam(**settings)
