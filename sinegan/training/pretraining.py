"""Train the discriminator alone, before the first step of adversarial training."""

import tensorflow as tf

from sinegan.networks.purpose import Purpose
from sinegan.training.batches import Chunk, Draws
from sinegan.training.losses import GENERATED, REAL, cross_entropy
from sinegan.training.train_state import TrainState

# Source: `pretrain` of R. Ricard's tutorial (2017), which the article leaves out: Keras' default batch.
BATCH = 32


def pretrain(state: TrainState, draws: Draws, n: int, epochs: int) -> None:
    """Pass `epochs` times over one set of `n` real and `n` generated waves, shuffled, in batches of 32."""
    if epochs == 0:
        return
    whole = Chunk(tf.constant(0), tf.constant(n))
    before = tf.constant(-1)  # the step before the first; its draws belong to no step
    generated = state.generator(draws.noise(Purpose.PRETRAINING, before, whole))
    waves = tf.concat([draws.real(Purpose.REAL, before, whole), generated], axis=0)
    is_real = tf.concat([tf.ones(n), tf.zeros(n)], axis=0)
    weights = state.discriminator.trainable_variables

    @tf.function(autograph=False)
    def one_pass(number: tf.Tensor) -> None:
        shuffle_seed = draws.seed(Purpose.PRETRAINING, before, Chunk(number + 1, whole.size))
        order = tf.random.experimental.stateless_shuffle(tf.range(2 * n), shuffle_seed, alg="philox")

        def one_batch(start: tf.Tensor) -> tuple[tf.Tensor]:
            rows = order[start : start + BATCH]
            seed = draws.seed(Purpose.DROPOUT_FOR_DISCRIMINATOR, before - number, Chunk(start, whole.size))
            with tf.GradientTape() as tape:
                logits = state.discriminator(tf.gather(waves, rows), seed=seed)
                losses = tf.where(
                    tf.gather(is_real, rows) > 0, cross_entropy(logits, REAL), cross_entropy(logits, GENERATED)
                )
                loss = tf.reduce_mean(losses)
            state.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
            return (start + BATCH,)

        tf.while_loop(lambda start: start < 2 * n, one_batch, (tf.constant(0),))

    for number in range(epochs):
        one_pass(tf.constant(number))
