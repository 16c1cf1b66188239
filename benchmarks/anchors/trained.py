"""The trained generators of `benchmarks.anchors`."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.networks import build, sampling
from sinegan.networks.purpose import Purpose
from sinegan.networks.recipe import Recipe
from sinegan.networks.rng import seed_for, uniform_noise
from sinegan.training import ema
from sinegan.training.batches import from_pool
from sinegan.training.optimizers import FusedAdam

_PER_CALL = 500

Waves = NDArray[np.float32]
Draw = Callable[[int], Waves]


def vae(pool: Waves, recipe: Recipe) -> Draw:
    """A decoder trained on the evidence lower bound; the standard deviation of its residual is trained, too."""
    decoder = build.generator(recipe, pool.shape[1])
    width = recipe.generator.noise_dim
    layers = [keras.layers.Dense(units, "silu") for units in (256, 256)]
    encoder = keras.Sequential([keras.Input((pool.shape[1],)), *layers, keras.layers.Dense(2 * width)])
    noise_level = tf.Variable(-4.0)  # log of the standard deviation of the decoder's residual

    def loss(real: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        mean, log_sd = tf.split(encoder(2 * real - 1), 2, axis=1)
        latent = mean + tf.exp(log_sd) * tf.random.stateless_normal(tf.shape(mean), seed)
        squares = tf.square(real - decoder(_to_uniform(latent))) / tf.exp(2 * noise_level)
        negative_log_likelihood = tf.reduce_sum(squares / 2 + noise_level, axis=1)
        divergence = tf.reduce_sum(tf.exp(2 * log_sd) / 2 + tf.square(mean) / 2 - log_sd - 0.5, axis=1)
        return tf.reduce_mean(negative_log_likelihood + divergence)

    weights = [*decoder.trainable_variables, *encoder.trainable_variables]
    return _trained(decoder, weights, [noise_level], loss, pool, recipe)


def _to_uniform(latent: tf.Tensor) -> tf.Tensor:
    """The normal cumulative distribution function, as the decoder is the generator, whose input is U(0, 1)."""
    return (1 + tf.math.erf(latent / np.sqrt(2.0))) / 2


def energy(pool: Waves, recipe: Recipe) -> Draw:
    """A generator trained on 2 E|x - y| - E|x - x'| - E|y - y'|; the last term does not depend on it."""
    generator = build.generator(recipe, pool.shape[1])

    def loss(real: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        drawn = generator(uniform_noise(seed, tf.shape(real)[0], recipe.generator.n_noise))
        return 2 * tf.reduce_mean(_distances(drawn, real)) - tf.reduce_mean(_distances(drawn, drawn))

    return _trained(generator, list(generator.trainable_variables), [], loss, pool, recipe)


def _distances(first: tf.Tensor, second: tf.Tensor) -> tf.Tensor:
    squares = tf.reduce_sum(tf.square(first), axis=1)[:, None] + tf.reduce_sum(tf.square(second), axis=1)
    return tf.sqrt(tf.maximum(squares - 2 * tf.matmul(first, second, transpose_b=True), 0) + 1e-8)


def _trained(
    generator: keras.Model, weights: list[Any], other_variables: list[tf.Variable],
    loss: Callable[[tf.Tensor, tf.Tensor], tf.Tensor], pool: Waves, recipe: Recipe,
) -> Draw:  # fmt: skip
    """Minimise the loss over the weights, with the recipe's optimiser, schedule and moving average."""
    settings = recipe.generator.optimizer.model_dump(exclude={"name", "learning_rate", "beta_1"})
    rate = keras.optimizers.schedules.CosineDecay(
        recipe.generator.optimizer.learning_rate, recipe.steps, recipe.final_lr_fraction
    )
    optimizer = FusedAdam(rate, beta_1=0.9, **settings)
    variables = [weight.value for weight in weights] + other_variables
    optimizer.build(variables)
    ema_generator, real = build.generator(recipe, pool.shape[1]), from_pool(pool)
    pairs = list(zip(ema_generator.trainable_variables, generator.trainable_variables, strict=True))

    @tf.function(autograph=False)
    def steps(start: tf.Tensor) -> None:
        def one_step(step: tf.Tensor) -> tuple[tf.Tensor]:
            purposes = Purpose.REAL, Purpose.SNAPSHOT
            seeds = [seed_for(recipe.seed, purpose, step, tf.constant(0)) for purpose in purposes]
            with tf.GradientTape() as tape:
                value = loss(real(seeds[0], tf.constant(recipe.batch_size)), seeds[1])
            optimizer.apply(tape.gradient(value, variables), variables)
            averages, latest = [average.value for average, _ in pairs], [weight.value for _, weight in pairs]
            ema.update(averages, latest, ema.decay_at(step, recipe.ema_decay))
            return (step + 1,)

        tf.while_loop(lambda step: step < start + _PER_CALL, one_step, (start,))

    for start in range(0, recipe.steps, _PER_CALL):
        steps(tf.constant(start))
    return lambda n: sampling.sample(ema_generator, n, seed=recipe.seed)
