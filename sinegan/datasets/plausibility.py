"""What is certainly or perhaps wrong with series that could be read: refused, or warned of."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.user_series import UserSeries
from sinegan.waves.scaling import Kind

_MAX = 1e30
_NARROW = 0.1
"""Of the range: too little for nearly all values."""
_WIDE = 1.5


def check(series: UserSeries, scaling: Kind) -> list[str]:
    """What may be wrong, in words.

    Parameters
    ----------
    series
        Of a user's file.
    scaling
        How they will be scaled.

    Raises
    ------
    BadSeriesError
        Nothing could be learnt: values are too large, all the same, or one value holds nearly the whole range.
    """
    largest = float(np.abs(series.values).max())
    if largest > _MAX:
        raise BadSeriesError(f"{series.path}: values up to {largest:g} are too large; divide them, to below {_MAX:g}")
    _refuse_counting(series)
    parts = _channels(series) if scaling != "global" else [(series.values, 0)]
    warnings = [text for values, channel in parts for text in _extremes(series, values, channel)]
    if scaling == "global":
        warnings += _unequal_channels(series)
    return [*series.warnings, *warnings, *_constant(series), *_rising_row(series)]


def other_height(values: NDArray[np.floating], real: NDArray[np.floating], name: str) -> str | None:
    """A line about series of another height than the real ones; None if both span about the same.

    Parameters
    ----------
    values, real
        The series to score, and those to compare with, in the same units.
    name
        Of the real ones, in the line.
    """
    low, high = _span(values)
    real_low, real_high = _span(real)
    height, real_height = high - low, real_high - real_low
    if abs(low - real_low) <= real_height / 4 and abs(high - real_high) <= real_height / 4:
        return None
    line = f"these series span {low:.3g} .. {high:.3g}, {name} {real_low:.3g} .. {real_high:.3g}"
    if height > _WIDE * real_height:
        return f"{line}; bring them there with {_formula(low, high, real_low, real_high)}"
    return line


def _span(values: NDArray[np.floating]) -> tuple[float, float]:
    """Smallest and largest value, but for a few that lie far from the others."""
    low, high = (float(value) for value in np.quantile(values, (0.001, 0.999)))
    smallest, largest, near = float(values.min()), float(values.max()), 0.05 * (high - low)
    low, high = (smallest if low - smallest <= near else low), (largest if largest - high <= near else high)
    zero = 1e-3 * (high - low)  # the lowest of drawn waves is nearly 0
    return (0.0 if abs(low) < zero else low), (0.0 if abs(high) < zero else high)


def _formula(low: float, high: float, real_low: float, real_high: float) -> str:
    shift, factor, start = float(f"{-low:.3g}"), float(f"{(high - low) / (real_high - real_low):.3g}"), real_low
    moved = "y" if shift == 0 else f"(y {'+' if shift > 0 else '-'} {abs(shift):g})"
    return f"{moved} / {factor:g}" + ("" if start == 0 else f" {'+' if start > 0 else '-'} {abs(start):.3g}")


def _channels(series: UserSeries) -> list[tuple[NDArray[np.float64], int]]:
    n = series.n_channels
    return [(series.values[..., channel] if n > 1 else series.values, channel) for channel in range(n)]


def _name(series: UserSeries, channel: int) -> str:
    return repr(series.columns[channel]) if series.columns and series.n_channels > 1 else f"channel {channel + 1}"


def _refuse_counting(series: UserSeries) -> None:
    """A first row of an array that counts: the numbers of the columns."""
    if series.layout == "record" or series.values.ndim != 2 or len(series.values) < 2:
        return
    first, second = (np.diff(row) for row in series.values[:2])
    if (first == 1).all() and not (second == 1).all() and series.values[0, 0] in {0, 1}:
        raise BadSeriesError(
            f"{series.path}: {series.place(0)}: the first row counts {series.values[0, 0]:g} to "
            f"{series.values[0, -1]:g}, as numbers of columns do; leave it out"
        )


def _extremes(series: UserSeries, values: NDArray[np.float64], channel: int) -> Iterator[str]:
    """One value, or few, that hold nearly the whole range."""
    low, high = float(values.min()), float(values.max())
    quantiles = np.quantile(values, (0.01, 0.5, 0.99))
    if high == low or quantiles[2] - quantiles[0] >= _NARROW * (high - low):
        return
    at_top = high - quantiles[1] > quantiles[1] - low
    index = np.unravel_index(int(values.argmax() if at_top else values.argmin()), values.shape)
    place = _place(series, values, index, channel)
    extreme, others = float(values[index]), np.delete(values.ravel(), np.ravel_multi_index(index, values.shape))
    if others.max() - others.min() < _NARROW * (high - low):
        raise BadSeriesError(
            f"{series.path}, {place}: {extreme:g} holds nearly the whole range, all other values lie within "
            f"{others.min():g} .. {others.max():g}; correct it, or leave its row out"
        )
    yield (
        f"98 % of the values lie within {quantiles[0]:g} .. {quantiles[2]:g}, less than a tenth of the range "
        f"{low:g} .. {high:g} (the most extreme is in {place}); they will hardly differ after scaling"
    )


def _place(series: UserSeries, values: NDArray[np.float64], index: tuple[np.intp, ...], channel: int) -> str:
    has_channels = series.n_channels > 1 and values.ndim < series.values.ndim
    return series.place(*map(int, index), *([channel] if has_channels else []))


def _unequal_channels(series: UserSeries) -> Iterator[str]:
    if series.n_channels == 1:
        return
    axes = tuple(range(series.values.ndim - 1))
    spans = series.values.max(axis=axes) - series.values.min(axis=axes)
    whole = float(series.values.max() - series.values.min())
    small = [_name(series, channel) for channel in np.flatnonzero((spans < _NARROW * whole) & (spans > 0)).tolist()]
    if small:
        yield f"{', '.join(small)} spans less than a tenth of the range of all channels; use scaling: per_channel"


def _constant(series: UserSeries) -> Iterator[str]:
    if series.layout == "record":
        for values, channel in _channels(series):
            if values.max() == values.min() and series.n_channels > 1:
                yield f"{_name(series, channel)} is constant; leave it out with waves.columns or --columns"
        return
    axes = tuple(range(1, series.values.ndim))
    flat = np.flatnonzero(series.values.max(axis=axes) == series.values.min(axis=axes))
    if 0 < len(flat) < len(series.values):
        n = len(flat)
        yield f"{n:,} series {'is' if n == 1 else 'are'} constant, the first in {series.place(int(flat[0]))}"


def _rising_row(series: UserSeries) -> Iterator[str]:
    """A first row of evenly rising numbers above others: perhaps points of time."""
    if series.layout == "record" or series.values.ndim != 2 or len(series.values) < 2:
        return
    first, others = np.diff(series.values[0]), np.diff(series.values[1:11], axis=1)
    if first.min() > 0 and first.max() <= 1.01 * first.min() and not (others > 0).all(axis=1).any():
        yield f"{series.place(0)}: the first row rises evenly; if it holds points of time, leave it out"
