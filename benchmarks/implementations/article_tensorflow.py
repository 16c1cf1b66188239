"""The article's step, written directly: plain Keras layers and one ``tf.function`` on the whole batch."""

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray


def prepare(pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train on `n` real and `n` generated waves; see `benchmarks.implementations`."""
    generator = keras.Sequential(
        [keras.Input((10,)), keras.layers.Dense(200, "tanh"), keras.layers.Dense(pool.shape[1], "tanh")]
    )
    discriminator = keras.Sequential(
        [
            keras.Input((pool.shape[1],)),
            keras.layers.Reshape((-1, 1)),
            keras.layers.Conv1D(50, 5, activation="relu"),
            keras.layers.Dropout(0.25),
            keras.layers.Flatten(),
            keras.layers.Dense(50),
            keras.layers.Dense(2),
        ]
    )
    sgd, adam = keras.optimizers.SGD(1e-3), keras.optimizers.Adam(1e-3)
    sgd.build(generator.trainable_variables)
    adam.build(discriminator.trainable_variables)
    waves = tf.constant(pool)
    target_real, target_generated = tf.constant([[0.0, 1.0]]), tf.constant([[1.0, 0.0]])

    def loss(logits: tf.Tensor, target: tf.Tensor) -> tf.Tensor:
        target = tf.broadcast_to(target, tf.shape(logits))
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(target, logits))

    @tf.function(autograph=False)
    def train_step() -> tf.Tensor:
        real = tf.gather(waves, tf.random.uniform([n], 0, len(pool), tf.int32))
        batch = tf.concat([real, generator(tf.random.uniform([n, 10]))], axis=0)
        with tf.GradientTape() as tape:
            logits = discriminator(batch, training=True)
            discriminator_loss = loss(logits[:n], target_real) / 2 + loss(logits[n:], target_generated) / 2
        weights = discriminator.trainable_variables
        adam.apply(tape.gradient(discriminator_loss, weights), weights)
        with tf.GradientTape() as tape:
            generator_loss = loss(discriminator(generator(tf.random.uniform([n, 10])), training=True), target_real)
        weights = generator.trainable_variables
        sgd.apply(tape.gradient(generator_loss, weights), weights)
        return discriminator_loss + generator_loss

    return lambda: [train_step().numpy() for _ in range(steps)]
