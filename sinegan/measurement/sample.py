"""A set of waves with everything that the scores need of it, computed once."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sinegan.errors import SineGanError
from sinegan.measurement.distances import distances
from sinegan.measurement.periodogram import hann_power
from sinegan.measurement.sine_fit import SineFit, fit_free, fit_reference
from sinegan.waves.law import Axis, Law

FEWEST = 20
FAINTEST = 1e-6
"""Errors below it count as it, in units of y: above float32 rounding, which scatters, and below any fault."""
_RMS_LIMIT = 0.05
_MULTIPLIER_MARGIN = 0.05


class UnscorableError(SineGanError, ValueError):
    """Waves that no score can be given."""


@dataclass(frozen=True)
class Fits:
    """Waves held against the law of real ones.

    Attributes
    ----------
    free
        Four-parameter sine fits.
    reference
        Fits of the nearest wave that the law could have drawn.
    valid
        Shape ``(n,)``: reference rms below .05, and free frequency within .05 of the law's range.
    """

    free: SineFit
    reference: SineFit
    valid: NDArray[np.bool_]

    def take(self, rows: NDArray[np.intp] | slice) -> Self:
        """Those waves alone."""
        free, reference = (
            SineFit(*(values[rows] for values in vars(fit).values())) for fit in (self.free, self.reference)
        )
        return type(self)(free, reference, self.valid[rows])


@dataclass(frozen=True, eq=False)
class Sample:
    """Waves and what was measured on each.

    Attributes
    ----------
    axis
        Where the points are; the `Law` that real waves follow, where one is known.
    waves
        float64, shape ``(n, n_points)``.
    fits
        None where no law is known.
    spectra
        Hann power spectra, shape ``(n, n_points // 2 + 1)``.
    n_few
        How many waves the scores on few waves take.
    training
        On the real side: waves ``(any, n_points)`` that the generator may have copied; None where unknown.
    """

    axis: Axis
    waves: NDArray[np.float64]
    fits: Fits | None
    spectra: NDArray[np.float64]
    n_few: int
    training: NDArray[np.float64] | None = None

    @property
    def law(self) -> Law:
        """The law; raises `UnscorableError` where none is known."""
        if isinstance(self.axis, Law):
            return self.axis
        raise UnscorableError("no law is known of these waves")

    @property
    def free(self) -> SineFit:
        """The free fits; raises as `law` does."""
        return self._known.free

    @property
    def reference(self) -> SineFit:
        """The fits of the law's nearest waves; raises as `law` does."""
        return self._known.reference

    @property
    def valid(self) -> NDArray[np.bool_]:
        """Which waves are valid; raises as `law` does."""
        return self._known.valid

    @property
    def _known(self) -> Fits:
        if self.fits is None:
            raise UnscorableError("no law is known of these waves")
        return self.fits

    def take(self, rows: NDArray[np.intp] | slice) -> Self:
        """Those waves alone."""
        fits = None if self.fits is None else self.fits.take(rows)
        return replace(self, waves=self.waves[rows], fits=fits, spectra=self.spectra[rows])

    @property
    def few(self) -> Self:
        """The first `n_few` waves, or all if there are fewer."""
        return self if len(self.waves) <= self.n_few else self._few

    @cached_property
    def _few(self) -> Self:
        return self.take(slice(self.n_few))

    @cached_property
    def distances(self) -> NDArray[np.float64]:
        """Euclidean distances between the waves, ``(n, n)``."""
        return distances(self.waves, self.waves)


def measure(
    axis: Axis, waves: NDArray[np.floating], *, n_few: int = 2_000, training: NDArray[np.floating] | None = None
) -> Sample:
    """Fit and transform each wave; without a law there is nothing to fit.

    Raises
    ------
    UnscorableError
        Fewer than 20 waves, waves of another length than the axis has, or NaN or infinity among the values.
    """
    if waves.ndim != 2 or waves.shape[1] != axis.n_points:
        raise UnscorableError(f"waves have shape {waves.shape}; expected (n, {axis.n_points})")
    if len(waves) < FEWEST:
        raise UnscorableError(f"{len(waves)} waves are too few to score; give at least {FEWEST}")
    if not np.isfinite(waves).all():
        raise UnscorableError(f"wave {int(np.argwhere(~np.isfinite(waves))[0][0])} holds NaN or infinity")
    points: NDArray[np.float64] = waves.astype(np.float64)
    fits = _fits(axis, points) if isinstance(axis, Law) else None
    seen = None if training is None else training.astype(np.float64)
    return Sample(axis, points, fits, hann_power(points), n_few, seen)


def _fits(law: Law, waves: NDArray[np.float64]) -> Fits:
    free, reference = fit_free(law, waves), fit_reference(law, waves)
    low, high = law.multiplier.low - _MULTIPLIER_MARGIN, law.multiplier.high + _MULTIPLIER_MARGIN
    valid = (reference.rms < _RMS_LIMIT) & (free.multiplier >= low) & (free.multiplier <= high)
    return Fits(free, reference, valid)
