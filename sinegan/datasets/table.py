"""A table of numbers as it was read, before it is known which columns hold series."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.errors import BadSeriesError

MAX_VALUES = 250_000_000
"""Of a user's file: 2 GB in float64."""

_NUMBER = re.compile(r"\d{1,7}", re.ASCII)
"""Of a column."""

Columns = Sequence[str | int]
"""Names or numbers, from 1, of the columns to learn from."""


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of numbers.

    Attributes
    ----------
    values
        float64 ``(n_rows, n_columns)``, all finite.
    names
        Of these columns, empty where a column has none. None without a header.
    places
        Numbers of these columns in the file, from 1.
    description
        The format, in words: ``text, columns separated by semicolons, ...``.
    line
        From a row, from 0, to its place in the file, such as ``line 3``.
    left_out
        What is known already not to be series, in words: columns of times.
    """

    values: NDArray[np.float64]
    names: tuple[str, ...] | None
    places: tuple[int, ...]
    description: str
    line: Callable[[int], str]
    left_out: list[str] = field(default_factory=list)

    def column(self, index: int) -> str:
        """A column in words: ``column 2 ('load')``."""
        return column(self.places[index], self.names[index] if self.names else "")


def column(place: int, name: str) -> str:
    """A column in words, by its number in the file and its name, which may be empty."""
    return f"column {place} ({name!r})" if name else f"column {place}"


def columns_of(path: str, text: str) -> Columns:
    """Columns as ``--columns`` names them, separated by commas; raises BadSeriesError for an empty name or column 0."""
    columns: list[str | int] = [int(key) if _NUMBER.fullmatch(key) else key for key in map(str.strip, text.split(","))]
    if not all(columns):
        raise BadSeriesError(
            f"{path}: --columns = {text!r} has an empty name or column 0; give names or numbers from 1, such as "
            "load,temp or 2,3"
        )
    return columns


def chosen(path: str, wanted: Columns, names: Sequence[str] | None, n_columns: int) -> list[int]:
    """The columns that the user names, as indices from 0, in the user's order.

    Raises
    ------
    BadSeriesError
        There is no such column, or one is named twice.
    """
    indices = [_index(path, key, names, n_columns) for key in wanted]
    if len(set(indices)) < len(indices):
        raise BadSeriesError(f"{path}: waves.columns or --columns names a column twice; name each once")
    return indices


def _index(path: str, key: str | int, names: Sequence[str] | None, n_columns: int) -> int:
    if isinstance(key, int):
        if key > n_columns:
            raise BadSeriesError(f"{path} has {n_columns} columns; waves.columns or --columns asks for column {key}")
        return key - 1
    indices = [index for index, name in enumerate(names or ()) if name == key]
    if len(indices) != 1:
        problem = "several columns" if indices else "no column"
        choices = ", ".join(name for name in names or () if name) or "numbers only, since it has no header"
        raise BadSeriesError(
            f"{path} has {problem} named {key!r}; waves.columns and --columns may hold numbers, or: {choices}"
        )
    return indices[0]
