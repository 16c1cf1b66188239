"""The texts of the report stage, in Markdown; their wording is in ``templates/``."""

from collections.abc import Iterable
from typing import Any

from sinegan.reporting import detection, formatting, markdown_tables, summary
from sinegan.reporting.formatting import number, percent
from sinegan.reporting.inputs import ReportData
from sinegan.reporting.templates import render
from sinegan.schema.headlines import HEADLINES, meanings
from sinegan.schema.scores import Score, headlines


def report(data: ReportData, figures: Iterable[str]) -> str:
    """``report.md``: overview, headline scores and figures.

    Parameters
    ----------
    data
        The inputs of the report.
    figures
        Names of the figures to show, each a PNG in ``figures/``.
    """
    evaluation = data.evaluation
    return render(
        "report.md.j2",
        evaluation=evaluation,
        overview=summary.overview(evaluation),
        headline_table=markdown_tables.headline_table(headlines(evaluation.scores).values()),
        meanings=list(meanings(**_words(data))),
        n_channels=data.recipe.get("n_channels", 1),
        figures=list(figures),
        **_words(data),
    )


def all_scores(data: ReportData) -> str:
    """``scores.md``: every score with its baseline, how it is computed, and what the headline scores detect."""
    scores, corrupted = data.evaluation.scores, data.calibration.corrupted
    detected = detection.detected_by(corrupted, [score.key for score in headlines(scores).values()])
    applicable, others = formatting.applicable(scores)
    return render(
        "scores.md.j2",
        evaluation=data.evaluation,
        score_table=markdown_tables.score_table(applicable, with_anchors=data.calibration.has_law),
        applicable=applicable,
        not_applicable=others,
        **_words(data),
        detection_table=markdown_tables.detection_table(detected) if detected else None,
    )


def run_summary(data: ReportData) -> str:
    """``summary.md``: overview and headline scores, as the description of an MLflow run (at most 8,000 characters)."""
    table = markdown_tables.interval_table(headlines(data.evaluation.scores))
    return render("summary.md.j2", overview=summary.overview(data.evaluation), interval_table=table)


def model_card(data: ReportData) -> str:
    """``model_card.md``: use, data, training, limitations, and the headline scores with their intervals.

    After M. Mitchell et al., "Model Cards for Model Reporting" (2019), arXiv 1810.03993.
    """
    return render("model_card.md.j2", **_model_card_values(data))


def _model_card_values(data: ReportData) -> dict[str, Any]:
    names = headlines(data.evaluation.scores)
    return {
        "trained": data.recipe,
        "grid": data.calibration.law,
        "limitations": [_limitation(score, data) for score in names.values() if score.flagged and _is_worse(score)],
        "interval_table": markdown_tables.interval_table(names),
        **_words(data),
    }


def _limitation(score: Score, data: ReportData) -> str:
    """What it means that a headline score is flagged."""
    headline, words = HEADLINES[score.name], _words(data)
    value = (percent if headline.is_fraction else number)(score.value or 0.0)
    baseline = number(score.baseline)
    return headline.limitation.format(value=value, baseline=baseline, wave=words["wave"], waves=words["waves"])


def _is_worse(score: Score) -> bool:
    """Whether its value is on the worse side of the baseline; either side is, if it should be at the baseline."""
    if score.value is None or score.baseline is None:
        return False
    side = {"higher": score.value < score.baseline, "lower": score.value > score.baseline}
    return side.get(HEADLINES[score.name].better, True)


def _words(data: ReportData) -> dict[str, Any]:
    """What the data consist of: waves of the law, or series of a user's file."""
    has_law = data.calibration.has_law
    wave, waves = ("wave", "waves") if has_law else ("series", "series")
    return {"has_law": has_law, "wave": wave, "waves": waves}
