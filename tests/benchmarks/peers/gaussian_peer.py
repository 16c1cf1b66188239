"""A peer that needs NumPy alone: a normal distribution of every value."""

import time

from benchmarks.peers.generation import main
from benchmarks.peers.peer import Request, Series, Trained, Variant

PACKAGE = "numpy"
VARIANTS = {
    "plain": Variant("mean and standard deviation", "the tests", "3 steps"),
    "broken": Variant("draws NaN", "the tests", "3 steps"),
}


def train(series: Series, request: Request) -> Trained:
    """Wait in steps of a millisecond, as if it were trained."""
    import numpy as np

    request.clock.start()
    steps = 0
    while not request.clock.expired and (request.timed or steps < 3):
        time.sleep(0.001)
        steps += 1
    mean, std = series.mean(axis=0), series.std(axis=0)
    factor = np.nan if request.variant == "broken" else 1.0

    def draw(n: int) -> Series:
        return mean + std * factor * np.random.default_rng(request.seed).normal(size=(n, *mean.shape))

    return Trained(draw, steps, steps / 10, mean.size + std.size, ["It is no time series model."])


if __name__ == "__main__":
    main(PACKAGE, VARIANTS, train)
