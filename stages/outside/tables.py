"""Tables for a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stages.outside.markdown import floor, number

_FLAGGED = {True: "yes", False: "no", None: "?"}


def plain(scores: Mapping[str, Mapping[str, Any]]) -> str:
    """Score, value, interval, floor and whether it is flagged, in columns.

    A floor of one comparison with other real waves has no spread, so that nothing can be flagged: "one split", "?".
    """
    head = ("score", "value", "95 % interval", "floor", "flagged")
    return _aligned([head, *(_cells(key, row) for key, row in scores.items())])


def beside(compared: Iterable[tuple[str, float | None, float | None, float | None, bool]]) -> str:
    """Headlines found and published, how far off another seed could be, and whether they agree, in columns."""
    head = ("headline", "here", "published", "another seed", "agrees")
    rows = [
        (name, number(found), number(expected), "" if reach is None else f"± {reach:.2g}", "yes" if agrees else "NO")
        for name, found, expected, reach, agrees in compared
    ]
    return _aligned([head, *rows])


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cells(key: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    interval = "" if row["low"] is None else f"{number(row['low'])} .. {number(row['high'])}"
    split = " (one split)" if row["floor_repeats"] == 1 and row["floor"] is not None else ""
    unit = f" {row['unit']}" if row["unit"] and row["value"] is not None else ""
    return key, number(row["value"]) + unit, interval, floor(row) + split, _FLAGGED[row["flagged"]]
