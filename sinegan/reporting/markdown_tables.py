"""Tables of scores in Markdown."""

from collections.abc import Iterable, Mapping, Sequence

from tabulate import tabulate

from sinegan.reporting.formatting import baseline, interval, number, short, value
from sinegan.schema.scores import Score

_BETTER = {"higher": "higher", "lower": "lower", "baseline": "near the baseline"}
_FLAGGED = {True: "yes", False: "no", None: ""}


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]], align: str) -> str:
    """A table.

    Parameters
    ----------
    header, rows
        The cells, row by row.
    align
        A letter per column: ``l`` for left, ``r`` for right.
    """
    sides = [{"l": "left", "r": "right"}[letter] for letter in align]
    cells = [header, *rows]  # the header as a row, since tabulate ignores alignment where there are no rows
    return str(tabulate(cells, headers="firstrow", tablefmt="pipe", colalign=sides, disable_numparse=True))


def headline_table(scores: Iterable[Score]) -> str:
    """Score, value, baseline and direction, with two significant digits."""
    rows = [
        (_label(score.name, score), score.missing or short(score.value), short(score.baseline), _BETTER[score.better])
        for score in scores
    ]
    return markdown(("score", "generated", "baseline", "better"), rows, "lrrl")


def interval_table(headlines: Mapping[str, Score]) -> str:
    """Headline scores by name, with their intervals and baselines."""
    rows = [(name, value(score), interval(score), baseline(score)) for name, score in headlines.items()]
    return markdown(("headline score", "this model", "95 % interval", "baseline"), rows, "lrrr")


def score_table(scores: Iterable[Score], *, with_anchors: bool = True) -> str:
    """All numbers of each score, its direction, and whether it is flagged.

    Parameters
    ----------
    scores
        A row each.
    with_anchors
        Whether to show the scores of mode collapse and uniform noise, which exist if the distribution is known.
    """
    anchors = ("mode collapse", "uniform noise") if with_anchors else ()
    header = ("score", "generated", "95 % interval", "baseline", *anchors, "better", "flagged")
    rows = [_cells(score, with_anchors=with_anchors) for score in scores]
    return markdown(header, rows, "lrrr" + "r" * len(anchors) + "ll")


def detection_table(detected: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """A corruption per row, with the scores that detect it, each with the weakest strength at which it does.

    Parameters
    ----------
    detected
        By corruption, keys of scores and strengths, as from `sinegan.reporting.detection.detected_by`.
    """
    rows = [(name, "; ".join(map(_from_strength, _by_strength(scores).items()))) for name, scores in detected.items()]
    return markdown(("corruption", "detected by"), rows, "ll")


def _by_strength(scores: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for key, strength in scores:
        keys.setdefault(strength, []).append(f"`{key.rpartition('/')[2]}`")
    return keys


def _from_strength(item: tuple[str, list[str]]) -> str:
    strength, names = item
    return f"{', '.join(names)} from {strength}"


def _cells(score: Score, *, with_anchors: bool) -> tuple[str, ...]:
    anchors = (number(score.mode_collapse), number(score.uniform_noise)) if with_anchors else ()
    numbers = value(score), interval(score), baseline(score), *anchors
    return _label(score.key, score), *numbers, _BETTER[score.better], _FLAGGED[score.flagged]


def _label(name: str, score: Score) -> str:
    return f"`{name}` ({score.unit})" if score.unit else f"`{name}`"
