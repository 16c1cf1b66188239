"""A Keras network as a scikit-learn classifier: compiled once for each thread, trained from scratch by each estimator.

It consists of plain Keras layers, so that changes to the GAN's training do not change it.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from scipy import special
from sklearn.base import BaseEstimator, ClassifierMixin


class Schedule(NamedTuple):
    """How a network is trained: passes over the waves, waves per step, and Adam's learning rate."""

    passes: int
    batch: int
    learning_rate: float


class NetworkClassifier(ClassifierMixin, BaseEstimator):
    """A scikit-learn classifier on the first columns of its inputs, the waves.

    Parameters
    ----------
    networks
        Shared by all estimators; each keeps its own weights.
    seed
        Of initial weights, order of the waves, and dropout.
    """

    def __init__(self, networks: "NetworkPool", seed: int) -> None:
        self.networks = networks
        self.seed = seed

    def fit(self, inputs: NDArray[np.float64], labels: NDArray[np.int64]) -> Self:
        """Train on inputs ``(n, any)`` and labels ``(n,)``, 1 for real."""
        self.classes_ = np.array([0, 1])
        with self.networks.acquire() as network:
            self.weights_ = network.train(inputs, labels, self.seed)
        return self

    def predict_proba(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities of "generated" and "real", ``(n, 2)``."""
        with self.networks.acquire() as network:
            logits = network.logits(inputs, self.weights_)
        real = special.expit(logits[:, 1] - logits[:, 0])
        return np.stack([1 - real, real], axis=1)


class NetworkPool:
    """Compiled networks, all alike: as many as there are threads that use one at the same time.

    Parameters
    ----------
    make
        Makes one more.
    """

    def __init__(self, make: Callable[[], "Network"]) -> None:
        self._make = make
        self._free: deque[Network] = deque()  # its methods are atomic

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """Shared by copies of an estimator, as `sklearn.base.clone` makes them."""
        return self

    @contextmanager
    def acquire(self) -> Iterator["Network"]:
        """A network that nobody else uses meanwhile."""
        try:
            network = self._free.pop()
        except IndexError:
            network = self._make()
        try:
            yield network
        finally:
            self._free.append(network)


class Network:
    """A compiled network that is trained again and again, each time from new weights; one caller at a time.

    Parameters
    ----------
    model
        From vectors ``(n, width)``, the first columns of a classifier's inputs, to two logits: "generated", "real".
    schedule
        Of its training.
    dropout
        Its layer of dropout, if it has one.
    """

    def __init__(self, model: keras.Model, schedule: Schedule, *, dropout: keras.layers.Dropout | None = None) -> None:
        self._model, self._schedule, self._dropout = model, schedule, dropout
        self._n_points = int(model.input_shape[1])
        self._optimizer = keras.optimizers.Adam(schedule.learning_rate)
        self._optimizer.build(self._model.trainable_variables)
        self._compiled_pass = tf.function(self._one_pass, autograph=False, reduce_retracing=True)

    def train(self, inputs: NDArray[np.float64], labels: NDArray[np.int64], seed: int) -> list[NDArray[Any]]:
        """The weights after training."""
        rng = np.random.default_rng(seed)
        waves = self._waves(inputs)
        signs = 1 - 2 * np.stack([1 - labels, labels], axis=1).astype(np.float32)  # -1 where the target is 1
        self._reset(rng)
        for _ in range(self._schedule.passes):
            order = rng.permutation(len(labels))
            self._compiled_pass(tf.constant(waves[order]), tf.constant(signs[order]))
        weights: list[NDArray[Any]] = self._model.get_weights()
        return weights

    def logits(self, inputs: NDArray[np.float64], weights: list[NDArray[Any]]) -> NDArray[np.float64]:
        """Logits ``(n, 2)`` by trained weights."""
        self._model.set_weights(weights)
        logits: NDArray[np.float64] = self._model(self._waves(inputs)).numpy().astype(np.float64)
        return logits

    def _waves(self, inputs: NDArray[np.float64]) -> NDArray[np.float32]:
        return inputs[:, : self._n_points].astype(np.float32)

    def _reset(self, rng: np.random.Generator) -> None:
        """New weights, with Keras' default distributions; optimiser and dropout as at the start."""
        for weight in self._model.trainable_variables:
            seed = int(rng.integers(2**31))
            new = keras.initializers.GlorotUniform(seed) if len(weight.shape) > 1 else keras.initializers.Zeros()
            weight.assign(new(weight.shape))
        for slot in self._optimizer.variables:
            if slot is not self._optimizer.learning_rate:
                slot.assign(tf.zeros_like(slot))
        if self._dropout is not None:
            state = self._dropout.seed_generator.state
            state.assign(rng.integers(2**31, size=2).astype(state.dtype))

    def _one_pass(self, waves: tf.Tensor, signs: tf.Tensor) -> None:
        weights, batch = self._model.trainable_variables, self._schedule.batch

        def one_batch(start: tf.Tensor) -> tuple[tf.Tensor]:
            with tf.GradientTape() as tape:
                logits = self._model(waves[start : start + batch], training=True)
                # Binary cross-entropy of both units; each logit enters once, so that no sum has a free order.
                loss = tf.reduce_mean(tf.math.softplus(logits * signs[start : start + batch]))
            self._optimizer.apply(tape.gradient(loss, weights), weights)
            return (start + batch,)

        tf.while_loop(lambda start: start < tf.shape(waves)[0], one_batch, (tf.constant(0),))
