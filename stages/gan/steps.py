"""One step of each player."""

from dataclasses import dataclass

import keras
import tensorflow as tf

from stages.gan.chunks import sum_over_chunks
from stages.gan.draws import Chunk, Draws, Purpose
from stages.gan.losses import GENERATED, REAL, cross_entropy, taken_for_real
from stages.gan.networks import WaveDiscriminator


@dataclass(frozen=True)
class Players:
    """The two networks and their optimisers."""

    generator: keras.Model
    discriminator: WaveDiscriminator
    generator_optimizer: keras.Optimizer
    discriminator_optimizer: keras.Optimizer


def discriminator_step(players: Players, draws: Draws, step: tf.Tensor, n: int) -> list[tf.Tensor]:
    """Teach the discriminator on `n` real and `n` generated waves as one batch.

    Returns
    -------
    list of Tensor
        Scalars: the mean loss over both sides before the step; the shares of real and of generated waves told
        rightly, dropout being on.
    """
    weights = players.discriminator.trainable_variables
    with tf.GradientTape() as folding:
        folded = players.discriminator.fold(dropping=True)

    def sums(chunk: Chunk) -> list[tf.Tensor]:
        real = draws.real(step, chunk)
        generated = players.generator(draws.noise(Purpose.NOISE_FOR_DISCRIMINATOR, step, chunk))
        seed = draws.seed(Purpose.DROPOUT_FOR_DISCRIMINATOR, step, chunk)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(folded)
            logits = players.discriminator.judge(folded, tf.concat([real, generated], axis=0), seed)
            on_real, on_generated = logits[: chunk.size], logits[chunk.size :]
            loss = tf.reduce_sum(cross_entropy(on_real, REAL)) + tf.reduce_sum(cross_entropy(on_generated, GENERATED))
            loss /= 2 * n
        real_right = tf.reduce_sum(taken_for_real(on_real))
        generated_right = tf.reduce_sum(1 - taken_for_real(on_generated))
        return [loss, real_right, generated_right, *tape.gradient(loss, folded)]

    loss, real_right, generated_right, *by_folded = sum_over_chunks(n, sums)
    gradients = folding.gradient(folded, weights, output_gradients=by_folded)
    players.discriminator_optimizer.apply(gradients, weights)
    return [loss, real_right / n, generated_right / n]


def generator_step(players: Players, draws: Draws, step: tf.Tensor, n: int) -> tf.Tensor:
    """Teach the generator on `n` noise vectors to be taken for real, the discriminator standing still.

    Returns
    -------
    Tensor
        The mean loss before the step, a scalar.
    """
    weights = players.generator.trainable_variables
    folded = players.discriminator.fold(dropping=True)

    def sums(chunk: Chunk) -> list[tf.Tensor]:
        noise = draws.noise(Purpose.NOISE_FOR_GENERATOR, step, chunk)
        seed = draws.seed(Purpose.DROPOUT_FOR_GENERATOR, step, chunk)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch([weight.value for weight in weights])
            logits = players.discriminator.judge(folded, players.generator(noise), seed)
            loss = tf.reduce_sum(cross_entropy(logits, REAL)) / n
        return [loss, *tape.gradient(loss, [weight.value for weight in weights])]

    loss, *gradients = sum_over_chunks(n, sums)
    players.generator_optimizer.apply(gradients, weights)
    return loss
