"""The two networks of a recipe, as Keras models."""

import keras
import numpy as np

from sinegan.errors import SineGanError
from sinegan.networks import latent
from sinegan.networks.activations import activation
from sinegan.networks.conv_discriminator import ConvolutionalCritic
from sinegan.networks.dense_discriminator import DenseCritic
from sinegan.networks.discriminator import Critic
from sinegan.networks.recipe import ConvolutionalDiscriminator, Recipe, TrainedRecipe
from sinegan.waves.scaling import Scaling


class MisfitError(SineGanError, ValueError):
    """Networks and waves do not fit each other."""


def generator(recipe: Recipe, n_points: int) -> keras.Model:
    """Noise ``(n, noise_dim)`` to waves ``(n, n_points)``, with Keras' default weights drawn from the recipe's seed.

    Source: ``get_generative`` of the article.
    """
    params = recipe.generator
    hidden = [keras.layers.Dense(units, activation(params.activation)) for units in params.hidden]
    last = keras.layers.Dense(n_points, activation(params.output_activation))
    uncentre = [keras.layers.Rescaling(0.5, 0.5)] if recipe.centred else []
    layers = [keras.Input((params.noise_dim,)), *latent.layers(params.latent), *hidden, last, *uncentre]
    network = keras.Sequential(layers, name="generator")
    _initialise(network, np.random.SeedSequence([recipe.seed, 0]), params.first_scale)
    return network


def discriminator(recipe: Recipe, n_points: int) -> Critic:
    """The judge of waves of `n_points`, with Keras' default weights drawn from the recipe's seed.

    Raises
    ------
    MisfitError
        The convolution is longer than a wave.
    """
    params = recipe.discriminator
    network: Critic
    if isinstance(params, ConvolutionalDiscriminator):
        if params.kernel_size > n_points:
            raise MisfitError(
                f"params.yaml: discriminator.kernel_size = {params.kernel_size} exceeds the waves' {n_points} points; "
                "lower it"
            )
        network = ConvolutionalCritic(params, centred=recipe.centred)
    else:
        network = DenseCritic(params, centred=recipe.centred)
    network(np.zeros((1, n_points), np.float32))  # builds the weights
    _initialise(network, np.random.SeedSequence([recipe.seed, 1]))
    return network


def check_length(trained: TrainedRecipe, n_points: int) -> None:
    """Raise MisfitError if the recipe was trained on waves of another length than `n_points`."""
    if trained.n_points != n_points:
        raise MisfitError(
            f"models/recipe.json tells of waves of {trained.n_points} points, the data have {n_points}; run 'dvc repro'"
        )


def in_own_units(generator: keras.Model, scaling: Scaling | None) -> keras.Model:
    """Noise to waves in the units of those that it was trained on."""
    if scaling is None:
        return generator
    undo = keras.layers.Rescaling(scaling.high - scaling.low, scaling.low)
    return keras.Sequential([keras.Input(generator.input_shape[1:]), generator, undo], name=generator.name)


def _initialise(network: keras.Model, seeds: np.random.SeedSequence, first_scale: float = 1.0) -> None:
    """Glorot-uniform matrices and kernels, zero biases: what Keras does by default, but from a seed.

    The first matrix is drawn `first_scale` times as large.
    """
    scale = first_scale
    for weight, seed in zip(network.weights, seeds.generate_state(len(network.weights)), strict=True):
        if len(weight.shape) > 1:
            weight.assign(scale * keras.initializers.GlorotUniform(int(seed))(weight.shape))
            scale = 1.0
        else:
            weight.assign(np.zeros(weight.shape, np.float32))
