"""The moving average of weights."""

import numpy as np
import pytest
import tensorflow as tf

from sinegan.training.ema import decay_at, update


def test_update_by_hand() -> None:
    average, weight = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 0.0])
    update([average], [weight], tf.constant(0.75))
    np.testing.assert_allclose(average, [1.5, 1.5])  # 0.75 * 1 + 0.25 * 3, 0.75 * 2 + 0.25 * 0


@pytest.mark.parametrize(("step", "decay"), [(0, 0.1), (8, 0.5), (90, 0.91), (1000, 0.99), (10**6, 0.99)])
def test_the_memory_is_short_at_first(step: int, decay: float) -> None:
    assert decay_at(tf.constant(step), 0.99).numpy() == pytest.approx(decay)
