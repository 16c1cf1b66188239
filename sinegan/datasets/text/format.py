"""Understand a text table from its first lines: dialect, header, and the kind of each column."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from sinegan.datasets import table
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.text import cells, dialect, header
from sinegan.datasets.text.dialect import AmbiguousError, Dialect
from sinegan.datasets.text.lines import Line

ColumnKind = Literal["number", "time", "text"]


@dataclass(frozen=True)
class TextFormat:
    """What is known of a text table.

    Attributes
    ----------
    dialect
        Separator and decimal.
    n_header
        Lines of the header among those that are not comments: 0 or 1.
    names
        Of all columns, empty where a column has none. None without a header.
    kinds
        Of all columns, as far as the first lines show them.
    examples
        The first cell of each column.
    trailing
        Whether each line ends with a separator, so that its last cell, always empty, is no column.
    notes
        What was understood.
    """

    dialect: Dialect
    n_header: int
    names: tuple[str, ...] | None
    kinds: tuple[ColumnKind, ...]
    examples: tuple[str, ...]
    trailing: bool
    notes: list[str]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.kinds)

    @property
    def n_cells(self) -> int:
        """Cells per line, the empty one at the end included."""
        return self.width + self.trailing

    def split(self, text: str) -> list[str]:
        """The cells of a line."""
        return self.dialect.split(text)[: self.width]

    def column(self, index: int) -> str:
        """A column in words."""
        return table.column(index + 1, self.names[index] if self.names else "")


def understand(path: str, sample: Sequence[Line], comments: Sequence[Line]) -> TextFormat:
    """Understand a table from its first lines, and from comments above them.

    Raises
    ------
    BadSeriesError
        It can be read in several ways, has a header only, or a line that cannot be split into cells.
    """
    try:
        detected = dialect.detect([line.text for line in sample])
        rows = [_cells(path, detected, line) for line in sample]
        n_cells, trailing = _shape(rows[1:] or rows)
        rows = [row[:-1] if trailing and len(row) == n_cells and row[-1] == "" else row for row in rows]
        has_header = header.is_header(rows, detected.decimal)
    except AmbiguousError as error:
        raise BadSeriesError(f"{path}, line {sample[0].number}: {error}") from error
    body = rows[1:] if has_header else rows
    if not body:
        raise BadSeriesError(f"{path} has a header in line {sample[0].number} but no rows below it; add them")
    width = n_cells - trailing
    body = [row for row in body if len(row) == width]
    names, source = _names(path, sample, rows, detected, comments, width, has_header=has_header)
    kinds = tuple(_kind([row[index] for row in body], detected) for index in range(width))
    notes = _notes(detected, width, source, trailing=trailing)
    return TextFormat(detected, int(has_header), names, kinds, tuple(body[0]), trailing, notes)


def _shape(body: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """The usual number of cells, and whether the last one is always empty."""
    n_cells, _ = Counter(map(len, body)).most_common(1)[0]
    return n_cells, n_cells > 1 and all(len(row) != n_cells or row[-1] == "" for row in body)


@contextmanager
def line_named(path: str, number: int) -> Iterator[None]:
    """Errors of the csv module with the number of the line."""
    try:
        yield
    except csv.Error as error:
        raise BadSeriesError(f"{path}, line {number} cannot be split into cells ({error}); check its quotes") from error


def _cells(path: str, detected: Dialect, line: Line) -> list[str]:
    with line_named(path, line.number):
        return detected.split(line.text)


def _notes(detected: Dialect, width: int, source: str, *, trailing: bool) -> list[str]:
    notes = [f"columns separated by {dialect.NAMES[detected.separator]}"] if width > 1 else ["one column"]
    notes += ["decimal commas"] if detected.decimal == "," else []
    notes += ["lines that end with a separator, after which there is nothing"] if trailing else []
    return [*notes, source]


def _names(
    path: str, sample: Sequence[Line], rows: Sequence[list[str]], detected: Dialect, comments: Sequence[Line],
    width: int, *, has_header: bool,
) -> tuple[tuple[str, ...] | None, str]:  # fmt: skip
    """The names of the columns, and where they are from."""
    if has_header:
        names = rows[0]
        if len(names) == width - 1:
            names = ["", *names]  # R leaves out the name of its row numbers
        if len(names) != width:
            raise BadSeriesError(
                f"{path}, line {sample[0].number}: the header has {len(names)} names, the rows below have {width} "
                "cells; give as many"
            )
        return tuple(names), f"header in line {sample[0].number}"
    if comments:
        try:
            names = detected.split(comments[-1].text.lstrip(" \t#"))
        except csv.Error:
            names = []
        if len(names) == width and all(cells.kind(name, detected.decimal) == "text" for name in names):
            return tuple(names), f"names in the comment in line {comments[-1].number}"
    return None, "no header"


def _kind(column: Sequence[str], detected: Dialect) -> ColumnKind:
    kinds = {cells.kind(cell, detected.decimal) for cell in column}
    if "number" in kinds or kinds == {"missing"}:
        return "number"
    return "text" if "text" in kinds else "time"
