"""The table of faults, and its rows."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Told(NamedTuple):
    """How often a fault was tried, and how often nothing was lost by it.

    Attributes
    ----------
    fault
        In words.
    tried, survived
        Counts.
    notes
        A line on each that was not survived.
    """

    fault: str
    tried: int
    survived: int
    notes: tuple[str, ...] = ()


def told(fault: str, troubles: list[str | None]) -> Told:
    """From what went wrong each time; None is nothing."""
    notes = tuple(trouble for trouble in troubles if trouble is not None)
    return Told(fault, len(troubles), len(troubles) - len(notes), notes)


def table(rows: Iterable[dict[str, Any]]) -> str:
    """As Markdown, from rows as dictionaries."""
    lines = ["| fault | times tried | survived | lost |", "|---|--:|--:|--:|"]
    for row in rows:
        tried, survived = row["tried"], row["survived"]
        lines.append(f"| {row['fault']} | {tried:,} | {survived:,} | {tried - survived} |")
    return "\n".join(lines)
