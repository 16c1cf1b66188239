"""The tables of the leaderboard, in Markdown, and those of one row, for a terminal."""

import os.path
from collections.abc import Iterable, Sequence
from math import inf

from tabulate import tabulate

from sinegan.benchmark.columns import COLUMNS, MEMORIZATION, NOISE_THRESHOLD, RANKED, Column, copied
from sinegan.benchmark.leaderboard import Leaderboard
from sinegan.benchmark.row import Row, median
from sinegan.reporting.formatting import median_and_range, number, short, thousands
from sinegan.reporting.markdown_tables import markdown

_REAL = "*real waves*"


def scores(board: Leaderboard, *, folder: str = "docs") -> str:
    """Median and range of each column; the best of several rows in bold.

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
    compared = [row for row in rows if not copied(row)] if len(rows) > 1 else []
    best = {column: min(map(column.shortfall, compared), default=inf) for column in RANKED}
    lines = [
        (_linked(row, folder), *(_cell(column, row, bold=_is_best(column, row, best[column])) for column in RANKED),
         _cell(MEMORIZATION, row) + (", copies" if copied(row) else ""))
        for row in rows
    ]  # fmt: skip
    real = (_REAL, *(short(column.baseline.mean) for column in COLUMNS))
    header = ("generator", *(f"`{column.name}`" for column in COLUMNS))
    return markdown(header, [*lines, real], "l" + "r" * (len(header) - 1))


def baselines() -> str:
    """The columns, which direction is better, and what real waves score."""
    rows = [(f"`{column.name}`", column.better, _real(column)) for column in COLUMNS]
    return markdown(("number", "better", "real waves"), rows, "llr")


def costs(board: Leaderboard) -> str:
    """What each row cost, in the same order."""
    header = ("generator", "seeds", "failed", "seconds", "cores", "parameters", "settings tried", "note")
    rows = [
        (
            entry.name, str(len(row.seeds)), str(entry.failed), _seconds(entry.seconds), str(entry.cores),
            thousands(entry.parameters), str(entry.settings_tried), entry.note,
        )
        for row in ordered(board)
        for entry in (row.entry,)
    ]  # fmt: skip
    return markdown(header, rows, "lrrrrrrl")


def ordered(board: Leaderboard) -> list[Row]:
    """The rows as the tables show them."""
    first = {row.entry.name for row in board.entries if _beats(row, board.recipes)}

    def key(row: Row) -> tuple[bool, bool, float, str]:
        return bool(copied(row)), row.entry.name not in first, NOISE_THRESHOLD.shortfall(row), row.entry.name

    return sorted([*board.entries, *board.recipes], key=key)


def details(row: Row) -> str:
    """The columns of one row with range, intervals and baseline, as plain text."""
    header = ("", "median", "over seeds", "95 % intervals", "real waves", "flagged")
    return str(tabulate([_detail(column, row) for column in COLUMNS], header, tablefmt="plain", disable_numparse=True))


def _beats(row: Row, recipes: Sequence[Row]) -> bool:
    return any(column.shortfall(row) < min(map(column.shortfall, recipes), default=inf) for column in RANKED)


def _is_best(column: Column, row: Row, best: float) -> bool:
    return not copied(row) and column.shortfall(row) <= best < inf


def _cell(column: Column, row: Row, *, bold: bool = False) -> str:
    middle, opening, ends = median_and_range(column.values(row)).partition(" (")
    return (f"**{middle}**" if bold else middle) + opening + ends


def _linked(row: Row, folder: str) -> str:
    name, link = row.entry.name, row.entry.link
    if link is None:
        return name
    target = link if link.startswith(("http://", "https://")) else os.path.relpath(link, folder)
    return f"[{name}]({target})"


def _detail(column: Column, row: Row) -> tuple[str, ...]:
    values, seed_values = column.values(row), [column.of_seed(seed) for seed in row.seeds]
    ends = [
        [end for end in side if end is not None] for side in zip(*((v.low, v.high) for v in seed_values), strict=True)
    ]
    return (
        column.name,
        number(median(values)),
        _range(values),
        _range([min(ends[0]), max(ends[1])]) if all(ends) else "",
        _real(column),
        "yes" if column.is_flagged(row) else "no",
    )


def _seconds(seconds: float) -> str:
    """Whole seconds from ten on: rows are compared by them."""
    return thousands(round(seconds)) if seconds >= 10 else short(seconds)


def _real(column: Column) -> str:
    """Mean and standard deviation of the baseline."""
    real = column.baseline
    return number(real.mean) + ("" if real.sd is None else f" ± {real.sd:.2g}")


def _range(values: Iterable[float]) -> str:
    ends = sorted(values)
    return f"{number(ends[0])} to {number(ends[-1])}" if ends else number(None)
