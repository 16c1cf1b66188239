"""How a text table is written: what stands between its cells, and in its decimal numbers."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sinegan.datasets.text import cells
from sinegan.datasets.text.cells import Decimal

_SEPARATORS = ("\t", ";", ",", "|", " ")
_WORDS = re.compile(r'"[^"]*"|\S+')
NAMES = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "vertical bars", " ": "blanks"}


class AmbiguousError(ValueError):
    """Text that can be read in two ways; the message says which, and what to do."""


@dataclass(frozen=True)
class Dialect:
    """Separator of the cells, a blank for any number of blanks, and decimal point or comma."""

    separator: str
    decimal: Decimal

    def split(self, text: str) -> list[str]:
        """The cells of a line, without quotes and blanks around them; raises ``csv.Error`` if it cannot be split."""
        if self.separator == " ":
            return [cell.strip('"') for cell in _WORDS.findall(text)]
        row = next(csv.reader([text], delimiter=self.separator, skipinitialspace=True, strict=True))
        return [cell.strip() for cell in row]

    def count(self, text: str) -> int:
        """The number of cells of a line; raises as `split` does."""
        if '"' in text:
            return len(self.split(text))
        return len(text.split()) if self.separator == " " else text.count(self.separator) + 1


def detect(texts: Sequence[str]) -> Dialect:
    """The dialect in which the most cells of some lines are numbers, times or missing values.

    Raises
    ------
    AmbiguousError
        Commas may separate columns or be decimal.
    """
    candidates = [
        Dialect(separator, decimal) for decimal in (".", ",") for separator in _SEPARATORS
        if separator != decimal or any('"' in text for text in texts)
    ]  # fmt: skip
    body = texts[1:] or texts
    best = max(candidates, key=lambda dialect: _fitness(dialect, body))
    two_ways = [_fitness(dialect, body)[0] for dialect in (best, Dialect(",", "."), Dialect(";", ","))]
    return _commas(texts) if min(two_ways) == max(two_ways) > 0 and "," in "".join(body) else best


def _fitness(dialect: Dialect, texts: Sequence[str]) -> tuple[float, float]:
    """Shares of cells that can be read, and of lines that have the usual number of them.

    If no cell can be read, the mean number of cells instead of the second.
    """
    try:
        rows = [dialect.split(text) for text in texts]
    except csv.Error:
        return 0.0, 0.0
    all_cells = [cell for row in rows for cell in row]
    kinds = [cells.kind(cell, dialect.decimal) for cell in all_cells]
    _, usual = Counter(map(len, rows)).most_common(1)[0]
    grouped = sum(kind == "text" and cells.has_thousands(cell) for cell, kind in zip(all_cells, kinds, strict=True))
    readable = (sum(kind != "text" for kind in kinds) + grouped / 2) / len(kinds)
    if not {"number", "time"} & set(kinds):
        return 0.0, len(kinds) / len(rows)
    return readable, usual / len(rows)


def _commas(texts: Sequence[str]) -> Dialect:
    """Two columns of whole numbers, or one of numbers with a decimal comma? By the header or zeros after the comma."""
    pairs = [text.split(",") for text in texts]
    one_name = len(pairs[0]) == 1 and cells.is_name(texts[0], ",")
    one_column = one_name or any(len(pair) == 2 and len(pair[1]) > 1 and pair[1][0] == "0" for pair in pairs)
    if one_column:
        return Dialect(";", ",")
    has_names = all(cells.is_name(cell, ".") for cell in pairs[0])
    has_points = any("." in cell for pair in pairs for cell in pair)
    if has_names or has_points or any(len(pair) == 2 and pair[1][:1] in {"+", "-", " "} for pair in pairs):
        return Dialect(",", ".")
    raise AmbiguousError(
        f"{cells.quoted(texts[0])} may be one number with a decimal comma or two whole numbers; "
        "write a decimal point, or name both columns in a header"
    )
