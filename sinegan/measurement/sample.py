"""A set of waves with the measurements that the scores need, computed once."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sinegan.errors import SineGanError
from sinegan.measurement.constrained_fit import fit_constrained
from sinegan.measurement.distances import distances
from sinegan.measurement.free_fit import fit_free
from sinegan.measurement.periodogram import hann_power
from sinegan.measurement.sine_fit import SineFit
from sinegan.measurement.valid_sine import is_valid_sine
from sinegan.waves.channels import flatten, vectors_by_channel
from sinegan.waves.law import Law, SamplingGrid

MIN_MEASURED = 20
"""Fewest waves that are measured, and of a median over some of them. A scorecard, which splits waves, needs more."""
SMALLEST_ERROR = 1e-6
"""Smaller errors count as this one, in units of y: above float32 rounding, which varies, and below any real defect."""


class UnscorableError(SineGanError, ValueError):
    """Waves that cannot be scored."""


@dataclass(frozen=True)
class Fits:
    """Sines fitted to waves.

    Attributes
    ----------
    free
        Sines of any amplitude, centre, frequency and phase.
    constrained
        The closest target sines: those that the law can draw.
    valid
        Shape ``(n,)``, as in `sinegan.measurement.valid_sine`.
    """

    free: SineFit
    constrained: SineFit
    valid: NDArray[np.bool_]

    def take(self, rows: NDArray[np.intp] | slice) -> Self:
        """The fits of these waves."""
        free, constrained = (
            SineFit(*(values[rows] for values in vars(fit).values())) for fit in (self.free, self.constrained)
        )
        return type(self)(free, constrained, self.valid[rows])


@dataclass(frozen=True, eq=False)
class Sample:
    """Waves and their measurements.

    Attributes
    ----------
    grid
        The `Law` of the real waves, or a bare `SamplingGrid` if their distribution is unknown.
    waves
        float64, shape ``(n, n_points)``; several channels stand one after the other, see `sinegan.waves.channels`.
    fits
        None if the distribution is unknown.
    spectra
        Hann power spectra, shape ``(n, n_points // 2 + 1)``, or ``(n, n_channels, n_points // 2 + 1)``.
    n_pairwise
        How many waves the pairwise scores take.
    training
        On the real side: waves ``(any, n_points)`` that the generator may have copied. None if unknown.
    block
        Int64, ``(n,)``: the block of a record that each wave is a window of. Windows of a block may overlap, so that
        tests must split whole blocks. None if no waves overlap.
    """

    grid: SamplingGrid
    waves: NDArray[np.float64]
    fits: Fits | None
    spectra: NDArray[np.float64]
    n_pairwise: int
    training: NDArray[np.float64] | None = None
    block: NDArray[np.int64] | None = None

    @property
    def law(self) -> Law:
        """The true distribution; raises `UnscorableError` if it is unknown."""
        if isinstance(self.grid, Law):
            return self.grid
        raise UnscorableError("the distribution of these waves is unknown")

    @property
    def free(self) -> SineFit:
        """The free fits; raises as `law` does."""
        return self._known_fits.free

    @property
    def constrained(self) -> SineFit:
        """The closest target sines; raises as `law` does."""
        return self._known_fits.constrained

    @property
    def valid(self) -> NDArray[np.bool_]:
        """Which waves are valid sines, ``(n,)``; raises as `law` does."""
        return self._known_fits.valid

    @property
    def _known_fits(self) -> Fits:
        if self.fits is None:
            raise UnscorableError("the distribution of these waves is unknown")
        return self.fits

    def take(self, rows: NDArray[np.intp] | slice) -> Self:
        """The sample of these waves alone."""
        fits = None if self.fits is None else self.fits.take(rows)
        block = None if self.block is None else self.block[rows]
        return replace(self, waves=self.waves[rows], fits=fits, spectra=self.spectra[rows], block=block)

    @property
    def subset(self) -> Self:
        """The first `n_pairwise` waves, or all if there are fewer."""
        return self if len(self.waves) <= self.n_pairwise else self._subset

    @cached_property
    def _subset(self) -> Self:
        return self.take(slice(self.n_pairwise))

    @cached_property
    def distances(self) -> NDArray[np.float64]:
        """Euclidean distances between the waves, ``(n, n)``."""
        return distances(self.waves, self.waves)


def measure(
    grid: SamplingGrid,
    waves: NDArray[np.floating],
    *,
    n_pairwise: int = 2_000,
    training: NDArray[np.floating] | None = None,
    block: NDArray[np.int64] | None = None,
) -> Sample:
    """Fit sines to waves and compute their spectra; without a `Law` nothing is fitted.

    Parameters
    ----------
    grid
        Shape and distribution of the waves.
    waves, training
        Of the grid's shape, or flat as `sinegan.waves.channels.flatten` gives them.
    n_pairwise
        How many waves the pairwise scores take.
    block
        Of each wave, if they are windows of a record that may overlap.

    Raises
    ------
    UnscorableError
        There are fewer than 20 waves, their shape is not that of the grid, or they hold NaN or infinity.
    """
    if waves.shape[1:] not in {grid.shape, (grid.width,)}:
        raise UnscorableError(f"waves have shape {waves.shape}; expected (n, {', '.join(map(str, grid.shape))})")
    if len(waves) < MIN_MEASURED:
        raise UnscorableError(f"{len(waves)} waves are too few to score; give at least {MIN_MEASURED}")
    if not np.isfinite(waves).all():
        raise UnscorableError(f"wave {int(np.argwhere(~np.isfinite(waves))[0][0])} holds NaN or infinity")
    points: NDArray[np.float64] = flatten(waves).astype(np.float64)
    fits = _fits(grid, points) if isinstance(grid, Law) else None
    copied = None if training is None else flatten(training).astype(np.float64)
    return Sample(grid, points, fits, _spectra(grid, points), n_pairwise, copied, block)


def _spectra(grid: SamplingGrid, points: NDArray[np.float64]) -> NDArray[np.float64]:
    return hann_power(points if len(grid.shape) == 1 else vectors_by_channel(points, grid.n_points))


def _fits(law: Law, waves: NDArray[np.float64]) -> Fits:
    free, constrained = fit_free(law, waves), fit_constrained(law, waves)
    return Fits(free, constrained, is_valid_sine(law, free, constrained))
