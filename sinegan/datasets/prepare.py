"""The sets of series that everything starts from, and what was understood of their source, in words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from sinegan.datasets import description, plausibility, record_blocks, splits
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.user_series import UserSeries
from sinegan.waves.channels import grid_of
from sinegan.waves.checked_arrays import AnySet
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.draw import WaveSet, draw_sets
from sinegan.waves.law import SamplingGrid
from sinegan.waves.options import Waves
from sinegan.waves.scaling import Scaling
from sinegan.waves.windows import WindowSet

MAX_WIDTH = 8192
"""Values of a series, all channels together."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """Sets of series, and notes about them.

    Attributes
    ----------
    data
        The sets ``pool``, ``test`` and ``reference``.
    notes
        What was understood, a line each.
    warnings
        What may be wrong, a line each.
    """

    data: WaveDataset
    notes: list[str]
    warnings: list[str]


def prepare(params: Waves, series: UserSeries | None) -> Prepared:
    """Draw the sets from the law, or split and scale those of a user's file.

    Raises
    ------
    BadSeriesError
        Nothing can be learnt from the file; the message begins with its path.
    """
    if series is None:
        data = WaveDataset(params.law, draw_sets(params))
        return Prepared(data, description.of_law(params), [])
    warnings = plausibility.check(series, params.scaling)
    try:
        data, more = _from_record(params, series) if series.layout == "record" else _from_rows(params, series)
    except BadSeriesError as error:
        raise BadSeriesError(f"{series.path}: {error}") from error
    return Prepared(data, description.of_file(series, data, params), warnings + more)


def _from_rows(params: Waves, series: UserSeries) -> tuple[WaveDataset, list[str]]:
    if params.window is not None:
        raise BadSeriesError("waves.window is for one long record, and these are series already; set it to null")
    grid = _grid(series.values.shape[1:], params)
    rows, warnings = splits.split(series.values, params)
    parts = {name: series.values[chosen] for name, chosen in rows.items()}
    scaling = _scaling(parts["pool"], params)
    sets: dict[str, AnySet] = {name: WaveSet(scaling.apply(part)) for name, part in parts.items()}
    return WaveDataset(grid, sets, scaling, series.columns), warnings


def _from_record(params: Waves, series: UserSeries) -> tuple[WaveDataset, list[str]]:
    window = params.window
    if window is None:
        raise BadSeriesError(no_window(series))
    grid = _grid((window.length, *series.values.shape[1:]), params)
    cut, warnings = record_blocks.cut(series.values, window)
    numbers = record_blocks.assign(len(cut), params.seed)
    parts = {name: cut[chosen] for name, chosen in numbers.items()}
    scaling = _scaling(parts["pool"], params)
    sets: dict[str, AnySet] = {"pool": WindowSet(scaling.apply(parts["pool"]), window.length)}
    for name, limit in (("test", params.n_test), ("reference", params.n_reference)):
        sets[name] = record_blocks.held_out(scaling.apply(parts[name]), numbers[name], window.length, limit)
    return WaveDataset(grid, sets, scaling, series.columns if series.n_channels > 1 else None), warnings


def no_window(series: UserSeries) -> str:
    """What to do about a record without a window."""
    n, n_channels = len(series.values), series.n_channels
    rows, columns = f"{n:,} row{'' if n == 1 else 's'}", f"{n_channels} column{'' if n_channels == 1 else 's'}"
    return (
        f"{rows} of {columns}: is this one long record? Set waves.window to {{length: L, block: null}} to learn "
        "windows of L = 8 to 4096 points; otherwise give one series per row, of at least 8 points"
    )


def _grid(shape: tuple[int, ...], params: Waves) -> SamplingGrid:
    width = int(np.prod(shape))
    if width > MAX_WIDTH:
        sides = " x ".join(map(str, shape))
        raise BadSeriesError(f"series of {sides} values are too wide; at most {MAX_WIDTH:,}: take shorter ones")
    try:
        return grid_of(shape, params.step)
    except ValidationError as error:
        detail = error.errors()[0]
        names = {"n_points": "points per series", "n_channels": "channels"}
        raise BadSeriesError(f"{names.get(str(detail['loc'][-1]), detail['loc'])}: {detail['msg']}") from error


def _scaling(series: NDArray[np.floating], params: Waves) -> Scaling:
    try:
        return Scaling.fit(series, params.scaling)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise BadSeriesError(message) from error
