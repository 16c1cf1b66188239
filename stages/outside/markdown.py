"""The report's text."""

from collections.abc import Mapping
from typing import Any

NEEDED = ("recipe", "evaluate", "scores")
_BETTER = {"higher": "higher", "lower": "lower", "floor": "near the floor"}


def report(metrics: Mapping[str, Any], headlines: Mapping[str, float], captions: Mapping[str, str]) -> str:
    """``report.md``: what was scored, the table of all scores, and the figures with their captions."""
    scores = metrics["scores"]
    parts = [
        f"# What the recipe `{metrics['recipe']}` learnt to draw",
        _opening(metrics, headlines),
        "## Scores\n\n" + table(scores),
        "How each score is computed, and what it cannot see:\n\n" + _explanations(scores),
        "## Pictures",
        *(f"### {name.capitalize()}\n\n![{name}](figures/{name}.png)\n\n{text}" for name, text in captions.items()),
    ]
    return "\n\n".join(parts) + "\n"


def description(metrics: Mapping[str, Any], headlines: Mapping[str, float]) -> str:
    """The report without pictures and explanations, for the page of an MLflow run."""
    return f"{_opening(metrics, headlines)}\n\n{table(metrics['scores'])}\n\nPictures: artifacts, `report/figures`.\n"


def table(scores: Mapping[str, Mapping[str, Any]]) -> str:
    """Score, value, floor and direction of each score, as a Markdown table."""
    rows = ["| score | generated | floor | better |", "|---|--:|--:|---|"]
    for key, score in scores.items():
        unit = f" ({score['unit']})" if score["unit"] else ""
        rows.append(
            f"| `{key}`{unit} | {number(score['value'])} | {number(score['floor'])} | {_BETTER[score['better']]} |"
        )
    return "\n".join(rows)


def number(value: float) -> str:
    """Four significant digits; the same everywhere in report and README."""
    return f"{value:.4g}"


def _opening(metrics: Mapping[str, Any], headlines: Mapping[str, float]) -> str:
    return (
        f"{metrics['evaluate']['n_generated']} generated waves, scored against the test set. **Floor** is what other "
        "real waves score in their place: a perfect generator would land there. "
        f"The median wave is a sine to {headlines['reference_sinad_median_db']:.1f} dB, "
        f"{headlines['valid_share']:.1%} of the waves are valid sines, and those reach {headlines['coverage']:.1%} of "
        f"the phase-frequency plane. The spread per point is {headlines['spread_per_point']:.3f}, against "
        f"{metrics['scores']['variety/spread_per_point']['floor']:.3f} among real waves; a freshly trained judge tells "
        f"the two sides apart in {headlines['judge_accuracy']:.1%} of cases, where 50 % is chance."
    )


def _explanations(scores: Mapping[str, Mapping[str, Any]]) -> str:
    lines = [
        f"- `{key}`: {score['estimator']}. Range {score['bounds']}; best {score['best']}. "
        f"Blind to: {score['blind_to']}. Source: {score['source']}."
        for key, score in scores.items()
    ]
    return "\n".join(lines)
