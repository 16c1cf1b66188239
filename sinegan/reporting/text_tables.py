"""Tables for a terminal."""

from collections.abc import Iterable, Sequence

from sinegan.reporting.report import floor, interval, number
from sinegan.schema.scores import Score

_FLAGGED = {True: "yes", False: "no", None: "?"}


def plain(scores: Iterable[Score]) -> str:
    """Score, value, interval, floor and whether it is flagged, in columns.

    A floor of one comparison with other real waves has no spread, so that nothing can be flagged: "one split", "?".
    """
    head = ("score", "value", "95 % interval", "floor", "flagged")
    return _aligned([head, *map(_cells, scores)])


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


def _cells(score: Score) -> tuple[str, ...]:
    split = " (one split)" if score.floor_repeats == 1 and score.floor is not None else ""
    unit = f" {score.unit}" if score.unit and score.value is not None else ""
    return score.key, number(score.value) + unit, interval(score), floor(score) + split, _FLAGGED[score.flagged]
