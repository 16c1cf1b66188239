"""The report's text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stages.outside.captions import CAPTIONS

NEEDED = ("recipe", "evaluate", "scores", "curve")
_BETTER = {"higher": "higher", "lower": "lower", "floor": "near the floor"}
_FLAGGED = {True: "yes", False: "no", None: ""}

Rows = Mapping[str, Mapping[str, Any]]


def report(
    metrics: Mapping[str, Any],
    verdict: str,
    headlines: Sequence[str],
    seen: Mapping[str, Mapping[str, float | None]],
    seconds: Mapping[str, float],
    pictures: Iterable[str],
    card: str,
) -> str:
    """``report.md``: verdict, headlines, model card, all scores, pictures, what each score sees, and their facts.

    Parameters
    ----------
    metrics
        As in metrics.json.
    verdict
        The opening paragraph.
    headlines
        Keys of the headline scores.
    seen
        By score and fault: the least strength that is flagged, or None.
    seconds
        What each score costs, by its key without sizes.
    pictures
        Their names.
    card
        The model card.
    """
    scores = metrics["scores"]
    parts = [
        f"# What the recipe `{metrics['recipe']}` learnt to draw",
        verdict,
        short_table({key: scores[key] for key in headlines}),
        _READING.format(**metrics["evaluate"]),
        "## Model card\n\n" + card,
        "## All scores\n\n" + table(scores, seconds),
        "## Pictures",
        *(
            f"### {_title(name)}\n\n![{name}](figures/{name}.png)\n\n{caption}"
            for name, caption in CAPTIONS.items()
            if name in pictures
        ),
        *(["## Which score sees which fault\n\n" + _SEEN + "\n\n" + seen_table(seen)] if any(seen.values()) else []),
        "## How each score is computed, and what it cannot see\n\n" + _explanations(scores),
    ]
    return "\n\n".join(parts) + "\n"


def description(scores: Rows, verdict: str) -> str:
    """Verdict and table, for the page of an MLflow run."""
    return f"{verdict}\n\n{table(scores, {})}\n\nPictures: artifacts, `report/figures`.\n"


def short_table(scores: Rows) -> str:
    """Score, value, floor and direction, as a Markdown table."""
    rows = ["| score | generated | floor | better |", "|---|--:|--:|---|"]
    rows += [
        f"| {_name(key, row)} | {value(row)} | {floor(row)} | {_BETTER[row['better']]} |" for key, row in scores.items()
    ]
    return "\n".join(rows)


def table(scores: Rows, seconds: Mapping[str, float]) -> str:
    """All that is known of each score, as a Markdown table; the cost only where some is known."""
    heads = ["score", "generated", "95 % interval", "floor", "one wave repeated", "noise", "better", "flagged"]
    heads += ["seconds"] if seconds else []
    lines = [f"| {' | '.join(heads)} |", "|---|" + "--:|" * 5 + "---|---|" + ("--:|" if seconds else "")]
    for key, row in scores.items():
        cells = [_name(key, row), value(row), interval(row), floor(row), number(row["collapsed"])]
        cells += [number(row["noise"]), _BETTER[row["better"]], _FLAGGED[row["flagged"]]]
        cost = seconds.get(f"{row['family']}/{row['name']}")
        cells += ["" if cost is None else f"{cost:.2f}"] if seconds else []
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def seen_table(seen: Mapping[str, Mapping[str, float | None]]) -> str:
    """Scores by faults: from what strength on a fault is flagged."""
    faults = list(next(iter(seen.values())))
    rows = [f"| score | {' | '.join(faults)} |", "|---|" + "--:|" * len(faults)]
    for key, strengths in seen.items():
        rows.append(f"| `{key}` | {' | '.join('·' if s is None else f'{s:g}' for s in strengths.values())} |")
    return "\n".join(rows)


def number(value: float | None) -> str:
    """Four significant digits; the same everywhere in report and README. A dash where there is none."""
    return "–" if value is None else f"{value:.4g}"


def value(row: Mapping[str, Any]) -> str:
    """The score, or why there is none."""
    return row.get("missing") or number(row["value"])


def floor(row: Mapping[str, Any]) -> str:
    """Mean and standard deviation of the floor, the latter where it is known."""
    spread = "" if row["floor_sd"] is None or row["floor"] is None else f" ± {row['floor_sd']:.2g}"
    return number(row["floor"]) + spread


def interval(row: Mapping[str, Any]) -> str:
    """Its ends; nothing where there is none."""
    return "" if row["low"] is None else f"{number(row['low'])} .. {number(row['high'])}"


_READING = (
    "{n_waves} generated waves, scored against the test set. **Floor** is what fresh real waves score in their place, "
    "mean ± standard deviation over repeats: a perfect generator lands there. **Flagged** is what lies more than five "
    "of these standard deviations off. The interval is for other waves of the same generator, not for other trainings; "
    "where no wave is unlike the others, as at a share of 0, it has no width. "
    "A number in a family's name is how many waves of each side it takes. **One wave repeated** and **noise** are what "
    "a clean sine drawn over and over, and uniform noise, score."
)
_SEEN = (
    "Real waves with a known fault of growing strength. Shown is the strength from which on a score is flagged; a dot "
    "means never. Judges are shown the strongest of each only."
)


def _name(key: str, row: Mapping[str, Any]) -> str:
    return f"`{key}` ({row['unit']})" if row["unit"] else f"`{key}`"


def _title(name: str) -> str:
    return name.replace("_", " and ").capitalize()


def _explanations(scores: Rows) -> str:
    lines = [
        f"- `{key}`: {row['estimator']}. Range {row['bounds']}; best {row['best']}. "
        f"Floor of {row['floor_repeats']} repeat{'s' if row['floor_repeats'] != 1 else ''}. "
        f"Blind to: {row['blind_to']}. Source: {row['source']}."
        for key, row in scores.items()
    ]
    return "\n".join(lines)
