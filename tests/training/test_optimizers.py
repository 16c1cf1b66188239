"""Adam in one operation per weight."""

import keras
import numpy as np
import tensorflow as tf

from sinegan.training.optimizers import FusedAdam

SETTINGS = {"learning_rate": 0.01, "beta_1": 0.7, "beta_2": 0.9, "epsilon": 1e-3}


def test_weights_and_moments_agree_with_keras(rng: np.random.Generator) -> None:
    gradients = [[rng.normal(size=shape).astype(np.float32) for shape in ((3, 4), (5,))] for _ in range(30)]
    results = []
    for kind in (FusedAdam, keras.optimizers.Adam):
        weights = [tf.Variable(tf.ones(shape)) for shape in ((3, 4), (5,))]
        optimizer = kind(**SETTINGS)
        for pair in gradients:
            optimizer.apply([tf.constant(gradient) for gradient in pair], weights)
        results.append([variable.numpy() for variable in weights] + [v.value.numpy() for v in optimizer.variables])
    for actual, expected in zip(*results, strict=True):
        np.testing.assert_allclose(actual, expected, rtol=1e-5, atol=1e-6)


def test_first_step_by_hand() -> None:
    weight = tf.Variable([1.0])
    FusedAdam(learning_rate=0.1, epsilon=1e-7).apply([tf.constant([5.0])], [weight])
    # m = 0.1 * 5, v = 0.001 * 25; both without bias: 5 and 25; 1 - 0.1 * 5 / 5
    np.testing.assert_allclose(weight.numpy(), [0.9], rtol=1e-5)
