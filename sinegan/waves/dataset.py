"""Sets of waves, and their layout as named arrays in the data files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from sinegan.waves.channels import grid_of
from sinegan.waves.checked_arrays import AnySet, Arrays, BadWavesError, columns, numbers, range_of, read_set, scaling
from sinegan.waves.draw import DrawnWaves, HeldOutWindows
from sinegan.waves.law import Law, SamplingGrid
from sinegan.waves.scaling import Scaling
from sinegan.waves.windows import WindowSet


@dataclass(frozen=True)
class WaveDataset:
    """Sets of waves by name.

    Attributes
    ----------
    grid
        The `Law` that the waves were drawn from, or a bare `SamplingGrid` or `ChannelGrid` for series of a user's file.
    sets
        `DrawnWaves` if there is a law; `WindowSet` and `HeldOutWindows` if they are from a record.
    scaling
        From the units of the user's file to these. None for drawn waves.
    columns
        Names in the user's table: of the channels, or of the points if there is one channel. None without names.
    """

    grid: SamplingGrid
    sets: Mapping[str, AnySet]
    scaling: Scaling | None = None
    columns: tuple[str, ...] | None = None

    def scaled(self, waves: NDArray[np.floating]) -> NDArray[np.floating]:
        """Other waves, in the units of these sets."""
        return self.scaling.apply(waves) if self.scaling else waves

    def only(self, names: Iterable[str]) -> Self:
        """The same with only the named sets."""
        return replace(self, sets={name: self.sets[name] for name in names})


def to_arrays(data: WaveDataset) -> dict[str, NDArray[Any]]:
    """Convert to plain arrays.

    Returns
    -------
    dict
        ``step`` ``()``; for each set ``<name>`` float32 ``(n, n_points)`` or ``(n, n_points, n_channels)``. With a law
        ``offset_range`` and ``multiplier_range`` ``(2,)``, and for each set ``<name>_offset`` and
        ``<name>_multiplier`` float64 ``(n,)``. With a scaling ``scaling`` ``(2, ...)``: low and high. With names
        ``columns``, text ``(any,)``. For a `WindowSet`, ``<name>`` holds its blocks and ``<name>_window`` int64 ``()``
        its length; for `HeldOutWindows`, ``<name>_block`` int64 ``(n,)`` holds the numbers of their blocks.
    """
    grid = data.grid
    arrays: dict[str, NDArray[Any]] = {"step": np.array(grid.step)}
    if isinstance(grid, Law):
        arrays["offset_range"] = np.array([grid.offset.low, grid.offset.high])
        arrays["multiplier_range"] = np.array([grid.multiplier.low, grid.multiplier.high])
    if data.scaling:
        arrays["scaling"] = np.stack(data.scaling.arrays)
    if data.columns:
        arrays["columns"] = np.array(data.columns)
    for name, wave_set in data.sets.items():
        arrays |= _set_arrays(name, wave_set)
    return arrays


def _set_arrays(name: str, wave_set: AnySet) -> dict[str, NDArray[Any]]:
    if isinstance(wave_set, WindowSet):
        return {name: wave_set.blocks, f"{name}_window": np.array(wave_set.length)}
    arrays: dict[str, NDArray[Any]] = {name: wave_set.waves}
    if isinstance(wave_set, DrawnWaves):
        arrays |= {f"{name}_offset": wave_set.offset, f"{name}_multiplier": wave_set.multiplier}
    if isinstance(wave_set, HeldOutWindows):
        arrays[f"{name}_block"] = wave_set.block
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
    sets = {name: read_set(arrays, name, has_law) for name in names}
    shapes = {name: _shape(wave_set) for name, wave_set in sets.items()}
    if len(set(shapes.values())) != 1:
        raise BadWavesError(f"sets of different shapes: {shapes}")
    step, shape = float(numbers(arrays, "step", ())), next(iter(shapes.values()))
    try:
        if not has_law:
            return WaveDataset(grid_of(shape, step), sets, scaling(arrays, shape), columns(arrays))
        offset, multiplier = (range_of(arrays, key) for key in ("offset_range", "multiplier_range"))
        return WaveDataset(Law(n_points=shape[0], step=step, offset=offset, multiplier=multiplier), sets)
    except ValidationError as error:
        raise BadWavesError(f"an impossible distribution: {error.errors()[0]['msg']}") from error


def _shape(wave_set: AnySet) -> tuple[int, ...]:
    """Of one series."""
    if isinstance(wave_set, WindowSet):
        return (wave_set.length, *wave_set.blocks.shape[2:])
    return wave_set.waves.shape[1:]
