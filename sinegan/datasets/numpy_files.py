"""Read series from NumPy's files: an array, or one of the arrays in an archive."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.table import MAX_VALUES
from sinegan.io.files import short
from sinegan.io.npz import UNREADABLE, load_npy, load_npz
from sinegan.waves import dataset
from sinegan.waves.checked_arrays import BadWavesError

_ARCHIVE = re.compile(r"(?P<file>.+?\.npz)(:(?P<key>.+))?", re.IGNORECASE)
"""The path of an archive, with or without the key of an array."""
_REAL = "fiu"
"""Kinds of NumPy's types."""
_SHAPES = "(n, length), (n, length, channels), or of one record (n,) or (n, channels)"
_SIDES = {1: ("value",), 2: ("row", "column"), 3: ("series", "point", "channel")}


def file_of(path: str) -> str:
    """A path without the key of an array: ``waves.npz`` for ``waves.npz:pool``."""
    match = _ARCHIVE.fullmatch(path)
    return match["file"] if match else path


def read_npy(path: str) -> NDArray[np.float64]:
    """The array, of one to three dimensions; raises OSError, or BadSeriesError if it does not hold series."""
    try:
        values = load_npy(Path(path))
    except OSError:
        raise
    except UNREADABLE as error:
        raise BadSeriesError(f"{path} is not a plain .npy array ({short(error)}); use numpy.save") from error
    return _checked(path, values)


def read_npz(path: str) -> NDArray[np.float64]:
    """The array in an archive, by the key in the path, or else the only one of a fitting shape; raises as `read_npy`.

    Scaled waves of the pipeline, beside which the archive holds their scaling, are returned in the user's units.
    """
    try:
        arrays = load_npz(Path(file_of(path)))
    except OSError:
        raise
    except UNREADABLE as error:
        raise BadSeriesError(f"{path} is not a plain .npz archive ({short(error)}); use numpy.savez") from error
    key = _key(path, arrays)
    if {"step", "scaling"} <= set(arrays) and key not in {"step", "scaling"}:
        return _unscaled(path, arrays, key)
    return _checked(path, arrays[key])


def _unscaled(path: str, arrays: Mapping[str, NDArray[Any]], key: str) -> NDArray[np.float64]:
    try:
        data = dataset.from_arrays(arrays, (key,), path)
    except BadWavesError as error:
        raise BadSeriesError(str(error)) from error
    waves = data.sets[key].waves
    return data.scaling.undo(waves) if data.scaling else waves.astype(np.float64)


def _key(path: str, arrays: Mapping[str, NDArray[Any]]) -> str:
    match = _ARCHIVE.fullmatch(path)
    key = match["key"] if match else None
    if key in arrays:
        return str(key)
    if key is not None:
        raise BadSeriesError(f"{path}: there is no array '{key}'; choose one of: {', '.join(arrays) or '(none)'}")
    real = {name: array.ndim for name, array in arrays.items() if array.dtype.kind in _REAL}
    keys = [name for name, ndim in real.items() if ndim in {2, 3}] or [name for name, n in real.items() if n == 1]
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise BadSeriesError(f"{path} holds {', '.join(keys)}; name one of them, such as {path}:{keys[0]}")
    raise BadSeriesError(
        f"{path} has no array of real numbers of shape {_SHAPES}; it holds {', '.join(arrays) or 'nothing'}"
    )


def _checked(path: str, values: NDArray[Any]) -> NDArray[np.float64]:
    if values.ndim not in _SIDES or values.dtype.kind not in _REAL:
        kind = f"{values.dtype} {values.shape}"
        raise BadSeriesError(f"{path} holds {kind}; give real numbers of shape {_SHAPES}")
    if values.size > MAX_VALUES:
        raise BadSeriesError(f"{path} holds more than {MAX_VALUES:,} numbers; take fewer of them")
    if values.size == 0:
        raise BadSeriesError(f"{path} holds an empty array {values.shape}; give series")
    bad = np.argwhere(~np.isfinite(values))
    if len(bad):
        place = ", ".join(f"{side} {index + 1}" for side, index in zip(_SIDES[values.ndim], bad[0], strict=True))
        raise BadSeriesError(f"{path}: {place} is {values[tuple(bad[0])]}; give finite numbers")
    return values.astype(np.float64)
