"""Numbers and scores as text, the same in every table and report."""

import statistics
from collections.abc import Iterable, Sequence

from sinegan.schema.scores import NOT_APPLICABLE, Score


def number(value: float | None) -> str:
    """Three significant digits; an en dash if there is no number."""
    return "–" if value is None else f"{value:.3g}"


def short(value: float | None) -> str:
    """Two significant digits, for tables that are read at a glance; only 1 is 1.

    >>> short(110.0), short(0.00846), short(0.9975), short(None)
    ('110', '0.0085', '> 0.99', '–')
    """
    if value is None or 0.995 <= value < 1:
        return "–" if value is None else "> 0.99"
    return f"{float(f'{value:.2g}'):g}"


def median_and_range(values: Iterable[float | None]) -> str:
    """The median of the numbers among the values, with the least and the greatest in parentheses if they differ.

    >>> median_and_range([3.0, None, 1.0, 2.0]), median_and_range([None])
    ('2 (1 to 3)', '–')
    """
    numbers = [value for value in values if value is not None]
    if not numbers:
        return short(None)
    return with_range(statistics.median(numbers), min(numbers), max(numbers))


def with_range(middle: float, low: float, high: float) -> str:
    """A number, and a range in parentheses unless its ends look alike.

    >>> with_range(0.997, 0.99, 1.0), with_range(1.0, 1.0, 1.0)
    ('> 0.99 (0.99 to 1)', '1')
    """
    ends = short(low), short(high)
    return short(middle) if ends[0] == ends[1] else f"{short(middle)} ({ends[0]} to {ends[1]})"


def percent(fraction: float) -> str:
    """A fraction as a percentage; only a fraction of 1 is 100 %.

    >>> percent(0.125), percent(0.9999)
    ('12.5 %', '> 99.9 %')
    """
    return "> 99.9 %" if 0.9994 < fraction < 1 else f"{number(100 * fraction)} %"


def parameter(value: float) -> str:
    """Up to six significant digits, for numbers that a user has set."""
    return f"{value:g}"


def thousands(count: int) -> str:
    """A count with a comma before each three digits."""
    return f"{count:,}"


def applicable(scores: Sequence[Score]) -> tuple[list[Score], list[str]]:
    """The scores that apply to these waves, and the names of those that require their distribution."""
    return (
        [score for score in scores if score.missing != NOT_APPLICABLE],
        [score.name for score in scores if score.missing == NOT_APPLICABLE],
    )


def value(score: Score) -> str:
    """The score, or why there is none."""
    return score.missing or number(score.value)


def interval(score: Score) -> str:
    """The ends of the score's interval; empty if there is none."""
    return "" if score.low is None else f"[{number(score.low)}, {number(score.high)}]"


def baseline(score: Score) -> str:
    """Mean of the baseline, with its standard deviation if it has one."""
    sd = "" if score.baseline_sd is None or score.baseline is None else f" ± {score.baseline_sd:.2g}"
    return number(score.baseline) + sd
