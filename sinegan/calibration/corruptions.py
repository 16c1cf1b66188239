"""Faults that waves may have: each a function of drawn waves and a strength to faulty waves ``(n, n_points)``."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from sinegan.waves.draw import render
from sinegan.waves.law import AMPLITUDE, CENTRE, TURN, Law

Array = NDArray[np.float64]
_ENDS = 3  # points of each end


@dataclass(frozen=True)
class Drawn:
    """Waves to impair, what they were drawn from, and all that a fault may need.

    Attributes
    ----------
    law
        That the waves follow.
    offset, multiplier
        Shape ``(n,)``.
    training
        Waves to copy from, ``(any, n_points)``.
    rng
        For the fault's own draws.
    """

    law: Law
    offset: Array
    multiplier: Array
    training: Array
    rng: np.random.Generator = field(repr=False)

    @property
    def waves(self) -> Array:
        """The waves without fault, ``(n, n_points)``."""
        return render(self.law, self.offset, self.multiplier)

    @property
    def angle(self) -> Array:
        """Their phase at each point, ``(n, n_points)``."""
        return self.offset[:, None] + self.multiplier[:, None] * self.law.x

    def some(self, share: float) -> NDArray[np.bool_]:
        """That share of the waves, ``(n,)``."""
        chosen: NDArray[np.bool_] = np.arange(len(self.offset)) < round(share * len(self.offset))
        return chosen


def unimpaired(drawn: Drawn, _strength: float) -> Array:
    """No fault at all: a fresh draw, which no score should flag."""
    return drawn.waves


def white_noise(drawn: Drawn, sigma: float) -> Array:
    """Independent noise on each point."""
    return drawn.waves + sigma * drawn.rng.standard_normal(drawn.waves.shape)


def third_harmonic(drawn: Drawn, ratio: float) -> Array:
    """A tone of three times the frequency and `ratio` of the amplitude."""
    return drawn.waves + AMPLITUDE * ratio * np.sin(3 * drawn.angle)


def clipping(drawn: Drawn, cut: float) -> Array:
    """Crests and troughs cut off by that share of the amplitude."""
    limit = AMPLITUDE * (1 - cut)
    return np.clip(drawn.waves, CENTRE - limit, CENTRE + limit)


def chirp(drawn: Drawn, drift: float) -> Array:
    """The frequency rises by that share of itself from the first point to the last."""
    time = drawn.law.x / drawn.law.x[-1] - 0.5
    bend = drawn.multiplier[:, None] * drift * drawn.law.x[-1] * time**2 / 2
    return AMPLITUDE * np.sin(drawn.angle + bend) + CENTRE


def amplitude(drawn: Drawn, excess: float) -> Array:
    """Waves too large by that share."""
    return CENTRE + (1 + excess) * (drawn.waves - CENTRE)


def phase_gap(drawn: Drawn, gap: float) -> Array:
    """That share of the circle is left out: phases within it are squeezed into the rest."""
    phase = drawn.offset % TURN
    return render(drawn.law, phase * (1 - gap), drawn.multiplier)


def frequency_narrowed(drawn: Drawn, lost: float) -> Array:
    """The range of frequencies shrinks by that share about its middle."""
    middle = (drawn.law.multiplier.low + drawn.law.multiplier.high) / 2
    return render(drawn.law, drawn.offset, middle + (1 - lost) * (drawn.multiplier - middle))


def one_wave(drawn: Drawn, share: float) -> Array:
    """That share of the waves is one and the same."""
    return np.where(drawn.some(share)[:, None], drawn.waves[0], drawn.waves)


def few_waves(drawn: Drawn, distinct: float) -> Array:
    """Only so many distinct waves, each repeated."""
    return drawn.waves[np.arange(len(drawn.offset)) % int(distinct)]


def copies(drawn: Drawn, share: float) -> Array:
    """That share of the waves is copied from the training waves."""
    rows = drawn.rng.integers(len(drawn.training), size=len(drawn.offset))
    return np.where(drawn.some(share)[:, None], drawn.training[rows], drawn.waves)


def smoothed(drawn: Drawn, points: float) -> Array:
    """A rolling mean over so many points, the outermost repeated beyond the ends."""
    return np.asarray(uniform_filter1d(drawn.waves, int(points), axis=1, mode="nearest"), np.float64)


def jagged_ends(drawn: Drawn, sigma: float) -> Array:
    """Noise on the first and last three points alone."""
    inner = slice(_ENDS, -_ENDS)
    noise = sigma * drawn.rng.standard_normal(drawn.waves.shape)
    noise[:, inner] = 0
    return drawn.waves + noise


def noise_instead(drawn: Drawn, share: float) -> Array:
    """In place of that share of the waves: uniform noise, U(0, 1) at each point."""
    noise = drawn.rng.uniform(size=drawn.waves.shape)
    return np.where(drawn.some(share)[:, None], noise, drawn.waves)
