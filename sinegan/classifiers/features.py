"""What judges are shown of waves."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import Sample
from sinegan.metrics.residuals import high_band, recurrence
from sinegan.waves.law import AMPLITUDE, CENTRE

_LEAST = 1e-9  # below float32 rounding; keeps logarithms finite


@dataclass(frozen=True)
class Exhibits:
    """Waves, and what a signal engineer would measure of each.

    Attributes
    ----------
    waves
        Shape ``(n, n_points)``.
    features
        With a law ``(n, 9)``: w; cosine and sine of the phase at mid-record, where phase and frequency are least
        correlated; errors of amplitude and centre; and the logarithms of the rms of both fits, of the largest
        recurrence residual and of the amplitude in the high band. Without ``(n, n_points // 2 + 1)``: the logarithm
        of the amplitude at each frequency.
    """

    waves: NDArray[np.float64]
    features: NDArray[np.float64]

    def take(self, rows: NDArray[np.intp]) -> Self:
        """Those waves alone."""
        return type(self)(self.waves[rows], self.features[rows])

    @classmethod
    def joined(cls, first: Self, second: Self) -> Self:
        """The waves of both, one after the other."""
        return cls(
            np.concatenate([first.waves, second.waves]),
            np.concatenate([first.features, second.features]),
        )


def exhibits(sample: Sample) -> Exhibits:
    """Show a sample to the judges."""
    if sample.fits is None:
        return Exhibits(sample.waves, np.log10(np.sqrt(sample.spectra) + _LEAST))
    law, free = sample.law, sample.free
    phase = free.phase + free.multiplier * law.x.mean()
    faint = [
        free.rms,
        sample.reference.rms,
        recurrence(law, sample.waves, free).max(axis=1),
        np.sqrt(sample.spectra[:, high_band(law) :].sum(axis=1)),
    ]
    plain = [free.multiplier, np.cos(phase), np.sin(phase), free.amplitude - AMPLITUDE, free.centre - CENTRE]
    return Exhibits(sample.waves, np.stack([*plain, *(np.log10(values + _LEAST) for values in faint)], axis=1))
