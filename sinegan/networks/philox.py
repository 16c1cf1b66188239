"""TensorFlow's stateless random numbers in NumPy, bit for bit: Philox 4x32-10, Salmon et al. 2011.

For drawing waves without TensorFlow, which takes seconds to start. The counterpart with TensorFlow is
`sinegan.networks.rng`; both give the same numbers.
"""

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 10
_MULTIPLIERS = np.array([0xD2511F53, 0xCD9E8D57], np.uint64)
_WEYL = np.array([0x9E3779B9, 0xBB67AE85], np.uint64)
_SCRAMBLING_KEY = np.array([0x3EC8F720, 0x02461E29], np.uint64)
_LOW, _SHIFT = np.uint64(0xFFFFFFFF), np.uint64(32)
_MANTISSA, _ONE = np.uint32(0x007FFFFF), np.uint32(0x3F800000)

HALF_STEP = 2.0**-24
"""Half of the distance between neighbouring uniform numbers."""

Seed = tuple[int, int]


def uniform(seed: Seed, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """U(0, 1) as ``tf.random.stateless_uniform(shape, seed, alg="philox")``.

    Parameters
    ----------
    seed
        Two int32 numbers.
    shape
        Of the result.

    Returns
    -------
    ndarray
        Float32 in [0, 1): 23 random bits as the mantissa of a number in [1, 2), less 1.
    """
    n = int(np.prod(shape))
    bits = (_bits(seed, n) & _MANTISSA) | _ONE
    return (bits.view(np.float32) - np.float32(1)).reshape(shape)


def fold_in(seed: Seed, number: int) -> Seed:
    """A seed for a stream of its own, as ``tf.random.experimental.stateless_fold_in(seed, number, alg="philox")``."""
    return int(_bits(seed, 1).view(np.int32)[0]), number


def _bits(seed: Seed, n: int) -> NDArray[np.uint32]:
    """The first `n` random uint32 numbers of a seed."""
    key, (low, high) = _key_and_counter(seed)
    counters = np.zeros((-(-n // 4), 4), np.uint64)
    counters[:, 0] = np.arange(len(counters))  # fewer than 2^32, so that nothing is carried over
    counters[:, 2:] = low, high
    return _philox(counters, key).ravel()[:n]


def _key_and_counter(seed: Seed) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Scramble a seed: TensorFlow's ``StatelessRandomGetKeyCounter``, which extends int32 numbers to 64 bits."""
    words = np.array(seed, np.int64).view(np.uint64)
    counter = np.stack([words & _LOW, words >> _SHIFT], axis=1).reshape(1, 4)
    mixed = _philox(counter, _SCRAMBLING_KEY)[0].astype(np.uint64)
    return mixed[:2], mixed[2:]


def _philox(counters: NDArray[np.uint64], key: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Encrypt counters ``(n, 4)``, 32 bits each, to as many random uint32 numbers."""
    a, b, c, d = counters.T
    for number in range(_ROUNDS):
        first, second = (key + np.uint64(number) * _WEYL) & _LOW
        x, y = _MULTIPLIERS[0] * a, _MULTIPLIERS[1] * c
        a, b, c, d = (y >> _SHIFT) ^ b ^ first, y & _LOW, (x >> _SHIFT) ^ d ^ second, x & _LOW
    return np.stack([a, b, c, d], axis=1).astype(np.uint32)
