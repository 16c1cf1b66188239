"""Draw real waves from the law."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinegan.waves.blocks import in_blocks
from sinegan.waves.law import AMPLITUDE, CENTRE, Law
from sinegan.waves.options import Waves

_ROWS_AT_ONCE = 10_000
_STREAMS = {"pool": 0, "test": 2, "reference": 3}  # 1 was the number of a former set


@dataclass(frozen=True)
class WaveSet:
    """Waves: float32, shape ``(n, n_points)`` or ``(n, n_points, n_channels)``, values about [0, 1]."""

    waves: NDArray[np.float32]

    def __len__(self) -> int:
        """Number of waves."""
        return len(self.waves)


@dataclass(frozen=True)
class HeldOutWindows(WaveSet):
    """Some windows of the held-out blocks of a record.

    Attributes
    ----------
    block
        int64, ``(n,)``: the number of the block that each is from. Windows of the same block may overlap.
    """

    block: NDArray[np.int64]


def blocks_of(wave_set: object) -> NDArray[np.int64] | None:
    """The block of each wave of a set, if its waves may overlap; otherwise None."""
    return wave_set.block if isinstance(wave_set, HeldOutWindows) else None


@dataclass(frozen=True)
class DrawnWaves(WaveSet):
    """Waves and the parameters that they were drawn with.

    Attributes
    ----------
    offset, multiplier
        float64, shape ``(n,)``; radians, and radians per unit of x.
    """

    offset: NDArray[np.float64]
    multiplier: NDArray[np.float64]


def render(law: Law, offset: NDArray[np.float64], multiplier: NDArray[np.float64]) -> NDArray[np.float64]:
    """Waves with these offsets and multipliers, ``(n,)`` each, as float64 ``(n, n_points)``."""
    return AMPLITUDE * np.sin(offset[:, None] + multiplier[:, None] * law.x) + CENTRE


def draw(law: Law, n: int, rng: np.random.Generator) -> DrawnWaves:
    """Draw `n` waves: computed in float64, stored in float32, a block of rows at a time."""
    offset = rng.uniform(law.offset.low, law.offset.high, n)
    multiplier = rng.uniform(law.multiplier.low, law.multiplier.high, n)
    waves = np.empty((n, law.n_points), np.float32)
    for rows in in_blocks(n, _ROWS_AT_ONCE):
        waves[rows] = render(law, offset[rows], multiplier[rows])
    return DrawnWaves(waves, offset, multiplier)


def draw_sets(params: Waves) -> dict[str, DrawnWaves]:
    """The pool, test and reference sets, each from its own random stream.

    The streams are independent of each other: a larger pool does not change the other sets.
    """
    sizes = {"pool": params.n_pool, "test": params.n_test, "reference": params.n_reference}
    return {
        name: draw(params, n, np.random.default_rng(np.random.SeedSequence(params.seed, spawn_key=(_STREAMS[name],))))
        for name, n in sizes.items()
    }
