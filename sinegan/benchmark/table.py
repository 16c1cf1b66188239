"""The tables of the leaderboard, in Markdown, and those of one row, for a terminal."""

import os.path
from collections.abc import Iterable, Sequence
from math import inf

from tabulate import tabulate

from sinegan.benchmark.leaderboard import Leaderboard
from sinegan.benchmark.numbers import NUMBERS, SIXTH, Number, copied
from sinegan.benchmark.row import Row, median
from sinegan.reporting.formatting import median_and_range, number, short, thousands
from sinegan.reporting.markdown_tables import markdown
from sinegan.schema.scores import FLAGGED_BEYOND

_COLUMNS = (*NUMBERS, SIXTH)
_REAL = "*real waves*"


def scores(board: Leaderboard, *, folder: str = "docs") -> str:
    """Median and range of the numbers that count; the best of each column in bold.

    Entries of others that are better than all recipes in a column come first, then all rows by noise threshold; copies
    come last, and nothing of theirs is bold.

    Parameters
    ----------
    board
        The rows.
    folder
        Of the page, for links to files of the repository.
    """
    rows = ordered(board)
    honest = [row for row in rows if not copied(row)]
    best = {column: min(map(column.shortfall, honest), default=inf) for column in NUMBERS}
    lines = [
        (_linked(row, folder), *(_cell(column, row, bold=_is_best(column, row, best[column])) for column in NUMBERS),
         _cell(SIXTH, row) + (", copies" if copied(row) else ""))
        for row in rows
    ]  # fmt: skip
    real = (_REAL, *(short(column.baseline.mean) for column in _COLUMNS))
    header = ("generator", *(f"`{column.name}`" for column in _COLUMNS))
    return markdown(header, [*lines, real], "l" + "r" * (len(header) - 1))


def baselines() -> str:
    """The numbers that count, which direction is better, and what real waves score."""
    rows = [(f"`{column.name}`", column.better, _real(column)) for column in NUMBERS]
    sixth = (f"`{SIXTH.name}`", "near real waves", _real(SIXTH))
    return markdown(("number", "better", "real waves"), [*rows, sixth], "llr")


def costs(board: Leaderboard) -> str:
    """What each row cost, in the same order."""
    header = ("generator", "seeds", "failed", "seconds", "cores", "parameters", "settings tried", "note")
    rows = [
        (
            entry.name, str(len(row.seeds)), str(entry.failed), short(entry.seconds), str(entry.cores),
            thousands(entry.parameters), str(entry.settings_tried), entry.note,
        )
        for row in ordered(board)
        for entry in (row.entry,)
    ]  # fmt: skip
    return markdown(header, rows, "lrrrrrrl")


def ordered(board: Leaderboard) -> list[Row]:
    """The rows as the tables show them."""
    first = {row.entry.name for row in board.entries if _beats(row, board.recipes)}
    threshold = NUMBERS[-1]
    return sorted(
        [*board.entries, *board.recipes],
        key=lambda row: (bool(copied(row)), row.entry.name not in first, threshold.shortfall(row), row.entry.name),
    )


def details(row: Row) -> str:
    """The numbers of one row with range, intervals and baseline, as plain text."""
    header = ("", "median", "over seeds", "95 % intervals", "real waves", "flagged")
    return str(tabulate([_detail(column, row) for column in _COLUMNS], header, tablefmt="plain", disable_numparse=True))


def _beats(row: Row, recipes: Sequence[Row]) -> bool:
    return any(column.shortfall(row) < min(map(column.shortfall, recipes), default=inf) for column in NUMBERS)


def _is_best(column: Number, row: Row, best: float) -> bool:
    return not copied(row) and column.shortfall(row) <= best < inf


def _cell(column: Number, row: Row, *, bold: bool = False) -> str:
    middle, opening, ends = median_and_range(column.values(row)).partition(" (")
    return (f"**{middle}**" if bold else middle) + opening + ends


def _linked(row: Row, folder: str) -> str:
    name, link = row.entry.name, row.entry.link
    if link is None:
        return name
    target = link if link.startswith(("http://", "https://")) else os.path.relpath(link, folder)
    return f"[{name}]({target})"


def _detail(column: Number, row: Row) -> tuple[str, ...]:
    values, seed_values = column.values(row), [column.of_seed(seed) for seed in row.seeds]
    ends = [
        [end for end in side if end is not None] for side in zip(*((v.low, v.high) for v in seed_values), strict=True)
    ]
    real, middle = column.baseline, median(values)
    return (
        column.name,
        number(middle),
        _range(values),
        _range([min(ends[0]), max(ends[1])]) if all(ends) else "",
        _real(column),
        "yes" if real.distance(middle) > FLAGGED_BEYOND else "no",
    )


def _real(column: Number) -> str:
    """Mean and standard deviation of the baseline."""
    real = column.baseline
    return number(real.mean) + ("" if real.sd is None else f" ± {real.sd:.2g}")


def _range(values: Iterable[float]) -> str:
    ends = sorted(values)
    return f"{number(ends[0])} to {number(ends[-1])}" if ends else number(None)
