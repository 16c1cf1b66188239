"""Random numbers as a pure function of seed, purpose, step and chunk."""

import tensorflow as tf

from sinegan.networks.purpose import Purpose

ALGORITHM = "philox"
"""Fixed, since TensorFlow's default may differ between processors."""


def seed_for(seed: int, purpose: Purpose, step: tf.Tensor, chunk: tf.Tensor) -> tf.Tensor:
    """A seed ``(2,)`` for TensorFlow's stateless operations."""
    base = tf.constant([seed, purpose], tf.int32)
    for number in (step, chunk):
        base = tf.random.experimental.stateless_fold_in(base, number, alg=ALGORITHM)
    return base


def uniform_noise(seed: tf.Tensor, n: tf.Tensor, n_noise: int) -> tf.Tensor:
    """U(0, 1) noise, float32 ``(n, n_noise)``; article: ``sample_noise``."""
    return tf.random.stateless_uniform([n, n_noise], seed, alg=ALGORITHM)
