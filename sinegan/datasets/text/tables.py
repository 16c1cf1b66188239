"""Read CSV, TSV and other text tables of numbers."""

from collections.abc import Callable, Sequence
from itertools import chain, islice
from pathlib import Path

from sinegan.datasets import table
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.table import Columns, Table
from sinegan.datasets.text import cells
from sinegan.datasets.text import lines as text_lines
from sinegan.datasets.text.format import TextFormat, understand
from sinegan.datasets.text.lines import Line
from sinegan.datasets.text.numbers import RowNumbers, numbers

_SAMPLE = 60
"""Lines that the format is understood from."""


def read(path: str, wanted: Columns | None) -> Table:
    """The numbers of a text table.

    Parameters
    ----------
    path
        Of the file.
    wanted
        Names or numbers, from 1, of the columns to read. None for all, which must then hold numbers or times.

    Raises
    ------
    BadSeriesError
        It is no table of finite numbers; the message names line and column, and what to do.
    OSError
        It cannot be read.
    """
    encoding = text_lines.encoding(path)
    with Path(path).open(encoding=encoding, newline=None) as stream:
        lines = text_lines.numbered(stream, path)
        comments, sample = _without_comments(list(islice(lines, _SAMPLE)))
        if not sample:
            raise BadSeriesError(f"{path} holds no numbers; give rows of numbers")
        form = understand(path, sample, comments)
        selected = _selected(path, form, sample, wanted)
        body = chain(sample[form.n_header :], lines)
        values, line = numbers(path, form, selected, body)
    names = tuple(form.names[index] for index in selected) if form.names else None
    return Table(
        values,
        names,
        tuple(index + 1 for index in selected),
        _description(form, encoding),
        _line(line),
        _times(form, wanted),
    )


def _without_comments(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines at the top that begin with ``#``, as NumPy writes them, and the others."""
    n = next((index for index, line in enumerate(lines) if not line.text.lstrip().startswith("#")), len(lines))
    return lines[:n], lines[n:]


def _selected(path: str, form: TextFormat, sample: Sequence[Line], wanted: Columns | None) -> list[int]:
    """The columns to read as numbers."""
    if wanted is not None:
        return table.chosen(path, wanted, form.names, form.width)
    place = sample[min(form.n_header, len(sample) - 1)]
    for index, kind in enumerate(form.kinds):
        if kind == "text":
            cell = form.split(place.text)[index]
            where = f"{path}, line {place.number}, {form.column(index)}"
            raise BadSeriesError(f"{where}: {cells.problem(cell, form.dialect.decimal)}")
    selected = [index for index, kind in enumerate(form.kinds) if kind == "number"]
    if not selected:
        raise BadSeriesError(f"{path} has times but no numbers; add a column of numbers")
    return selected


def _description(form: TextFormat, encoding: str) -> str:
    parts = [f"text ({'Latin-1' if encoding == 'latin-1' else encoding.removesuffix('-sig').upper()})"]
    return ", ".join(parts + form.notes)


def _line(line: RowNumbers) -> Callable[[int], str]:
    return lambda row: f"line {line(row)}"


def _times(form: TextFormat, wanted: Columns | None) -> list[str]:
    if wanted is not None:
        return []
    return [
        f"{form.column(index)} holds times, such as {form.examples[index]}"
        for index, kind in enumerate(form.kinds)
        if kind == "time"
    ]
