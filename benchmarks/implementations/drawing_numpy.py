"""Drawing waves by the loop of the article's source, one wave at a time."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray


def prepare(_pool: NDArray[np.float32], n: int, _steps: int) -> Callable[[], object]:
    """Draw `n` waves; see `benchmarks.implementations`."""

    def work() -> NDArray[np.float64]:
        rng, x = np.random.default_rng(2), np.arange(0, 5, 0.1)
        vectors = []
        for _ in range(n):
            offset, mul = rng.uniform(0, 100), rng.uniform(1, 2)
            vectors.append(np.sin(offset + x * mul) / 2 + 0.5)
        return np.array(vectors)

    return work
