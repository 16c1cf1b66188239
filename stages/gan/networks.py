"""The two networks of a recipe, as Keras models."""

from collections.abc import Sequence

import keras
import numpy as np
import tensorflow as tf

from stages.gan.convolution import WaveConvolution, convolve
from stages.gan.dropout import exact_rate, relu_dropout
from stages.gan.linear_pair import LinearPair, connect
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

    Work that is the same for all waves is kept apart: `fold` multiplies weights once per step, `judge` does the rest
    for each chunk of waves.
    """

    def __init__(self, params: Discriminator) -> None:
        super().__init__(name="discriminator")
        self.convolution = WaveConvolution(params.filters, params.kernel_size)
        self.rate = params.dropout
        self.head = LinearPair(params.units, CLASSES)

    def build(self, input_shape: tuple[int, ...]) -> None:
        """Make the weights of both layers."""
        positions = input_shape[1] - self.convolution.kernel_size + 1
        self.convolution.build(input_shape)
        self.head.build((None, positions * self.convolution.filters))
        self.built = True

    def fold(self, *, dropping: bool) -> tuple[tf.Tensor, ...]:
        """What `judge` needs of the weights: the folded convolution, and matrix and bias of the folded head."""
        scale = 1 / (1 - exact_rate(self.rate)) if dropping else 1.0
        return self.convolution.fold(), *self.head.fold(scale)

    def judge(self, folded: Sequence[tf.Tensor], waves: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """Logits of waves by folded weights; a seed only with weights folded for dropping."""
        kernel, matrix, bias = folded
        units = relu_dropout(convolve(waves, kernel), self.rate, seed)
        return connect(tf.reshape(units, (-1, matrix.shape[1])), matrix, bias)

    def call(self, waves: tf.Tensor, seed: tf.Tensor | None = None) -> tf.Tensor:
        """See the class."""
        return self.judge(self.fold(dropping=seed is not None), waves, seed)


def _initialise(network: keras.Model, seeds: np.random.SeedSequence) -> None:
    """Glorot-uniform matrices and kernels, zero biases: what Keras does by default, but from a seed."""
    for weight, seed in zip(network.weights, seeds.generate_state(len(network.weights)), strict=True):
        if len(weight.shape) > 1:
            weight.assign(keras.initializers.GlorotUniform(int(seed))(weight.shape))
        else:
            weight.assign(np.zeros(weight.shape, np.float32))
