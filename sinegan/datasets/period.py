"""After how many points a record repeats itself."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_SEGMENT = 4096
"""Points that the spectra are computed on: slower changes, such as those of seasons, are taken for trends."""
_TIMES = 16
"""Fewer repetitions are no evidence: random walks seem to have some."""
_LEAST = 0.3
"""Autocorrelation of what counts as a repetition."""
_HIGH = 0.75
"""Of the highest peak, from which on a peak counts as high."""


class Period(NamedTuple):
    """A repetition: the number of points, the autocorrelation at that lag, and the channel where it is highest."""

    points: int
    correlation: float
    channel: int


def period(record: NDArray[np.float64]) -> Period | None:
    """The repetition of a record ``(n,)`` or ``(n, n_channels)``; None if it does not repeat itself sixteen times.

    The first of the high peaks of the autocorrelation, at lags beyond the first at which it is negative, up to a
    thousand points; of the channel where that is highest. Segments of 4096 points are freed of straight lines.
    """
    channels = record.reshape(len(record), -1).T
    periods = [_of_channel(values, number) for number, values in enumerate(channels)]
    best = max((one for one in periods if one), key=lambda one: one.correlation, default=None)
    return best if best and best.correlation >= _LEAST else None


def _of_channel(values: NDArray[np.float64], number: int) -> Period | None:
    from scipy import signal  # takes half a second, which `sinegan check` without a file must not

    segment, lags = min(_SEGMENT, len(values)), min(_SEGMENT // 4, len(values) // _TIMES)
    if lags < 3 or np.ptp(values) == 0:
        return None
    # Padded, so that no product wraps around; divided by the autocorrelation of the window, which falls with the lag.
    window = np.hanning(segment)
    _, power = signal.welch(values, window=window, nfft=2 * segment, detrend="linear", scaling="spectrum")
    power[1:-1] /= 2  # welch adds those of negative frequencies
    correlation = np.fft.irfft(power)[:lags]
    correlation /= np.fft.irfft(np.abs(np.fft.rfft(window, 2 * segment)) ** 2)[:lags]
    correlation /= correlation[0]
    negative = np.flatnonzero(correlation < 0)
    if not len(negative):
        return None
    peaks, _ = signal.find_peaks(correlation)
    peaks = peaks[(peaks > negative[0]) & (correlation[peaks] > 0)]
    if not len(peaks):
        return None
    # Not a multiple of the period, such as a week of days, where the autocorrelation may be a little higher.
    first = int(peaks[correlation[peaks] >= _HIGH * correlation[peaks].max()][0])
    points = first + int(np.argmax(correlation[first : first * 3 // 2]))  # noise makes small peaks beside the large one
    return Period(points, float(correlation[points]), number)
