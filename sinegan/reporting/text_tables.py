"""Tables for a terminal."""

from collections.abc import Iterable, Sequence

from tabulate import tabulate

from sinegan.reporting import formatting
from sinegan.reporting.formatting import baseline, interval, number
from sinegan.schema.scores import Score

_FLAGGED = {True: "yes", False: "no", None: "?"}


def score_table(scores: Sequence[Score]) -> str:
    """Score, value, interval, baseline and whether it is flagged; of scores that do not apply only the number.

    A baseline from a single comparison with other real waves, marked "one draw", has no standard deviation, so that
    nothing can be flagged: "?".
    """
    applicable, others = formatting.applicable(scores)
    table = _plain(("score", "value", "95 % interval", "baseline", "flagged"), map(_cells, applicable))
    note = f"\n{len(others)} more scores are not applicable, since they require a known distribution."
    return table + note if others else table


def comparison_table(compared: Iterable[tuple[str, float | None, float | None, float | None, bool]]) -> str:
    """Headline scores here and as published, how far another seed could be, and whether they agree."""
    rows = [
        (name, number(here), number(published), "" if reach is None else f"± {reach:.2g}", "yes" if agrees else "NO")
        for name, here, published, reach, agrees in compared
    ]
    return _plain(("headline", "here", "published", "another seed", "agrees"), rows)


def timegan_table(rows: Iterable[tuple[str, float, float, float, float]]) -> str:
    """TimeGAN's scores: name, then mean and half width of the interval for the generated series and for real ones."""
    cells = [
        (name, f"{value:.4f} ± {width:.4f}", f"{baseline:.4f} ± {baseline_width:.4f}")
        for name, value, width, baseline, baseline_width in rows
    ]
    return _plain(("TimeGAN score", "value ± 95 %", "baseline (real against real)"), cells)


def _plain(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return str(tabulate(list(rows), header, tablefmt="plain", disable_numparse=True))


def _cells(score: Score) -> tuple[str, ...]:
    draw = " (one draw)" if score.baseline_repeats == 1 and score.baseline is not None else ""
    unit = f" {score.unit}" if score.unit and score.value is not None else ""
    return score.key, number(score.value) + unit, interval(score), baseline(score) + draw, _FLAGGED[score.flagged]
