"""The trained ones among `benchmarks.anchors`."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe
from sinegan.networks.rng import Purpose, seed_for, uniform_noise
from sinegan.training import ema
from sinegan.training.batches import from_pool
from sinegan.training.fused_adam import FusedAdam

_PER_CALL = 500

Waves = NDArray[np.float32]
Draw = Callable[[int], Waves]


def vae(pool: Waves, recipe: Recipe) -> Draw:
    """Taught by the evidence lower bound, the width of what the decoder leaves over being learnt."""
    decoder = build.generator(recipe, pool.shape[1])
    width = recipe.generator.noise_dim
    layers = [keras.layers.Dense(units, "silu") for units in (256, 256)]
    encoder = keras.Sequential([keras.Input((pool.shape[1],)), *layers, keras.layers.Dense(2 * width)])
    noise_level = tf.Variable(-4.0)  # log of the standard deviation of what the decoder leaves over

    def loss(real: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        mean, log_sd = tf.split(encoder(2 * real - 1), 2, axis=1)
        latent = mean + tf.exp(log_sd) * tf.random.stateless_normal(tf.shape(mean), seed)
        left = tf.square(real - decoder(_to_uniform(latent))) / tf.exp(2 * noise_level)
        likelihood = tf.reduce_sum(left / 2 + noise_level, axis=1)
        divergence = tf.reduce_sum(tf.exp(2 * log_sd) / 2 + tf.square(mean) / 2 - log_sd - 0.5, axis=1)
        return tf.reduce_mean(likelihood + divergence)

    weights = [*decoder.trainable_variables, *encoder.trainable_variables]
    return _trained(decoder, weights, [noise_level], loss, pool, recipe)


def _to_uniform(latent: tf.Tensor) -> tf.Tensor:
    """The decoder is the generator as it is, which wants U(0, 1): a normal number's place in its law."""
    return (1 + tf.math.erf(latent / np.sqrt(2.0))) / 2


def energy(pool: Waves, recipe: Recipe) -> Draw:
    """Taught by 2 E|x - y| - E|x - x'| - E|y - y'|, of which the last term does not depend on the generator."""
    generator = build.generator(recipe, pool.shape[1])

    def loss(real: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        drawn = generator(uniform_noise(seed, tf.shape(real)[0], recipe.generator.noise_dim))
        return 2 * tf.reduce_mean(_distances(drawn, real)) - tf.reduce_mean(_distances(drawn, drawn))

    return _trained(generator, list(generator.trainable_variables), [], loss, pool, recipe)


def _distances(first: tf.Tensor, second: tf.Tensor) -> tf.Tensor:
    squares = tf.reduce_sum(tf.square(first), axis=1)[:, None] + tf.reduce_sum(tf.square(second), axis=1)
    return tf.sqrt(tf.maximum(squares - 2 * tf.matmul(first, second, transpose_b=True), 0) + 1e-8)


def _trained(
    generator: keras.Model, weights: list[Any], more: list[tf.Variable],
    loss: Callable[[tf.Tensor, tf.Tensor], tf.Tensor], pool: Waves, recipe: Recipe,
) -> Draw:  # fmt: skip
    """Minimise the loss over the weights by the recipe's optimiser, schedule and averaging."""
    settings = recipe.generator.optimizer.model_dump(exclude={"name", "learning_rate", "beta_1"})
    rate = keras.optimizers.schedules.CosineDecay(
        recipe.generator.optimizer.learning_rate, recipe.epochs, recipe.final_rate
    )
    optimizer = FusedAdam(rate, beta_1=0.9, **settings)
    variables = [weight.value for weight in weights] + more
    optimizer.build(variables)
    mean, real = build.generator(recipe, pool.shape[1]), from_pool(pool)
    pairs = list(zip(mean.trainable_variables, generator.trainable_variables, strict=True))

    @tf.function(autograph=False)
    def steps(start: tf.Tensor) -> None:
        def one(step: tf.Tensor) -> tuple[tf.Tensor]:
            seeds = [seed_for(recipe.seed, purpose, step, tf.constant(0)) for purpose in (Purpose.REAL, Purpose.FILM)]
            with tf.GradientTape() as tape:
                value = loss(real(seeds[0], tf.constant(recipe.n_samples)), seeds[1])
            optimizer.apply(tape.gradient(value, variables), variables)
            ema.follow(
                [one.value for one, _ in pairs], [two.value for _, two in pairs],
                ema.decay_at(step, recipe.averaging),
            )  # fmt: skip
            return (step + 1,)

        tf.while_loop(lambda step: step < start + _PER_CALL, one, (start,))

    for start in range(0, recipe.epochs, _PER_CALL):
        steps(tf.constant(start))
    return lambda n: sampling.sample(mean, n, seed=recipe.seed)
