"""Tables for a terminal."""

from collections.abc import Mapping
from typing import Any

from stages.outside.markdown import floor, number

_FLAGGED = {True: "yes", False: "no", None: "?"}


def plain(scores: Mapping[str, Mapping[str, Any]]) -> str:
    """Score, value, interval, floor and whether it is flagged, in columns.

    A floor of one comparison with other real waves has no spread, so that nothing can be flagged: "one split", "?".
    """
    head = ("score", "value", "95 % interval", "floor", "flagged")
    lines = [head, *(_cells(key, row) for key, row in scores.items())]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cells(key: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    interval = "" if row["low"] is None else f"{number(row['low'])} .. {number(row['high'])}"
    split = " (one split)" if row["floor_repeats"] == 1 and row["floor"] is not None else ""
    unit = f" {row['unit']}" if row["unit"] and row["value"] is not None else ""
    return key, number(row["value"]) + unit, interval, floor(row) + split, _FLAGGED[row["flagged"]]
