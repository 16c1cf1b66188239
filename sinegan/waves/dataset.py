"""Sets of waves, and their layout as named arrays in the data files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from sinegan.errors import SineGanError
from sinegan.waves.draw import DrawnWaves, WaveSet
from sinegan.waves.law import Law, Range, SamplingGrid
from sinegan.waves.scaling import Scaling

Arrays = Mapping[str, NDArray[Any]]


class BadWavesError(SineGanError, ValueError):
    """Arrays that are not sets of waves, or cannot be used as such."""


@dataclass(frozen=True)
class WaveDataset:
    """Sets of waves by name.

    Attributes
    ----------
    grid
        The `Law` that the waves were drawn from, or a bare `SamplingGrid` for waves of a user's file.
    sets
        `DrawnWaves` if there is a law.
    scaling
        From the units of the user's file to these. None for drawn waves.
    """

    grid: SamplingGrid
    sets: Mapping[str, WaveSet]
    scaling: Scaling | None = None

    def scaled(self, waves: NDArray[np.floating]) -> NDArray[np.floating]:
        """Other waves, in the units of these sets."""
        return self.scaling.apply(waves) if self.scaling else waves

    def only(self, names: Iterable[str]) -> Self:
        """The same with only the named sets."""
        return replace(self, sets={name: self.sets[name] for name in names})


def to_arrays(data: WaveDataset) -> dict[str, NDArray[Any]]:
    """Convert to plain numeric arrays.

    Returns
    -------
    dict
        ``step`` ``()``; for each set ``<name>`` float32 ``(n, n_points)``. With a law ``offset_range`` and
        ``multiplier_range`` ``(2,)``, and for each set ``<name>_offset`` and ``<name>_multiplier`` float64 ``(n,)``;
        with a scaling ``scaling`` ``(2,)``.
    """
    grid = data.grid
    arrays: dict[str, NDArray[Any]] = {"step": np.array(grid.step)}
    if isinstance(grid, Law):
        arrays["offset_range"] = np.array([grid.offset.low, grid.offset.high])
        arrays["multiplier_range"] = np.array([grid.multiplier.low, grid.multiplier.high])
    if data.scaling:
        arrays["scaling"] = np.array([data.scaling.low, data.scaling.high])
    for name, wave_set in data.sets.items():
        arrays |= {name: wave_set.waves}
        if isinstance(wave_set, DrawnWaves):
            arrays |= {f"{name}_offset": wave_set.offset, f"{name}_multiplier": wave_set.multiplier}
    return arrays


def from_arrays(arrays: Arrays, names: tuple[str, ...], source: str = "the data") -> WaveDataset:
    """Read the named sets back; `source` is the name of their file in error messages.

    Raises
    ------
    BadWavesError
        An array is missing, has another type or shape, or holds NaN or infinity.
    """
    try:
        return _dataset(arrays, names)
    except BadWavesError as error:
        raise BadWavesError(f"{source}: {error}; remove it and run 'dvc repro'") from error


def _dataset(arrays: Arrays, names: tuple[str, ...]) -> WaveDataset:
    has_law = "scaling" not in arrays
    sets = {name: _read_set(arrays, name, has_law) for name in names}
    widths = {name: wave_set.waves.shape[1] for name, wave_set in sets.items()}
    if len(set(widths.values())) != 1:
        raise BadWavesError(f"sets of different lengths: {widths}")
    step, n_points = float(_numbers(arrays, "step", ())), next(iter(widths.values()))
    try:
        if not has_law:
            low, high = _numbers(arrays, "scaling", (2,)).tolist()
            return WaveDataset(SamplingGrid(n_points=n_points, step=step), sets, Scaling(low=low, high=high))
        offset, multiplier = (_range(arrays, key) for key in ("offset_range", "multiplier_range"))
        return WaveDataset(Law(n_points=n_points, step=step, offset=offset, multiplier=multiplier), sets)
    except ValidationError as error:
        raise BadWavesError(f"an impossible distribution: {error.errors()[0]['msg']}") from error


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
