"""The two networks of a recipe, as Keras models."""

import keras
import numpy as np
import tensorflow as tf

from stages.gan.convolution import WaveConvolution
from stages.gan.dropout import SeededReluDropout
from stages.gan.linear_pair import LinearPair
from stages.gan.recipe import Discriminator, Generator, TrainedRecipe

CLASSES = 2


class MisfitError(ValueError):
    """Networks and waves do not fit each other."""


def generator(params: Generator, n_points: int, *, seed: int) -> keras.Model:
    """Noise ``(n, noise_dim)`` to waves ``(n, n_points)``, with Keras' default weights drawn from `seed`.

    Source: ``get_generative`` of the article.
    """
    layers = [keras.layers.Dense(units, params.activation) for units in params.hidden]
    last = keras.layers.Dense(n_points, params.output_activation)
    network = keras.Sequential([keras.Input((params.noise_dim,)), *layers, last], name="generator")
    _initialise(network, np.random.SeedSequence([seed, 0]))
    return network


def discriminator(params: Discriminator, n_points: int, *, seed: int) -> "WaveDiscriminator":
    """The judge of waves of `n_points`, with Keras' default weights drawn from `seed`.

    Raises
    ------
    MisfitError
        The convolution is longer than a wave.
    """
    if params.kernel_size > n_points:
        raise MisfitError(
            f"params.yaml: discriminator.kernel_size = {params.kernel_size} exceeds the waves' {n_points} points; "
            "lower it"
        )
    network = WaveDiscriminator(params)
    network(np.zeros((1, n_points), np.float32))  # builds the weights
    _initialise(network, np.random.SeedSequence([seed, 1]))
    return network


def rebuild(trained: TrainedRecipe, n_points: int) -> tuple[keras.Model, "WaveDiscriminator"]:
    """Generator and discriminator of a trained recipe, to read its weights into.

    Raises
    ------
    MisfitError
        It was trained on waves of another length than `n_points`.
    """
    if trained.n_points != n_points:
        raise MisfitError(
            f"models/recipe.json tells of waves of {trained.n_points} points, the data have {n_points}; run 'dvc repro'"
        )
    recipe = trained.recipe
    return (
        generator(recipe.generator, n_points, seed=recipe.seed),
        discriminator(recipe.discriminator, n_points, seed=recipe.seed),
    )


class WaveDiscriminator(keras.Model):
    """Waves ``(n, n_points)`` to logits ``(n, 2)``: the first for "generated", the second for "real".

    Source: ``get_discriminative`` of the article. Its two sigmoids live in the loss, since Keras computes the
    cross-entropy of a sigmoid from its logits as well. Dropout is on when a seed ``(2,)`` is given.
    """

    def __init__(self, params: Discriminator) -> None:
        super().__init__(name="discriminator")
        self.convolution = WaveConvolution(params.filters, params.kernel_size)
        self.dropout = SeededReluDropout(params.dropout)
        self.flatten = keras.layers.Flatten()
        self.head = LinearPair(params.units, CLASSES)

    def call(self, waves: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """See the class."""
        features = self.flatten(self.dropout(self.convolution(waves), seed=seed))
        return self.head(features, scale=1.0 if seed is None else self.dropout.scale)


def _initialise(network: keras.Model, seeds: np.random.SeedSequence) -> None:
    """Glorot-uniform matrices and kernels, zero biases: what Keras does by default, but from a seed."""
    for weight, seed in zip(network.weights, seeds.generate_state(len(network.weights)), strict=True):
        if len(weight.shape) > 1:
            weight.assign(keras.initializers.GlorotUniform(int(seed))(weight.shape))
        else:
            weight.assign(np.zeros(weight.shape, np.float32))
