"""One step of each player."""

import tensorflow as tf

from sinegan.networks.recipe import Recipe
from sinegan.networks.rng import Purpose
from sinegan.training import ema
from sinegan.training.accumulation import sum_over_chunks
from sinegan.training.batches import Chunk, Draws
from sinegan.training.gradient_penalty import gradient_penalty, judge_with_slopes, penalised
from sinegan.training.losses import LOSSES
from sinegan.training.train_state import Players


def discriminator_step(players: Players, recipe: Recipe, draws: Draws, step: tf.Tensor) -> list[tf.Tensor]:
    """Teach the discriminator on real and as many generated waves as one batch.

    Returns
    -------
    list of Tensor
        Scalars: the mean loss before the step, without penalty; the shares of real and of generated waves told rightly,
        dropout being on.
    """
    n, loss, critic = recipe.n_samples, LOSSES[recipe.loss], players.discriminator
    with tf.GradientTape() as folding:
        folded = critic.fold(dropping=True)

    def sums(chunk: Chunk) -> list[tf.Tensor]:
        real = draws.real(Purpose.REAL, step, chunk)
        generated = players.generator(draws.noise(Purpose.NOISE_FOR_DISCRIMINATOR, step, chunk))
        seed = draws.seed(Purpose.DROPOUT_FOR_DISCRIMINATOR, step, chunk)
        waves = tf.concat([real, generated], axis=0)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(folded)
            if penalised(recipe.penalty):
                logits, slopes = judge_with_slopes(lambda some: critic.judge(folded, some, seed), waves)
                fine = tf.reduce_sum(gradient_penalty(recipe.penalty, slopes[: chunk.size], slopes[chunk.size :])) / n
            else:
                logits, fine = critic.judge(folded, waves, seed), tf.constant(0.0)
            on_real, on_generated = logits[: chunk.size], logits[chunk.size :]
            lost = tf.reduce_sum(loss.discriminator(on_real, on_generated)) / n
            whole = lost + fine
        told = [tf.reduce_sum(right) for right in loss.told_rightly(on_real, on_generated)]
        return [lost, *told, *tape.gradient(whole, folded)]

    lost, real_right, generated_right, *by_folded = sum_over_chunks(n, sums)
    weights = critic.trainable_variables
    gradients = folding.gradient(folded, [weight.value for weight in weights], output_gradients=by_folded)
    players.discriminator_optimizer.apply(gradients, weights)
    return [lost, real_right / n, generated_right / n]


def generator_step(players: Players, recipe: Recipe, draws: Draws, step: tf.Tensor) -> tf.Tensor:
    """Teach the generator on as many noise vectors to be taken for real, the discriminator standing still.

    Returns
    -------
    Tensor
        The mean loss before the step, a scalar.
    """
    n, loss, critic = recipe.n_samples, LOSSES[recipe.loss], players.discriminator
    weights = players.generator.trainable_variables
    values = [weight.value for weight in weights]
    folded = critic.fold(dropping=True)

    def sums(chunk: Chunk) -> list[tf.Tensor]:
        noise = draws.noise(Purpose.NOISE_FOR_GENERATOR, step, chunk)
        seed = draws.seed(Purpose.DROPOUT_FOR_GENERATOR, step, chunk)
        # The cross-entropy asks nothing of real waves here, and TensorFlow leaves out what no result needs.
        on_real = critic.judge(folded, draws.real(Purpose.REAL_FOR_GENERATOR, step, chunk), seed)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(values)
            logits = critic.judge(folded, players.generator(noise), seed)
            lost = tf.reduce_sum(loss.generator(on_real, logits)) / n
        return [lost, *tape.gradient(lost, values)]

    lost, *gradients = sum_over_chunks(n, sums)
    players.generator_optimizer.apply(gradients, weights)
    if recipe.averaging:
        means = [mean.value for mean in players.mean_generator.trainable_variables]
        ema.follow(means, values, ema.decay_at(step, recipe.averaging))
    return lost
