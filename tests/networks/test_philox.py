"""Random numbers of NumPy are TensorFlow's, bit for bit."""

import numpy as np
import pytest
import tensorflow as tf

from sinegan.networks import philox
from sinegan.networks.purpose import Purpose
from sinegan.networks.rng import ALGORITHM, seed_for, uniform_noise

EXTREMES = [(0, 0), (1, 0), (0, 1), (-1, -1), (2**31 - 1, -(2**31)), (-(2**31), 2**31 - 1)]
SHAPES = [(), (0,), (1,), (3,), (4,), (5,), (7, 3), (2, 3, 5), (10_000, 10)]


def random_seeds(n: int) -> list[tuple[int, int]]:
    low, high = -(2**31), 2**31
    return [(int(a), int(b)) for a, b in np.random.default_rng(4).integers(low, high, (n, 2))]


@pytest.mark.parametrize("shape", SHAPES)
def test_uniform_numbers_are_those_of_tensorflow(shape: tuple[int, ...]) -> None:
    for seed in [*EXTREMES, *random_seeds(30)]:
        expected = tf.random.stateless_uniform(shape, tf.constant(seed, tf.int32), alg=ALGORITHM).numpy()
        np.testing.assert_array_equal(philox.uniform(seed, shape), expected, strict=True)


def test_folded_seeds_are_those_of_tensorflow() -> None:
    for seed, (number, _) in zip([*EXTREMES, *random_seeds(30)], [*EXTREMES[::-1], *random_seeds(30)], strict=True):
        expected = tf.random.experimental.stateless_fold_in(tf.constant(seed, tf.int32), number, alg=ALGORITHM)
        assert philox.fold_in(seed, number) == tuple(expected.numpy())


def test_a_stream_of_the_project_is_the_same_from_both() -> None:
    for seed, block in ((0, 0), (7, 3), (2**31 - 1, 99_999)):
        stream = philox.fold_in(philox.fold_in((seed, Purpose.SAMPLING), 0), block)
        of_tensorflow = seed_for(seed, Purpose.SAMPLING, tf.constant(0), tf.constant(block))
        assert stream == tuple(of_tensorflow.numpy())
        np.testing.assert_array_equal(philox.uniform(stream, (50, 3)), uniform_noise(of_tensorflow, 50, 3))
