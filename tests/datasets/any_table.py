"""Small tables of random form, with the numbers that must be read from them."""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from hypothesis import strategies as st

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1", "utf-32")
NAMES = ("load", "temp", "Größe", "x y", "a", "b1", "flow [m/s]", "value", "Druck", "%load", "2nd", "t0")
BAD_CELLS = ("NA", "nan", "NULL", "-", "?", "n/a", "half", "inf", "5%", "1e999", "12:00")
NUMBERS = st.one_of(
    st.floats(-1e6, 1e6).map(lambda number: round(number, 6)),
    st.floats(min_value=-1e300, max_value=1e300),
    st.integers(-1_000, 1_000).map(float),
)


@dataclass(frozen=True)
class Form:
    """How a table is written.

    Attributes
    ----------
    header
        ``none``, ``names``, or ``numbers`` 0, 1, 2, ...
    index
        What a column beside the numbers holds: ``none``, ``count``, ``times`` or ``dates``.
    index_at
        Where it stands, if it has a name.
    """

    separator: str
    decimal: str
    header: str
    index: str
    index_at: int
    encoding: str
    line_end: str
    ends_with_separator: bool
    last_line_ended: bool
    blank_lines: bool
    quoted: bool
    comment: bool

    @property
    def has_header(self) -> bool:
        """Whether the first line is a header."""
        return self.header != "none"


@dataclass(frozen=True)
class AnyTable:
    """A table: its form, the cells of all lines, and its numbers."""

    form: Form
    cells: list[list[str]]
    values: np.ndarray

    def text(self) -> str:
        """The table as text."""
        form = self.form
        lines = [form.separator.join(self._quoted(cell) for cell in row) for row in self.cells]
        if form.ends_with_separator:
            lines = [line + form.separator for line in lines]
        lines = ["# made by a test", *lines] if form.comment else lines
        joined = (form.line_end * (2 if form.blank_lines else 1)).join(lines)
        return joined + (form.line_end if form.last_line_ended else "")

    def _quoted(self, cell: str) -> str:
        needs = self.form.separator in cell or (self.form.separator == " " and " " in cell)
        return f'"{cell}"' if self.form.quoted or needs else cell

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Line and column, from 1, of a number; rows and columns are counted round."""
        line = row % len(self.values) + self.form.has_header + self.form.comment
        return line * (2 if self.form.blank_lines else 1) + 1, self._column(column) + 1

    def replaced(self, row: int, column: int, cell: str) -> Self:
        """With another cell in the place of a number."""
        cells = [[*line] for line in self.cells]
        cells[row % len(self.values) + self.form.has_header][self._column(column)] = cell
        return replace(self, cells=cells)

    def ragged(self, row: int, *, longer: bool) -> Self:
        """With a number too many, or one too few, in a row."""
        cells = [[*line] for line in self.cells]
        line = cells[row % len(self.values) + self.form.has_header]
        if longer:
            line.append("1")
        else:
            del line[self._column(0)]
        return replace(self, cells=cells)

    def _column(self, column: int) -> int:
        """The column, from 0, of a number, whatever is beside it."""
        index = column % self.values.shape[1]
        return index + (self.form.index != "none" and index >= index_at(self.form, self.values.shape[1]))


@st.composite
def forms(draw: Any) -> Form:
    separator = draw(st.sampled_from([",", ";", "\t", " ", "|"]))
    rarely = st.sampled_from([False, False, False, True])
    return Form(
        separator=separator,
        decimal=draw(st.sampled_from([".", ","])),
        header=draw(st.sampled_from(["none", "names", "names", "numbers"])),
        index=draw(st.sampled_from(["none", "none", "count", "times", "dates"])),
        index_at=draw(st.integers(0, 20)),
        encoding=draw(st.sampled_from(ENCODINGS)),
        line_end=draw(st.sampled_from(["\n", "\r\n"])),
        ends_with_separator=separator != " " and draw(rarely),
        last_line_ended=draw(st.booleans()),
        blank_lines=draw(rarely),
        quoted=separator != " " and draw(rarely),
        comment=draw(rarely),
    )


@st.composite
def tables(draw: Any, min_columns: int = 1) -> AnyTable:
    """A table of at least four rows, so that an index and a missing value can be told."""
    form, n_rows, n_columns = draw(forms()), draw(st.integers(4, 12)), draw(st.integers(min_columns, 9))
    values = np.array([[draw(NUMBERS) for _ in range(n_columns)] for _ in range(n_rows)])
    names = draw(st.lists(st.sampled_from(NAMES), min_size=n_columns, max_size=n_columns, unique=True))
    return AnyTable(form, written(form, values, names), values)


def written(form: Form, values: np.ndarray, names: list[str]) -> list[list[str]]:
    """The cells of all lines, the header included."""
    rows = [[repr(float(value)).replace(".", form.decimal) for value in row] for row in values]
    headers = {"names": [names], "numbers": [[str(number) for number in range(values.shape[1])]], "none": []}
    table = [*headers[form.header], *rows]
    name = {"none": "", "count": "index", "times": "time", "dates": "date"}[form.index]
    for number, row in enumerate(table):
        label = _label(form.index, number - form.has_header)
        above = name if form.header == "names" else ""
        if form.index != "none":
            row.insert(index_at(form, values.shape[1]), above if form.has_header and number == 0 else label)
    return table


def index_at(form: Form, n_columns: int) -> int:
    """Where the index stands: first, unless it has a name."""
    return form.index_at % (n_columns + 1) if form.header == "names" else 0


def _label(kind: str, number: int) -> str:
    return {"times": f"12:{number:02}:00", "dates": f"2024-02-{number + 1:02}"}.get(kind, str(number))
