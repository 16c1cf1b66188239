"""The table of injected faults."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Row(NamedTuple):
    """How often a fault was caused, and how often nothing was lost.

    Attributes
    ----------
    fault
        Description.
    tried, survived
        Counts.
    notes
        A line for each time that was not survived.
    """

    fault: str
    tried: int
    survived: int
    notes: tuple[str, ...] = ()


def row(fault: str, problems: list[str | None]) -> Row:
    """Count the problems of each time; None if there was none."""
    notes = tuple(problem for problem in problems if problem is not None)
    return Row(fault, len(problems), len(problems) - len(notes), notes)


def table(rows: Iterable[dict[str, Any]]) -> str:
    """Format rows, given as dictionaries, as a Markdown table."""
    lines = ["| fault | times tried | survived | lost |", "|---|--:|--:|--:|"]
    for row in rows:
        tried, survived = row["tried"], row["survived"]
        lines.append(f"| {row['fault']} | {tried:,} | {survived:,} | {tried - survived} |")
    return "\n".join(lines)
