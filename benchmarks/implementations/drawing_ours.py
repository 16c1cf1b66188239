"""Drawing waves, ours."""

from collections.abc import Callable

from sinegan.io import params
from sinegan.waves.draw import draw
from sinegan.waves.options import Waves

# isort: split
import numpy as np
from numpy.typing import NDArray


def prepare(_pool: NDArray[np.float32], n: int, _steps: int) -> Callable[[], object]:
    """Draw `n` waves; see `benchmarks.implementations`."""
    law = params.section("waves", Waves).law
    return lambda: draw(law, n, np.random.default_rng(1))
