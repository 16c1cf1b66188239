"""The report's text."""

from collections.abc import Iterable, Mapping, Sequence

from sinegan.reporting.captions import CAPTIONS
from sinegan.schema.scores import Evaluation, Score, headlines, score_key

_BETTER = {"higher": "higher", "lower": "lower", "floor": "near the floor"}
_FLAGGED = {True: "yes", False: "no", None: ""}


def report(
    evaluation: Evaluation,
    verdict: str,
    seen: Mapping[str, Mapping[str, float | None]],
    seconds: Mapping[str, float],
    pictures: Iterable[str],
    card: str,
) -> str:
    """``report.md``: verdict, headlines, model card, all scores, pictures, what each score sees, and their facts.

    Parameters
    ----------
    evaluation
        The scores, and how they were computed.
    verdict
        The opening paragraph.
    seen
        By score and fault: the least strength that is flagged, or None.
    seconds
        What each score costs, by its key without sizes.
    pictures
        Their names.
    card
        The model card.
    """
    scores = evaluation.scores
    parts = [
        f"# What the recipe `{evaluation.recipe}` learnt to draw",
        verdict,
        short_table(list(headlines(scores).values())),
        _READING.format(**evaluation.evaluate),
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


def summary(scores: Sequence[Score], verdict: str) -> str:
    """``summary.md``: verdict and table, for the page of an MLflow run."""
    return f"{verdict}\n\n{table(scores, {})}\n\nPictures: artifacts, `report/figures`.\n"


def short_table(scores: Sequence[Score]) -> str:
    """Score, value, floor and direction, as a Markdown table."""
    rows = ["| score | generated | floor | better |", "|---|--:|--:|---|"]
    rows += [f"| {_name(score)} | {value(score)} | {floor(score)} | {_BETTER[score.better]} |" for score in scores]
    return "\n".join(rows)


def table(scores: Sequence[Score], seconds: Mapping[str, float]) -> str:
    """All that is known of each score, as a Markdown table; the cost only where some is known."""
    heads = ["score", "generated", "95 % interval", "floor", "one wave repeated", "noise", "better", "flagged"]
    heads += ["seconds"] if seconds else []
    lines = [f"| {' | '.join(heads)} |", "|---|" + "--:|" * 5 + "---|---|" + ("--:|" if seconds else "")]
    for score in scores:
        cells = [_name(score), value(score), interval(score), floor(score), number(score.collapsed)]
        cells += [number(score.noise), _BETTER[score.better], _FLAGGED[score.flagged]]
        cost = seconds.get(score_key(score.family, score.name))
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


def value(score: Score) -> str:
    """The score, or why there is none."""
    return score.missing or number(score.value)


def floor(score: Score) -> str:
    """Mean and standard deviation of the floor, the latter where it is known."""
    spread = "" if score.floor_sd is None or score.floor is None else f" ± {score.floor_sd:.2g}"
    return number(score.floor) + spread


def interval(score: Score) -> str:
    """Its ends; nothing where there is none."""
    return "" if score.low is None else f"{number(score.low)} .. {number(score.high)}"


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


def _name(score: Score) -> str:
    return f"`{score.key}` ({score.unit})" if score.unit else f"`{score.key}`"


def _title(name: str) -> str:
    return name.replace("_", " and ").capitalize()


def _explanations(scores: Sequence[Score]) -> str:
    lines = [
        f"- `{score.key}`: {score.estimator}. Range {score.bounds}; best {score.best}. "
        f"Floor of {score.floor_repeats} repeat{'s' if score.floor_repeats != 1 else ''}. "
        f"Blind to: {score.blind_to}. Source: {score.source}."
        for score in scores
    ]
    return "\n".join(lines)
