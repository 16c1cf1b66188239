"""What a user's file holds: rows of one series each, or one long record."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.columns import Layout, roles
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.table import Table

MIN_POINTS = 8
"""Of a series; a table of fewer columns is a record."""
SERIES = "series"
"""Name of the column that tells which series a row of a long table belongs to."""
_POINTS = {"point", "time", "t"}
"""Names of columns that may rise in each series of a long table."""


@dataclass(frozen=True, eq=False)
class UserSeries:
    """The series of a user's file.

    Attributes
    ----------
    path
        Of the file.
    values
        float64. Rows: ``(n, n_points)`` or ``(n, n_points, n_channels)``. Record: ``(n,)`` or ``(n, n_channels)``.
    layout
        ``rows`` or ``record``.
    columns
        Names of the channels, or of the points if there is one channel. None without names.
    place
        From the index of a value to its place in the file, in words.
    notes
        What was understood.
    warnings
        What may be wrong.
    """

    path: str
    values: NDArray[np.float64]
    layout: Layout
    columns: tuple[str, ...] | None
    place: Callable[..., str]
    notes: list[str]
    warnings: list[str] = field(default_factory=list)

    @property
    def n_channels(self) -> int:
        """Number of channels."""
        has_channels = self.values.ndim == (3 if self.layout == "rows" else 2)
        return self.values.shape[-1] if has_channels else 1


def from_array(path: str, values: NDArray[np.float64], description: str) -> UserSeries | Table:
    """Series of an array ``(n, n_points, n_channels)``; other arrays are tables, whose columns may have roles."""
    if values.ndim == 3 and values.shape[2] > 1:
        return UserSeries(path, values, "rows", None, place_in_array, [f"{path}: {description}"])
    table = values.reshape(values.shape[0], -1)
    places, left_out = tuple(range(1, table.shape[1] + 1)), []
    if values.ndim == 3:
        left_out = [f"the last axis of {values.shape}, of length 1"]
    return Table(table, None, places, description, lambda row: f"row {row + 1}", left_out)


def from_table(path: str, table: Table, *, is_record: bool, all_wanted: bool) -> UserSeries:
    """Series of a table.

    Parameters
    ----------
    path
        Of the file.
    table
        As it was read.
    is_record
        Whether its columns are channels of one record. Otherwise its rows are series, unless there are fewer than
        `MIN_POINTS` columns.
    all_wanted
        Whether the user named the columns.

    Raises
    ------
    BadSeriesError
        A table with a column ``series`` has series of different lengths, or rows of a series in several places.
    """
    names = [name.strip().lower() for name in table.names or ()]
    if SERIES in names and not is_record and not all_wanted:
        return _from_long_table(path, table, names.index(SERIES))
    assigned = roles(table, "record" if is_record else "rows", all_wanted=all_wanted)
    layout: Layout = "record" if is_record or len(assigned.series) < MIN_POINTS else "rows"
    if layout == "record":
        assigned = roles(table, "record", all_wanted=all_wanted)
    selected = assigned.series
    values = table.values if len(selected) == table.values.shape[1] else table.values[:, selected]
    channels = layout == "record" and len(selected) == 1
    return UserSeries(
        path, values[:, 0] if channels else values, layout, _names(table, selected, layout),
        lambda row, column=0: f"{table.line(row)}, {table.column(selected[column])}",
        [f"{path}: {table.description}", *(f"left out: {text}" for text in assigned.left_out)], assigned.warnings,
    )  # fmt: skip


def _names(table: Table, selected: list[int], layout: Layout) -> tuple[str, ...] | None:
    if table.names is None:
        return None
    names = [table.names[index] for index in selected]
    if layout == "record":
        return tuple(name or f"column {table.places[index]}" for name, index in zip(names, selected, strict=True))
    return tuple(names) if all(names) else None


def _from_long_table(path: str, table: Table, at: int) -> UserSeries:
    """A table with a row for each point, and a column that tells the series."""
    numbers = table.values[:, at]
    starts = np.flatnonzero(np.diff(numbers, prepend=numbers[0] - 1))
    _check_each_is_in_one_place(path, table, at, starts)
    lengths = np.diff(starts, append=len(numbers))
    length = int(lengths[0])
    bad = np.flatnonzero(lengths != length)
    if len(bad):
        raise BadSeriesError(
            f"{path}, {table.line(int(starts[bad[0]]))}: this series has {lengths[bad[0]]} rows, the first has "
            f"{length}; give equally many"
        )
    points = table.values.reshape(len(starts), length, -1)
    rising = (np.diff(points, axis=1) > 0).all(axis=(0, 1)) if length > 1 else np.zeros(points.shape[2], np.bool_)
    names = table.names or ()
    counting = [index for index in np.flatnonzero(rising).tolist() if names[index].strip().lower() in _POINTS]
    selected = [index for index in range(points.shape[2]) if index != at and index not in counting]
    if not selected:
        raise BadSeriesError(f"{path} has a column {SERIES!r} but no channels; add a column of numbers")
    counters = [f"left out: {table.column(index)} rises in every series" for index in counting]
    values = points[..., selected] if len(selected) > 1 else points[..., selected[0]]
    return UserSeries(
        path, values, "rows", tuple(names[index] for index in selected) if len(selected) > 1 else None,
        lambda row, point=0, channel=0: f"{table.line(row * length + point)}, {table.column(selected[channel])}",
        [f"{path}: {table.description}", f"{table.column(at)} tells the series", *counters],
    )  # fmt: skip


def _check_each_is_in_one_place(path: str, table: Table, at: int, starts: NDArray[np.intp]) -> None:
    """A number that comes again would make several series of one; rows sorted by time make series of one point."""
    numbers = table.values[starts, at]
    _, first = np.unique(numbers, return_index=True)
    again = np.setdiff1d(np.arange(len(starts)), first)
    if len(again):
        number, row = f"{numbers[again[0]]:.10g}", int(starts[again[0]])
        raise BadSeriesError(
            f"{path}, {table.line(row)}, {table.column(at)}: series {number} comes again after another one; sort the "
            "rows by series"
        )


def place_in_array(*index: int) -> str:
    """The place of a value of an array of series, in words, from its index."""
    sides = ("series", "point", "channel")
    return ", ".join(f"{side} {number + 1}" for side, number in zip(sides, index, strict=False))
