"""Which columns of a table hold series, and which an index, times, or labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sinegan.datasets.table import Table

Layout = Literal["rows", "record"]

_TIME = re.compile(
    r"(time|timestamp|date|datetime|t|sec|secs|seconds?|ms|milliseconds?|minutes?|hours?|elapsed)(?![^\W_])", re.I
)
_INDEX = re.compile(r"(index|idx|id|row|no|nr|number|n|#|sample|point|unnamed: 0)(?![^\W_])", re.I)
_ENOUGH = 20
"""Rows; fewer may rise evenly by chance."""
_MAX_LABELS = 30


@dataclass(frozen=True, eq=False)
class Roles:
    """The columns of a table by what they are for.

    Attributes
    ----------
    series
        Indices of the columns that hold series.
    left_out
        The other columns, in words.
    warnings
        What may be wrong, in words.
    """

    series: list[int]
    left_out: list[str]
    warnings: list[str]


def roles(data: Table, layout: Layout, *, all_wanted: bool) -> Roles:
    """Tell the roles of columns by their names and values.

    Parameters
    ----------
    data
        The table.
    layout
        Whether rows are series or columns are channels of one record.
    all_wanted
        Whether the user named the columns: then all hold series.
    """
    columns = range(data.values.shape[1])
    if all_wanted:
        return Roles([*columns], [], [])
    left_out = dict(_left_out(data, layout))
    if len(left_out) == len(columns):  # something must be learnt: a single column, or all rise
        left_out = {}
    series = [index for index in columns if index not in left_out]
    warnings = [f"{data.column(index)} {text}" for index, text in _suspects(data, series, layout)]
    unused = [f"{data.column(index)} {text}" for index, text in left_out.items()]
    return Roles(series, data.left_out + unused, warnings)


def _left_out(data: Table, layout: Layout) -> Iterator[tuple[int, str]]:
    """Columns that certainly hold no series, and what they hold."""
    for index, values in enumerate(data.values.T):
        name = data.names[index].strip() if data.names else ""
        first, last = f"{values[0]:.10g}", f"{values[-1]:.10g}"
        steps = np.diff(values)
        rises = len(steps) > 1 and bool((steps > 0).all())
        named = bool(_TIME.match(name) or _INDEX.match(name))
        surely = named or len(values) >= _ENOUGH or (index == 0 and values[0] in {0, 1})
        if surely and rises and (steps == 1).all() and values[0] == np.floor(values[0]):
            yield index, f"counts the rows ({first} to {last})"
        elif rises and named:
            yield index, f"rises in every row ({first} to {last}), as times do"
        elif rises and index == 0 and len(values) >= _ENOUGH and steps.max() <= 1.01 * steps.min():
            yield index, f"rises evenly ({first} to {last}), as times do"
        elif layout == "rows" and index in {0, data.values.shape[1] - 1} and _is_label(values, data.values, index):
            yield index, f"holds {len(np.unique(values))} different whole numbers beside fractions, as labels are"


def _suspects(data: Table, series: list[int], layout: Layout) -> Iterator[tuple[int, str]]:
    """Columns that hold series, perhaps by mistake."""
    for index in series:
        values = data.values[:, index]
        if layout == "record" and len(values) >= _ENOUGH and len(series) > 1:
            if (np.diff(values) > 0).all():
                yield index, "rises in every row; if it holds times, leave it out with waves.columns or --columns"
            elif _is_label(values, data.values[:, series], series.index(index)):
                n = len(np.unique(values))
                labels = f"holds {n} different whole numbers; if they are labels"
                yield index, f"{labels}, leave it out with waves.columns or --columns"


def _is_label(values: NDArray[np.float64], table: NDArray[np.float64], index: int) -> bool:
    """Few whole numbers, while most numbers of each other column are fractions."""
    if len(values) < _ENOUGH or (values != np.floor(values)).any():
        return False
    others = np.delete(table, index, axis=1)
    different = len(np.unique(values))
    fractions = (others != np.floor(others)).mean(axis=0) > 0.5
    return bool(others.shape[1] and fractions.all() and 2 <= different <= min(_MAX_LABELS, len(values) // 5))
