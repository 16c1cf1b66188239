"""One row of the table of faults."""

from typing import NamedTuple


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
