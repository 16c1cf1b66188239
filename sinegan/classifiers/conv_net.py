"""The article's own discriminator as a judge: a convolution, trained from scratch.

Made of plain Keras layers, so that nothing that changes the GAN's training changes a judge.
"""

from threading import Lock

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from scipy import special

from sinegan.classifiers.features import Exhibits
from sinegan.classifiers.models import Judge, Scores

# Ten times over the waves in batches of 32: the steps of the article's source, whose set is ten times as large.
_PASSES, _BATCH = 10, 32


def rung(n_points: int) -> Judge:
    """The judge for waves of `n_points`, to put on top of the ladder; compiled once, trained anew at each call."""
    return Judge(
        "article",
        "the article's discriminator trained from scratch",
        "faults fainter than about .02 of full scale",
        _Trainer(n_points),
        counts=False,  # so that scores agree with those computed without TensorFlow
    )


class _Trainer:
    """Trains one network again and again, each time from new weights; one caller at a time."""

    def __init__(self, n_points: int) -> None:
        self._dropout = keras.layers.Dropout(0.25, seed=0)
        layers = [
            keras.layers.Reshape((n_points, 1)),
            keras.layers.Conv1D(50, min(5, n_points), activation="relu"),
            self._dropout,
            keras.layers.Flatten(),
            keras.layers.Dense(50),
            keras.layers.Dense(2),
        ]
        self._network = keras.Sequential([keras.Input((n_points,)), *layers])
        self._optimizer = keras.optimizers.Adam(1e-3)
        self._optimizer.build(self._network.trainable_variables)
        self._lock = Lock()
        self._learn_once = tf.function(self._one_pass, autograph=False, reduce_retracing=True)

    def __call__(self, learn: Exhibits, labels: NDArray[np.int64], judged: Exhibits, seed: int) -> Scores:
        rng = np.random.default_rng(seed)
        waves = learn.waves.astype(np.float32)
        signs = 1 - 2 * np.stack([1 - labels, labels], axis=1).astype(np.float32)  # -1 where a unit should say yes
        with self._lock:
            self._begin(rng)
            for _ in range(_PASSES):
                order = rng.permutation(len(labels))
                self._learn_once(tf.constant(waves[order]), tf.constant(signs[order]))
            logits = self._network(judged.waves.astype(np.float32)).numpy().astype(np.float64)
        scores: Scores = special.expit(logits[:, 1] - logits[:, 0])
        return scores

    def _begin(self, rng: np.random.Generator) -> None:
        """New weights, as Keras would draw them; optimiser and dropout as at the start."""
        for weight in self._network.trainable_variables:
            seed = int(rng.integers(2**31))
            new = keras.initializers.GlorotUniform(seed) if len(weight.shape) > 1 else keras.initializers.Zeros()
            weight.assign(new(weight.shape))
        for slot in self._optimizer.variables:
            if slot is not self._optimizer.learning_rate:
                slot.assign(tf.zeros_like(slot))
        state = self._dropout.seed_generator.state
        state.assign(rng.integers(2**31, size=2).astype(state.dtype))

    def _one_pass(self, waves: tf.Tensor, signs: tf.Tensor) -> None:
        weights = self._network.trainable_variables

        def one_batch(start: tf.Tensor) -> tuple[tf.Tensor]:
            with tf.GradientTape() as tape:
                logits = self._network(waves[start : start + _BATCH], training=True)
                # Both units' binary cross-entropy; each logit enters once, so that no sum has a free order.
                loss = tf.reduce_mean(tf.math.softplus(logits * signs[start : start + _BATCH]))
            self._optimizer.apply(tape.gradient(loss, weights), weights)
            return (start + _BATCH,)

        tf.while_loop(lambda start: start < tf.shape(waves)[0], one_batch, (tf.constant(0),))
