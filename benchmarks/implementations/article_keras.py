"""The article's step by its own Keras loop."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks import article_loop


def prepare(pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train on `n` real and `n` generated waves; see `benchmarks.implementations`."""
    generator, discriminator = article_loop.get_generative(), article_loop.get_discriminative()
    gan, rng = article_loop.make_gan(generator, discriminator), np.random.default_rng(3)

    def work() -> None:
        for _ in range(steps):
            noises = (rng.random((n, 10), np.float32), rng.random((n, 10), np.float32))
            article_loop.one_step(generator, discriminator, gan, pool[rng.integers(len(pool), size=n)], noises)

    return work
