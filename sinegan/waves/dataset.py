"""How sets of waves are laid out as named arrays, for the data files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from sinegan.errors import SineGanError
from sinegan.waves.draw import DrawnWaves, WaveSet
from sinegan.waves.law import Axis, Law, Range
from sinegan.waves.scaling import Scaling

Arrays = Mapping[str, NDArray[Any]]


class BadWavesError(SineGanError, ValueError):
    """Named arrays that are no record of waves."""


@dataclass(frozen=True)
class Record:
    """Sets of waves by name.

    Attributes
    ----------
    axis
        The `Law` that they were drawn from; a bare one of waves that somebody brought.
    sets
        `DrawnWaves` where there is a law.
    scaling
        How somebody's waves became these; None of drawn ones, which are as they are.
    """

    axis: Axis
    sets: Mapping[str, WaveSet]
    scaling: Scaling | None = None

    def scaled(self, waves: NDArray[np.floating]) -> NDArray[np.floating]:
        """Other waves in the units of these sets."""
        return self.scaling.apply(waves) if self.scaling else waves

    def only(self, names: Iterable[str]) -> Self:
        """The same with those sets alone."""
        return replace(self, sets={name: self.sets[name] for name in names})


def to_arrays(record: Record) -> dict[str, NDArray[Any]]:
    """Lay a record out as plain numeric arrays.

    Returns
    -------
    dict
        ``step`` ``()``; for each set ``<name>`` float32 ``(n, n_points)``. With a law ``offset_range`` and
        ``multiplier_range`` ``(2,)``, and for each set ``<name>_offset`` and ``<name>_multiplier`` float64 ``(n,)``;
        with a scaling ``scaling`` ``(2,)``.
    """
    axis = record.axis
    arrays: dict[str, NDArray[Any]] = {"step": np.array(axis.step)}
    if isinstance(axis, Law):
        arrays["offset_range"] = np.array([axis.offset.low, axis.offset.high])
        arrays["multiplier_range"] = np.array([axis.multiplier.low, axis.multiplier.high])
    if record.scaling:
        arrays["scaling"] = np.array([record.scaling.low, record.scaling.high])
    for name, some in record.sets.items():
        arrays |= {name: some.waves}
        if isinstance(some, DrawnWaves):
            arrays |= {f"{name}_offset": some.offset, f"{name}_multiplier": some.multiplier}
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
    has_law = "scaling" not in arrays
    sets = {name: _read_set(arrays, name, has_law) for name in names}
    widths = {name: some.waves.shape[1] for name, some in sets.items()}
    if len(set(widths.values())) != 1:
        raise BadWavesError(f"sets of unequal length: {widths}")
    step, n_points = float(_numbers(arrays, "step", ())), next(iter(widths.values()))
    try:
        if not has_law:
            low, high = _numbers(arrays, "scaling", (2,)).tolist()
            return Record(Axis(n_points=n_points, step=step), sets, Scaling(low=low, high=high))
        offset, multiplier = (_range(arrays, key) for key in ("offset_range", "multiplier_range"))
        return Record(Law(n_points=n_points, step=step, offset=offset, multiplier=multiplier), sets)
    except ValidationError as error:
        raise BadWavesError(f"an impossible law: {error.errors()[0]['msg']}") from error


def _range(arrays: Arrays, key: str) -> Range:
    low, high = _numbers(arrays, key, (2,)).tolist()
    return Range(low=low, high=high)


def _read_set(arrays: Arrays, name: str, has_law: bool) -> WaveSet:
    waves = _numbers(arrays, name, (None, None), np.float32)
    if not has_law:
        return WaveSet(waves)
    n = waves.shape[0]
    return DrawnWaves(waves, _numbers(arrays, f"{name}_offset", (n,)), _numbers(arrays, f"{name}_multiplier", (n,)))


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
