"""Power spectra of single waves."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from sinegan.waves.channels import by_channel
from sinegan.waves.checked_arrays import AnySet
from sinegan.waves.draw import blocks_of
from sinegan.waves.law import CENTRE, TURN, SamplingGrid

_PARTS = 10  # of each of the two sets of real waves


def hann_power(waves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Power of each wave minus 1/2 under a Hann window, in units of y squared.

    From ``(..., n_points)`` to ``(..., n_points // 2 + 1)``.

    With so few cycles a spectrum leaks: without a window, the leakage of a clean sine would hide jagged noise of up to
    3.5 % of full scale; with the Hann window that limit is 4e-5.
    """
    window = signal.get_window("hann", waves.shape[-1])
    spectra = np.fft.rfft((waves - CENTRE) * window, axis=-1)
    power: NDArray[np.float64] = (spectra.real**2 + spectra.imag**2) / (window**2).sum()
    return power


def frequencies(grid: SamplingGrid) -> NDArray[np.float64]:
    """Angular frequency of each bin, radians per unit of x."""
    bins = np.arange(grid.n_points // 2 + 1, dtype=np.float64)
    return bins * (TURN / (grid.n_points * grid.step))


class MeanSpectra(NamedTuple):
    """Mean Hann spectra, ``(n_points // 2 + 1,)`` each.

    Attributes
    ----------
    frequency
        Of each bin, radians per unit of x.
    real, generated
        Mean over the test set, and over the generated waves.
    lowest, highest
        Smallest and largest of the means of twenty disjoint sets of real waves; of fewer if there are fewer blocks.
    """

    frequency: NDArray[np.float64]
    real: NDArray[np.float64]
    generated: NDArray[np.float64]
    lowest: NDArray[np.float64]
    highest: NDArray[np.float64]


def mean_spectra(grid: SamplingGrid, sets: Mapping[str, AnySet], generated: NDArray[np.float64]) -> MeanSpectra:
    """Compare the mean of `generated` spectra with real waves of the sets "test" and "reference".

    Spectra are ``(n, bins)``, or ``(n, n_channels, bins)``, of which the mean over channels is taken.
    """
    power = {name: _over_channels(hann_power(_by_channel(drawn.waves))) for name, drawn in sets.items()}
    parts = [power[name][rows].mean(axis=0) for name, drawn in sets.items() for rows in _parts(drawn)]
    return MeanSpectra(
        frequencies(grid),
        power["test"].mean(axis=0),
        _over_channels(generated).mean(axis=0),
        np.min(parts, axis=0),
        np.max(parts, axis=0),
    )


def _parts(drawn: AnySet) -> list[NDArray[np.intp]]:
    """Rows of disjoint parts of a set; of windows that may overlap, each part has whole blocks."""
    block = blocks_of(drawn)
    if block is None:
        return np.array_split(np.arange(len(drawn)), _PARTS)
    distinct = np.unique(block)
    return [np.flatnonzero(np.isin(block, some)) for some in np.array_split(distinct, min(_PARTS, len(distinct)))]


def _by_channel(waves: NDArray[np.float32]) -> NDArray[np.float64]:
    points: NDArray[np.float64] = waves.astype(np.float64)
    return points if points.ndim == 2 else by_channel(points)


def _over_channels(spectra: NDArray[np.float64]) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = spectra if spectra.ndim == 2 else spectra.mean(axis=1)
    return mean
