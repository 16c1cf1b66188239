"""The numbers of a text table, by pandas, some lines at a time; the first bad cell is named by line and column."""

import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.table import MAX_VALUES
from sinegan.datasets.text import cells
from sinegan.datasets.text.dialect import NAMES
from sinegan.datasets.text.format import TextFormat, line_named
from sinegan.datasets.text.lines import Line

_LINES_AT_ONCE = 20_000
_CHARACTERS_AT_ONCE = 16_000_000

RowNumbers = Callable[[int], int]
"""From a row, from 0, to the number of its line."""


def numbers(
    path: str, form: TextFormat, selected: Sequence[int], lines: Iterator[Line]
) -> tuple[NDArray[np.float64], RowNumbers]:
    """The numbers of the columns `selected`, ``(n_rows, n_selected)``, in that order.

    Raises
    ------
    BadSeriesError
        A line has another number of cells, or a cell is no finite number.
    """
    parts: list[NDArray[np.float64]] = []
    places: list[NDArray[np.int64]] = []
    n_values = 0
    for block in _blocks(lines):
        for line in block:
            _check_count(path, form, line)
        parts.append(_parsed(path, form, selected, block))
        places.append(np.array([line.number for line in block]))
        n_values += parts[-1].size
        if n_values > MAX_VALUES:
            raise BadSeriesError(f"{path} holds more than {MAX_VALUES:,} numbers; take fewer rows or columns")
    numbered = np.concatenate(places)
    return np.concatenate(parts), lambda row: int(numbered[row])


def _blocks(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines in lists that are neither too many nor too long."""
    block: list[Line] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line.text)
        if len(block) >= _LINES_AT_ONCE or size >= _CHARACTERS_AT_ONCE:
            yield block
            block, size = [], 0
    if block:
        yield block


def _check_count(path: str, form: TextFormat, line: Line) -> None:
    with line_named(path, line.number):
        count = form.dialect.count(line.text)
        last = form.dialect.split(line.text)[-1] if form.trailing else ""
    if count != form.n_cells:
        hint = "add what is missing" if count < form.n_cells else "remove what is too many, or put quotes around it"
        cells_are = f"the others have {form.n_cells} (separated by {NAMES[form.dialect.separator]})"
        raise BadSeriesError(f"{path}, line {line.number} has {count} cells, {cells_are}; {hint}")
    if last:
        where = f"{path}, line {line.number}, column {form.n_cells}"
        raise BadSeriesError(f"{where}: not empty as in the other lines; remove the separator at the end of each line")


def _parsed(path: str, form: TextFormat, selected: Sequence[int], block: Sequence[Line]) -> NDArray[np.float64]:
    separator = r"\s+" if form.dialect.separator == " " else form.dialect.separator
    order = sorted(selected)
    try:
        frame = pd.read_csv(
            io.StringIO("\n".join(line.text for line in block)),
            sep=separator, decimal=form.dialect.decimal, header=None, usecols=order, dtype=np.float64,
            keep_default_na=False, na_values=[], skipinitialspace=True, skip_blank_lines=False, low_memory=False,
        )  # fmt: skip
        values: NDArray[np.float64] = frame.to_numpy()
    except (ValueError, OverflowError) as error:
        raise _bad_cell(path, form, selected, block) or BadSeriesError(
            f"{path}, lines {block[0].number} to {block[-1].number}: {error}; give numbers only"
        ) from error
    if len(values) != len(block) or not np.isfinite(values).all():
        raise _bad_cell(path, form, selected, block) or BadSeriesError(
            f"{path}, lines {block[0].number} to {block[-1].number}: not one row of numbers per line; give numbers only"
        )
    return values[:, [order.index(index) for index in selected]]


def _bad_cell(path: str, form: TextFormat, selected: Sequence[int], block: Sequence[Line]) -> BadSeriesError | None:
    """The first cell that is no finite number, as an error."""
    for line in block:
        row = form.split(line.text)
        for index in sorted(selected):
            problem = cells.problem(row[index], form.dialect.decimal)
            if problem and row[index] == "" and index == form.n_cells - 1:
                problem += "; or, if nothing is missing, remove the separator at the end of the line"
            if problem:
                return BadSeriesError(f"{path}, line {line.number}, {form.column(index)}: {problem}")
    return None
