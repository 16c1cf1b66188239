"""How sets of waves are laid out as named arrays, for the data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from stages.waves.draw import WaveSet
from stages.waves.law import Law, Range

Arrays = Mapping[str, NDArray[Any]]


class BadWavesError(ValueError):
    """Named arrays that are no record of waves."""


@dataclass(frozen=True)
class Record:
    """Sets of waves by name, and the law that they were drawn from."""

    law: Law
    sets: dict[str, WaveSet]


def to_arrays(record: Record) -> dict[str, NDArray[Any]]:
    """Lay a record out as plain numeric arrays.

    Returns
    -------
    dict
        ``step`` ``()``, ``offset_range`` and ``multiplier_range`` ``(2,)``; for each set ``<name>``
        float32 ``(n, n_points)``, ``<name>_offset`` and ``<name>_multiplier`` float64 ``(n,)``.
    """
    law = record.law
    arrays: dict[str, NDArray[Any]] = {
        "step": np.array(law.step),
        "offset_range": np.array([law.offset.low, law.offset.high]),
        "multiplier_range": np.array([law.multiplier.low, law.multiplier.high]),
    }
    for name, drawn in record.sets.items():
        arrays |= {name: drawn.waves, f"{name}_offset": drawn.offset, f"{name}_multiplier": drawn.multiplier}
    return arrays


def from_arrays(arrays: Arrays, names: tuple[str, ...], source: str = "the data") -> Record:
    """Read the named sets back; `source` is what an error calls the place that they came from.

    Raises
    ------
    BadWavesError
        An array is missing, has another type or shape, or holds NaN or infinity.
    """
    try:
        return _record(arrays, names)
    except BadWavesError as error:
        raise BadWavesError(f"{source}: {error}; remove it and run 'dvc repro'") from error


def _record(arrays: Arrays, names: tuple[str, ...]) -> Record:
    step = _numbers(arrays, "step", ())
    ranges = {key: _numbers(arrays, f"{key}_range", (2,)) for key in ("offset", "multiplier")}
    sets = {name: _read_set(arrays, name) for name in names}
    widths = {name: drawn.waves.shape[1] for name, drawn in sets.items()}
    if len(set(widths.values())) != 1:
        raise BadWavesError(f"sets of unequal length: {widths}")
    try:
        law = Law(
            n_points=next(iter(widths.values())),
            step=float(step),
            offset=Range(low=float(ranges["offset"][0]), high=float(ranges["offset"][1])),
            multiplier=Range(low=float(ranges["multiplier"][0]), high=float(ranges["multiplier"][1])),
        )
    except ValidationError as error:
        raise BadWavesError(f"an impossible law: {error.errors()[0]['msg']}") from error
    return Record(law, sets)


def _read_set(arrays: Arrays, name: str) -> WaveSet:
    waves = _numbers(arrays, name, (None, None), np.float32)
    n = waves.shape[0]
    return WaveSet(waves, _numbers(arrays, f"{name}_offset", (n,)), _numbers(arrays, f"{name}_multiplier", (n,)))


def _numbers(
    arrays: Arrays, key: str, shape: tuple[int | None, ...], dtype: type[np.floating[Any]] = np.float64
) -> NDArray[Any]:
    """The array of that key, checked; None in `shape` stands for any length above 0."""
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
