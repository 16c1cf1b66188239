"""Read waves from NumPy's files: an array, or one of the arrays in an archive."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.io.files import FileProblemError, short
from sinegan.io.npz import UNREADABLE, load_npy, load_npz
from sinegan.waves.scaling import Scaling

_ARCHIVE = re.compile(r"(?P<file>.+?\.npz)(:(?P<key>.+))?", re.IGNORECASE)
"""The path of an archive, with or without the key of an array."""
_REAL = "fiu"
"""Kinds of NumPy's types."""


def file_of(path: str) -> str:
    """A path without the key of an array: ``waves.npz`` for ``waves.npz:pool``."""
    match = _ARCHIVE.fullmatch(path)
    return match["file"] if match else path


def read_npy(path: str) -> NDArray[np.float64]:
    """The waves in an array; raises OSError, or FileProblemError if it does not hold waves."""
    try:
        waves = load_npy(Path(path))
    except OSError:
        raise
    except UNREADABLE as error:
        raise FileProblemError(f"{path} is not a plain .npy array ({short(error)}); use numpy.save") from error
    return _as_waves(path, waves)


def read_npz(path: str) -> NDArray[np.float64]:
    """The waves in an archive, by the key in the path, or else the only array of their shape; raises as `read_npy`.

    Scaled waves of the pipeline, beside which the archive holds their scaling, are returned in the user's units.
    """
    try:
        arrays = load_npz(Path(file_of(path)))
        waves = _as_waves(path, arrays[_key(path, arrays)])
        if not {"step", "scaling"} <= set(arrays):
            return waves
        low, high = arrays["scaling"].tolist()
        return Scaling(low=low, high=high).undo(waves)
    except OSError:
        raise
    except UNREADABLE as error:
        raise FileProblemError(f"{path} is not a plain .npz archive ({short(error)}); use numpy.savez") from error


def _key(path: str, arrays: Mapping[str, NDArray[Any]]) -> str:
    match = _ARCHIVE.fullmatch(path)
    key = match["key"] if match else None
    if key in arrays:
        return str(key)
    if key is not None:
        raise FileProblemError(f"{path}: there is no array '{key}'; choose one of: {', '.join(arrays) or '(none)'}")
    keys = [name for name, array in arrays.items() if array.ndim == 2 and array.dtype.kind in _REAL]
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise FileProblemError(f"{path} holds {', '.join(keys)}; name one of them, such as {path}:{keys[0]}")
    raise FileProblemError(
        f"{path} has no array of real numbers of shape (n, n_points); it holds {', '.join(arrays) or 'nothing'}"
    )


def _as_waves(path: str, waves: NDArray[Any]) -> NDArray[np.float64]:
    if waves.ndim != 2 or waves.dtype.kind not in _REAL:
        kind = f"{waves.dtype} {waves.shape}"
        raise FileProblemError(f"{path} holds {kind}; give real numbers of shape (n, n_points), one wave per row")
    return waves.astype(np.float64)
