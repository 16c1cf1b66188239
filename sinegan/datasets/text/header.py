"""Whether the first line of a text table is a header, and the names in it."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sinegan.datasets.text import cells
from sinegan.datasets.text.cells import Decimal
from sinegan.datasets.text.dialect import AmbiguousError

_SURE = 4
"""From this many columns on, a first line that counts 0, 1, 2, ... over lines that do not is a header."""


def is_header(rows: Sequence[Sequence[str]], decimal: Decimal) -> bool:
    """Whether the first of some rows of cells is a header.

    Raises
    ------
    AmbiguousError
        It may as well be a row of data.
    """
    first, rest = rows[0], rows[1:]
    kinds = [cells.kind(cell, decimal) for cell in first]
    if any(cells.is_name(cell, decimal) for cell in first):
        return _names_something(first, kinds, rest, decimal)
    if kinds and kinds[0] == "missing" and first[0] == "" and len(first) > 1:  # pandas' to_csv: no name for the index
        return _counts_up(first[1:]) and bool(rest) and rest[0][0] != ""
    if not rest or not _counts_up(first) or _counts_up(rest[0]):
        return False
    one_shorter = Counter(map(len, rest)).most_common(1)[0][0] == len(first) + 1  # without a name for the index
    if len(first) >= _SURE or one_shorter:
        return True
    if first[0] == "0" and not any(cells.is_whole(cell) for row in rest for cell in row):
        raise AmbiguousError(
            f"{', '.join(first)} may be a header, the numbers of the columns, or a row of data; "
            "delete the line, name the columns in it, or write its numbers as the others are, such as 0.0"
        )
    return False


def _names_something(
    first: Sequence[str], kinds: Sequence[cells.Kind], rest: Sequence[Sequence[str]], decimal: Decimal
) -> bool:
    """Text above something else; but not a row of numbers in which some are misspelt."""
    others = [cell for cell, kind in zip(first, kinds, strict=True) if kind == "number"]
    if any(kind == "text" and not cells.is_name(cell, decimal) for cell, kind in zip(first, kinds, strict=True)):
        return False
    if others and not (all(map(cells.is_whole, others)) or _rises_evenly(others, decimal)):
        return False
    if not rest:
        return len(others) == 0
    shift = len(rest[0]) - len(first)  # R leaves out the name of its row numbers
    below = rest[0][shift:] if shift in {0, 1} else rest[0]
    if all(cells.is_name(cell, decimal) for cell in [*first, *below]):
        return True  # a second line of names, which will be refused
    pairs = zip(kinds, below, strict=False)
    return any(kind == "text" and cells.kind(cell, decimal) != "text" for kind, cell in pairs)


def _counts_up(row: Sequence[str]) -> bool:
    """0, 1, 2, ... or 1, 2, 3, ..."""
    return any(list(row) == [str(number + start) for number in range(len(row))] for start in (0, 1))


def _rises_evenly(row: Sequence[str], decimal: Decimal) -> bool:
    """Points of time as names of columns."""
    values = [float(cell.replace(decimal, ".")) for cell in row]
    steps = [after - before for before, after in pairwise(values)]
    return len(steps) > 1 and min(steps) > 0 and max(steps) < 1.01 * min(steps)
