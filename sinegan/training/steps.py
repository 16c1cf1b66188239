"""One training step of each network."""

import tensorflow as tf

from sinegan.networks.purpose import Purpose
from sinegan.networks.recipe import Recipe
from sinegan.training import ema
from sinegan.training.accumulation import sum_over_chunks
from sinegan.training.batches import Chunk, Draws
from sinegan.training.gradient_penalty import forward_with_gradient_norms, gradient_penalty
from sinegan.training.losses import LOSSES
from sinegan.training.train_state import TrainState


def discriminator_step(state: TrainState, recipe: Recipe, draws: Draws, step: tf.Tensor) -> list[tf.Tensor]:
    """Train the discriminator on real and as many generated waves as one batch.

    Returns
    -------
    list of Tensor
        Scalars: the mean loss before the step, without penalty; the accuracies on real and on generated waves, with
        dropout.
    """
    n, losses, discriminator = recipe.batch_size, LOSSES[recipe.loss], state.discriminator
    with tf.GradientTape() as fold_tape:
        folded = discriminator.fold(dropping=True)

    def sums(chunk: Chunk) -> list[tf.Tensor]:
        real = draws.real(Purpose.REAL, step, chunk)
        generated = state.generator(draws.noise(Purpose.NOISE_FOR_DISCRIMINATOR, step, chunk))
        seed = draws.seed(Purpose.DROPOUT_FOR_DISCRIMINATOR, step, chunk)
        waves = tf.concat([real, generated], axis=0)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(folded)
            if recipe.has_gradient_penalty:
                logits, norms = forward_with_gradient_norms(lambda w: discriminator.forward(folded, w, seed), waves)
                penalty = tf.reduce_sum(gradient_penalty(recipe, norms[: chunk.size], norms[chunk.size :])) / n
            else:
                logits, penalty = discriminator.forward(folded, waves, seed), tf.constant(0.0)
            on_real, on_generated = logits[: chunk.size], logits[chunk.size :]
            loss = tf.reduce_sum(losses.discriminator(on_real, on_generated)) / n
            total_loss = loss + penalty
        n_correct = [tf.reduce_sum(correct) for correct in losses.correct(on_real, on_generated)]
        return [loss, *n_correct, *tape.gradient(total_loss, folded)]

    loss, real_correct, generated_correct, *folded_gradients = sum_over_chunks(n, sums)
    weights = discriminator.trainable_variables
    gradients = fold_tape.gradient(folded, [weight.value for weight in weights], output_gradients=folded_gradients)
    state.discriminator_optimizer.apply(gradients, weights)
    return [loss, real_correct / n, generated_correct / n]


def generator_step(state: TrainState, recipe: Recipe, draws: Draws, step: tf.Tensor) -> tf.Tensor:
    """Train the generator on as many noise vectors against the fixed discriminator.

    Returns
    -------
    Tensor
        The mean loss before the step, a scalar.
    """
    n, losses, discriminator = recipe.batch_size, LOSSES[recipe.loss], state.discriminator
    weights = state.generator.trainable_variables
    values = [weight.value for weight in weights]
    folded = discriminator.fold(dropping=True)

    def sums(chunk: Chunk) -> list[tf.Tensor]:
        noise = draws.noise(Purpose.NOISE_FOR_GENERATOR, step, chunk)
        seed = draws.seed(Purpose.DROPOUT_FOR_GENERATOR, step, chunk)
        # The cross-entropy does not use real waves here, and TensorFlow prunes what no result needs.
        on_real = discriminator.forward(folded, draws.real(Purpose.REAL_FOR_GENERATOR, step, chunk), seed)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(values)
            logits = discriminator.forward(folded, state.generator(noise), seed)
            loss = tf.reduce_sum(losses.generator(on_real, logits)) / n
        return [loss, *tape.gradient(loss, values)]

    loss, *gradients = sum_over_chunks(n, sums)
    state.generator_optimizer.apply(gradients, weights)
    if recipe.ema_decay:
        averages = [average.value for average in state.ema_generator.trainable_variables]
        ema.update(averages, values, ema.decay_at(step, recipe.ema_decay))
    return loss
