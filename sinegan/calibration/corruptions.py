"""Known defects of waves: each a function from clean waves and a strength to corrupted waves ``(n, n_points)``."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from sinegan.waves.draw import render
from sinegan.waves.law import AMPLITUDE, CENTRE, TURN, Law

Array = NDArray[np.float64]
_ENDS = 3  # points at each end


@dataclass(frozen=True)
class CleanWaves:
    """Real waves, their parameters, and what else a corruption may need.

    Attributes
    ----------
    law
        The distribution of the waves.
    offset, multiplier
        Shape ``(n,)``; radians, and radians per unit of x.
    training
        Waves to copy from, ``(any, n_points)``.
    rng
        Random numbers for the corruption.
    """

    law: Law
    offset: Array
    multiplier: Array
    training: Array
    rng: np.random.Generator = field(repr=False)

    @property
    def waves(self) -> Array:
        """The waves without defects, ``(n, n_points)``."""
        return render(self.law, self.offset, self.multiplier)

    @property
    def angle(self) -> Array:
        """Their phase at each point, ``(n, n_points)``."""
        return self.offset[:, None] + self.multiplier[:, None] * self.law.x

    def some(self, fraction: float) -> NDArray[np.bool_]:
        """A mask ``(n,)`` of that fraction of the waves, spread evenly: pairwise scores take the first waves only."""
        n = len(self.offset)
        mask: NDArray[np.bool_] = np.arange(n) * round(fraction * n) % n < round(fraction * n)
        return mask


def clean(real: CleanWaves, _strength: float) -> Array:
    """No defect: a fresh draw, which no score should flag."""
    return real.waves


def white_noise(real: CleanWaves, sigma: float) -> Array:
    """Independent noise of that standard deviation at each point."""
    return real.waves + sigma * real.rng.standard_normal(real.waves.shape)


def third_harmonic(real: CleanWaves, ratio: float) -> Array:
    """A tone of three times the frequency and `ratio` times the amplitude is added."""
    return real.waves + AMPLITUDE * ratio * np.sin(3 * real.angle)


def clipping(real: CleanWaves, cut: float) -> Array:
    """Crests and troughs are cut off by that fraction of the amplitude."""
    limit = AMPLITUDE * (1 - cut)
    return np.clip(real.waves, CENTRE - limit, CENTRE + limit)


def chirp(real: CleanWaves, drift: float) -> Array:
    """The frequency rises by that fraction of itself from the first point to the last."""
    time = real.law.x / real.law.x[-1] - 0.5
    bend = real.multiplier[:, None] * drift * real.law.x[-1] * time**2 / 2
    return AMPLITUDE * np.sin(real.angle + bend) + CENTRE


def amplitude(real: CleanWaves, excess: float) -> Array:
    """Amplitudes are too large by that fraction."""
    return CENTRE + (1 + excess) * (real.waves - CENTRE)


def phase_gap(real: CleanWaves, gap: float) -> Array:
    """That fraction of the circle is missing: all phases are squeezed into the rest."""
    phase = real.offset % TURN
    return render(real.law, phase * (1 - gap), real.multiplier)


def narrow_frequency_range(real: CleanWaves, lost: float) -> Array:
    """The range of frequencies shrinks by that fraction around its middle."""
    middle = (real.law.multiplier.low + real.law.multiplier.high) / 2
    return render(real.law, real.offset, middle + (1 - lost) * (real.multiplier - middle))


def mode_collapse(real: CleanWaves, fraction: float) -> Array:
    """That fraction of the waves is one and the same wave."""
    return np.where(real.some(fraction)[:, None], real.waves[0], real.waves)


def few_distinct_waves(real: CleanWaves, distinct: float) -> Array:
    """Only that many distinct waves, each repeated."""
    return real.waves[np.arange(len(real.offset)) % int(distinct)]


def copied_training_waves(real: CleanWaves, fraction: float) -> Array:
    """That fraction of the waves is copied from the training waves."""
    rows = real.rng.integers(len(real.training), size=len(real.offset))
    return np.where(real.some(fraction)[:, None], real.training[rows], real.waves)


def smoothing(real: CleanWaves, points: float) -> Array:
    """A rolling mean over that many points; the outermost points are repeated beyond the ends."""
    return np.asarray(uniform_filter1d(real.waves, int(points), axis=1, mode="nearest"), np.float64)


def noisy_ends(real: CleanWaves, sigma: float) -> Array:
    """White noise on the first and last three points only."""
    inner = slice(_ENDS, -_ENDS)
    noise = sigma * real.rng.standard_normal(real.waves.shape)
    noise[:, inner] = 0
    return real.waves + noise


def uniform_noise(real: CleanWaves, fraction: float) -> Array:
    """That fraction of the waves is replaced by uniform noise, U(0, 1) at each point."""
    noise = real.rng.uniform(size=real.waves.shape)
    return np.where(real.some(fraction)[:, None], noise, real.waves)
