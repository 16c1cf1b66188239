"""The two networks of a recipe, as Keras models."""

from collections.abc import Sequence

import keras
import numpy as np

from sinegan.errors import SineGanError
from sinegan.networks.conv_discriminator import ConvDiscriminator
from sinegan.networks.dense_discriminator import DenseDiscriminator
from sinegan.networks.discriminator import Discriminator
from sinegan.networks.layers import latent
from sinegan.networks.layers.activations import activation
from sinegan.networks.layers.random_window import RandomWindow
from sinegan.networks.recipe import ConvDiscriminatorParams, Recipe
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.waves.scaling import Scaling


class MisfitError(SineGanError, ValueError):
    """The recipe's networks do not fit the length of the waves."""


def generator(recipe: Recipe, n_points: int, n_channels: int = 1) -> keras.Model:
    """Noise ``(n, n_noise)`` to waves ``(n, n_values)``, with Keras' default weights drawn from the recipe's seed.

    Waves of several channels are flat vectors of ``n_points * n_channels`` values, see `sinegan.waves.channels`. With a
    crop, the last noise number is the place of the window, see `RandomWindow`.

    Source: ``get_generative`` of the article.
    """
    params = recipe.generator
    noise = keras.Input((params.n_noise,))
    hidden = [keras.layers.Dense(units, activation(params.activation)) for units in params.hidden]
    last = keras.layers.Dense((n_points + params.crop) * n_channels, activation(params.output_activation))
    dense = [*latent.layers(params.latent), *hidden, last]
    denormalize = [keras.layers.Rescaling(0.5, 0.5)] if recipe.normalize else []
    if params.crop:
        window = RandomWindow(params.crop, n_channels)([_chain(noise[:, :-1], dense), noise[:, -1:]])
        network = keras.Model(noise, _chain(window, denormalize), name="generator")
    else:
        network = keras.Sequential([noise, *dense, *denormalize], name="generator")
    _initialise(network, np.random.SeedSequence([recipe.seed, 0]), params.first_layer_gain)
    return network


def discriminator(recipe: Recipe, n_points: int, n_channels: int = 1) -> Discriminator:
    """The discriminator of waves of that shape, with Keras' default weights drawn from the recipe's seed.

    Raises
    ------
    MisfitError
        The convolution is longer than a wave.
    """
    params = recipe.discriminator
    network: Discriminator
    if isinstance(params, ConvDiscriminatorParams):
        if params.kernel_size > n_points:
            raise MisfitError(
                f"params.yaml: discriminator.kernel_size = {params.kernel_size} exceeds the waves' {n_points} points; "
                "lower it"
            )
        network = ConvDiscriminator(params, normalize=recipe.normalize)
    else:
        network = DenseDiscriminator(params, normalize=recipe.normalize, n_channels=n_channels)
    network(np.zeros((1, n_points * n_channels), np.float32))  # builds the weights
    _initialise(network, np.random.SeedSequence([recipe.seed, 1]))
    return network


def check_shape(trained: TrainedRecipe, shape: tuple[int, ...]) -> None:
    """Raise MisfitError if the recipe was trained on waves of another shape."""
    if trained.shape != shape:
        have, want = (" x ".join(map(str, sides)) for sides in (trained.shape, shape))
        raise MisfitError(f"models/recipe.json is for waves of {have} points, the data have {want}; run 'dvc repro'")


def as_in_file(generator: keras.Model, shape: tuple[int, ...], scaling: Scaling | None) -> keras.Model:
    """A generator whose waves have the shape and units of the user's file; the same one if there is nothing to do."""
    undo: list[keras.layers.Layer] = []
    if len(shape) > 1:  # as `sinegan.waves.channels.unflatten` does
        undo += [keras.layers.Reshape(shape[::-1]), keras.layers.Permute((2, 1))]
    if scaling is not None:
        undo.append(_inverse(scaling))
    if not undo:
        return generator
    return keras.Sequential([keras.Input(generator.input_shape[1:]), generator, *undo], name=generator.name)


def _chain(inputs: keras.KerasTensor, layers: Sequence[keras.layers.Layer]) -> keras.KerasTensor:
    """Outputs of layers, one after the other."""
    for layer in layers:
        inputs = layer(inputs)
    return inputs


def _inverse(scaling: Scaling) -> keras.layers.Layer:
    low, high = scaling.arrays
    return keras.layers.Rescaling((high - low).tolist(), low.tolist())  # lists: no arrays in the model's configuration


def _initialise(network: keras.Model, seeds: np.random.SeedSequence, first_layer_gain: float = 1.0) -> None:
    """Glorot-uniform matrices and kernels, zero biases: Keras' defaults, but from a seed.

    The first matrix is multiplied by `first_layer_gain`.
    """
    scale = first_layer_gain
    for weight, seed in zip(network.weights, seeds.generate_state(len(network.weights)), strict=True):
        if len(weight.shape) > 1:
            weight.assign(scale * keras.initializers.GlorotUniform(int(seed))(weight.shape))
            scale = 1.0
        else:
            weight.assign(np.zeros(weight.shape, np.float32))
