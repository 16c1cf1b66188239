"""Several small GRU networks of the same shape, trained at once, each from its own weights and on its own batches.

Steps of one such network take far longer to start than to compute; five at once cost hardly more than one.
"""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

Shape = tuple[int, ...]
"""Of a step: ``(repeats, batch, ...)``."""
Loss = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
"""From outputs ``(repeats, batch, ...)`` and targets to the sum of the networks' losses."""


class GruNetworks:
    """One GRU layer with tanh, and a dense layer of one unit, as TensorFlow 1 has them, several times.

    The reset gate is applied before the matrix product (Cho et al. 2014, arXiv 1406.1078v1). As in TensorFlow 1, gates
    start with a bias of 1, kernels in Glorot's uniform distribution; Adam has Keras' default settings.

    Parameters
    ----------
    repeats
        Number of networks.
    n_inputs, units
        Numbers per point, and of the layer.
    every_point
        Whether the dense layer sees the state at each point, or only the last one.
    rng
        Of the initial weights.
    """

    def __init__(self, repeats: int, n_inputs: int, units: int, *, every_point: bool, rng: np.random.Generator) -> None:
        shapes = {"gates": (n_inputs + units, 2 * units), "candidate": (n_inputs + units, units), "output": (units, 1)}
        self._weights = {name: _variable(_glorot(repeats, *shape, rng)) for name, shape in shapes.items()}
        for name, (_, width) in shapes.items():
            bias = np.full((repeats, 1, width), 1.0 if name == "gates" else 0.0)
            self._weights[f"{name}_bias"] = _variable(bias)
        self._units, self._every_point = units, every_point
        self._optimizer = keras.optimizers.Adam(1e-3)
        self._optimizer.build(list(self._weights.values()))

    def __call__(self, series: tf.Tensor) -> tf.Tensor:
        """From ``(repeats, batch, n_points, n_inputs)`` to ``(repeats, batch)``, or ``(repeats, batch, n_points)``."""
        state = tf.zeros((*series.shape[:1], tf.shape(series)[1], self._units))
        states = []
        for point in tf.unstack(series, axis=2):
            state = self._next(point, state)
            states.append(state)
        seen = tf.stack(states, axis=2) if self._every_point else state
        weight, bias = self._weights["output"], self._weights["output_bias"]
        flat = tf.reshape(seen, (series.shape[0], -1, self._units)) @ weight + bias
        return tf.reshape(flat, tf.shape(seen)[:-1])

    def trainer(self, loss: Loss, inputs: Shape, targets: Shape) -> Callable[[tf.Tensor, tf.Tensor], None]:
        """A compiled function that takes steps on inputs and targets, any number of these shapes."""
        weights = list(self._weights.values())

        def step(series: tf.Tensor, wanted: tf.Tensor) -> None:
            with tf.GradientTape() as tape:
                value = loss(self(series), wanted)
            self._optimizer.apply(tape.gradient(value, weights), weights)

        def steps(series: tf.Tensor, wanted: tf.Tensor) -> None:
            def body(number: tf.Tensor) -> tuple[tf.Tensor]:
                step(series[number], wanted[number])
                return (number + 1,)

            tf.while_loop(lambda number: number < tf.shape(series)[0], body, (tf.constant(0),))

        signature = [tf.TensorSpec((None, *shape)) for shape in (inputs, targets)]
        return tf.function(steps, input_signature=signature, autograph=False)

    def _next(self, point: tf.Tensor, state: tf.Tensor) -> tf.Tensor:
        weights = self._weights
        gates = tf.sigmoid(tf.concat([point, state], 2) @ weights["gates"] + weights["gates_bias"])
        reset, update = tf.split(gates, 2, axis=2)
        seen = tf.concat([point, reset * state], 2) @ weights["candidate"] + weights["candidate_bias"]
        return update * state + (1 - update) * tf.tanh(seen)


def _variable(values: NDArray[Any]) -> keras.Variable:
    return keras.Variable(values.astype(np.float32))


def _glorot(repeats: int, fan_in: int, fan_out: int, rng: np.random.Generator) -> NDArray[np.float64]:
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (repeats, fan_in, fan_out))
