"""What a cell of a text table is: a number, a time, a missing value, or anything else."""

import re
from typing import Literal

Kind = Literal["number", "time", "missing", "text"]
Decimal = Literal[".", ","]

_NUMBERS = {
    ".": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE),
    ",": re.compile(r"[+-]?(\d+(,\d+)?|,\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE),
}
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([,.' ]\d{3})+([.,]\d*)?", re.ASCII)
_CLOCK = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]m)?( ?(z|utc|[+-]\d{2}:?\d{2}))?"
_DATE = r"(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[- /.][a-z]{3,9}[- /.,]{1,2}\d{2,4})"
_TIME = re.compile(rf"{_DATE}([ t]+{_CLOCK})?|{_CLOCK}", re.ASCII | re.IGNORECASE)
_MISSING = {
    *("", "na", "n/a", "#n/a", "nan", "-nan", "null", "nil", "none", "missing", "-", "--", "?", ".", "*"),
}
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
_LONGEST = 40
"""Characters of a cell in a message."""
_MAX_NAME = 200
"""Characters."""


def kind(cell: str, decimal: Decimal) -> Kind:
    """The kind of a cell without blanks around it."""
    if _NUMBERS[decimal].fullmatch(cell):
        return "number"
    if cell.lower() in _MISSING:
        return "missing"
    return "time" if _TIME.fullmatch(cell) else "text"


def is_name(cell: str, decimal: Decimal) -> bool:
    """Whether a cell may be the name of a column: text, but no misspelt number."""
    other: Decimal = "," if decimal == "." else "."
    misspelt = has_thousands(cell) or cell.endswith("%") or _INFINITE.fullmatch(cell) or kind(cell, other) == "number"
    return kind(cell, decimal) == "text" and not misspelt and len(cell) <= _MAX_NAME


def is_whole(cell: str) -> bool:
    """Whether a cell is a whole number, written without a decimal point or comma."""
    return bool(_WHOLE.fullmatch(cell))


def has_thousands(cell: str) -> bool:
    """Whether a cell may be a number whose digits are in groups of three."""
    return bool(_THOUSANDS.fullmatch(cell))


def quoted(cell: str) -> str:
    """The cell in quotes, shortened."""
    return repr(cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}...")


def problem(cell: str, decimal: Decimal) -> str | None:
    """Why a cell is no finite number, and what to do about it; None if it is one."""
    cell_kind = kind(cell, decimal)
    if cell_kind == "number":
        # Digits alone may still be beyond the largest float64.
        finite = abs(float(cell.replace(",", "."))) != float("inf")
        return None if finite else f"{quoted(cell)} is beyond the range of numbers; give smaller units"
    if cell == "":
        return "an empty cell, a missing value; fill it in (pandas: interpolate) or leave its row out"
    if cell_kind == "missing":
        return f"{quoted(cell)} is a missing value; fill it in (pandas: interpolate) or leave its row out"
    if cell_kind == "time":
        return f"{quoted(cell)} is a time among numbers; give a number, or times in all rows of the column"
    return _problem_of_text(cell, decimal)


def _problem_of_text(cell: str, decimal: Decimal) -> str:
    if _INFINITE.fullmatch(cell):
        return f"{quoted(cell)} is infinite; give finite numbers"
    if has_thousands(cell):
        return f"{quoted(cell)} has separators between thousands; write the number without them"
    other: Decimal = "," if decimal == "." else "."
    if kind(cell, other) == "number":
        names = {".": "point", ",": "comma"}
        return f"{quoted(cell)} has a decimal {names[other]}; write all numbers with a decimal {names[decimal]}"
    if cell.endswith("%"):
        return f"{quoted(cell)} is a percentage; leave the percent signs out"
    return f"{quoted(cell)} is no number; correct it, or name the columns of numbers in waves.columns or with --columns"
