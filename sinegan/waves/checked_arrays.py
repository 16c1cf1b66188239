"""Read one array, or one set of waves, from named arrays, and check it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.errors import SineGanError
from sinegan.waves.draw import DrawnWaves, HeldOutWindows, WaveSet
from sinegan.waves.law import Range
from sinegan.waves.scaling import Scaling
from sinegan.waves.windows import WindowSet

Arrays = Mapping[str, NDArray[Any]]
AnySet = WaveSet | WindowSet
_MAX_NAMES, _MAX_NAME = 8192, 200
"""Limits of the names of columns."""


class BadWavesError(SineGanError, ValueError):
    """Arrays that are not sets of waves, or cannot be used as such."""


def scaling(arrays: Arrays, shape: tuple[int, ...]) -> Scaling:
    """The scaling of series of this shape, from ``scaling`` ``(2, ...)``."""
    stored = arrays["scaling"]
    expected = (2, *stored.shape[1:]) if stored.shape[1:] in {(), shape, shape[-1:]} else (2,)
    low, high = numbers(arrays, "scaling", expected)
    return Scaling.from_arrays(low, high)


def columns(arrays: Arrays) -> tuple[str, ...] | None:
    """Names of columns, if there are any."""
    if "columns" not in arrays:
        return None
    names = arrays["columns"]
    if names.dtype.kind != "U" or names.ndim != 1 or len(names) > _MAX_NAMES or names.itemsize > 4 * _MAX_NAME:
        raise BadWavesError(f"array 'columns' is {names.dtype} {names.shape}; expected names")
    return tuple(names.tolist())


def range_of(arrays: Arrays, key: str) -> Range:
    """The interval under that key, from two numbers."""
    low, high = numbers(arrays, key, (2,)).tolist()
    return Range(low=low, high=high)


def read_set(arrays: Arrays, name: str, has_law: bool) -> AnySet:
    """The set of that name, of the kind that its arrays tell."""
    if has_law:
        waves = numbers(arrays, name, (None, None), np.float32)
        n = (len(waves),)
        return DrawnWaves(waves, numbers(arrays, f"{name}_offset", n), numbers(arrays, f"{name}_multiplier", n))
    sides = (None,) * min(max(arrays[name].ndim, 2), 3) if name in arrays else ()
    waves = numbers(arrays, name, sides, np.float32)
    if f"{name}_window" in arrays:
        length = int(numbers(arrays, f"{name}_window", (), np.int64))
        if not 8 <= length <= waves.shape[1]:
            raise BadWavesError(f"array '{name}_window' is {length}; the blocks have {waves.shape[1]} points")
        return WindowSet(waves, length)
    if f"{name}_block" in arrays:
        return HeldOutWindows(waves, numbers(arrays, f"{name}_block", (len(waves),), np.int64))
    return WaveSet(waves)


def numbers(
    arrays: Arrays, key: str, shape: tuple[int | None, ...], dtype: type[np.floating[Any] | np.int64] = np.float64
) -> NDArray[Any]:
    """The array with that key, checked; None in `shape` is any length above 0."""
    if key not in arrays:
        raise BadWavesError(f"array '{key}' is missing; found {sorted(arrays)}")
    array = arrays[key]
    fits = array.ndim == len(shape) and all(
        have > 0 if want is None else have == want for have, want in zip(array.shape, shape, strict=True)
    )
    if array.dtype != dtype or not fits:
        wanted = ", ".join("n" if side is None else str(side) for side in shape)
        raise BadWavesError(f"array '{key}' is {array.dtype} {array.shape}; expected {np.dtype(dtype)} ({wanted})")
    if not np.isfinite(array).all():
        row = int(np.argwhere(~np.isfinite(array))[0][0]) if array.ndim else 0
        raise BadWavesError(f"array '{key}' holds NaN or infinity (first in row {row})")
    return array
