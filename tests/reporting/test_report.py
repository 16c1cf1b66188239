"""The report holds every score, its baseline and every figure."""

import pytest

from sinegan.reporting import figures, report, summary
from sinegan.reporting.markdown_tables import detection_table, headline_table, interval_table, score_table
from sinegan.schema.scores import headlines
from tests.report_fixtures import report_data, scores, tables

FIGURES = ("waves", "precision_recall")


@pytest.fixture
def text() -> str:
    return report.report(report_data(), FIGURES)


def test_the_report_opens_with_the_overview_and_the_headlines(text: str) -> None:
    evaluation = report_data().evaluation
    table = headline_table(headlines(evaluation.scores).values())
    opening = (
        f"# Evaluation of the recipe `small`\n\n{summary.overview(evaluation)}\n\n{table}\n\n12,345 generated waves"
    )
    assert text.startswith(opening)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_report_contains_the_model_card(text: str) -> None:
    assert f"## Model card\n\n{report.model_card(report_data())}\n## All scores\n" in text


def test_the_report_has_all_scores_and_how_each_is_computed(text: str) -> None:
    assert f"## All scores\n\n{score_table(report_data().evaluation.scores)}\n\n## Figures" in text
    facts = "by counting. Range 0 to 1; best 0. Baseline of {}. Blind to: colour. Source: a book."
    assert f"- `quality/sinad_db`: {facts.format('20 repeats')}\n" in text
    assert f"- `tstr_100/error_ratio`: {facts.format('1 repeat')}\n" in text


def test_a_score_without_value_or_baseline_has_dashes(text: str) -> None:
    row = next(row for table in tables(text) for row in table if row[0] == "`tstr_100/error_ratio`")
    assert row[1:] == ["–", "", "–", "–", "–", "lower", ""]


def test_the_report_has_what_each_score_detects(text: str) -> None:
    table = detection_table({"quality/sinad_db": {"none": None, "white noise": 0.2}})
    assert f"\n\n{table}\n\n" in text
    sections = ("## Figures", "## Which score detects which corruption", "## How each score is computed")
    places = [text.index(section) for section in sections]
    assert places == sorted(places)


def test_the_report_shows_the_figures_in_order_each_with_its_caption(text: str) -> None:
    waves = "### Waves\n\n![Waves](figures/waves.png)\n\nReal and generated waves, unsmoothed."
    named = "### Precision and recall\n\n![Precision and recall](figures/precision_recall.png)\n\nPrecision: "
    assert text.index(waves) < text.index(named)
    assert text.count("![") == 2


def test_every_figure_is_shown_and_no_paragraph_is_glued_to_the_next() -> None:
    data = report_data()
    drawn = figures.draw(data, seed=1)
    text = report.report(data, drawn)
    for name in drawn:
        assert text.count(f"](figures/{name}.png)\n\n") == 1
    assert text.count("![") == len(drawn) == 10
    assert "\n\n\n" not in text
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("#"):
            assert lines[number + 1] == ""
            assert number == 0 or lines[number - 1] == ""


def test_the_summary_has_overview_and_headlines_and_no_figures() -> None:
    data = report_data()
    text = report.run_summary(data)
    assert text.startswith(f"{summary.overview(data.evaluation)}\n\n")
    assert interval_table(headlines(data.evaluation.scores)) in text
    assert "![" not in text
    assert len(text) < 8_000  # MLflow shows no more


def test_a_score_that_requires_a_known_distribution_says_so() -> None:
    missing = scores(sinad_db={"value": None, "missing": "not applicable"})
    data = report_data(has_law=False, all_scores=missing)
    rows = [row for table in tables(report.report(data, ())) for row in table if "sinad_db" in row[0]]
    assert len(rows) == 3
    assert all(row[1] == "not applicable" for row in rows)


def test_if_the_distribution_is_unknown_the_report_says_so_and_leaves_out_what_requires_it() -> None:
    data = report_data(has_law=False)
    drawn = figures.draw(data, seed=1)
    text = report.report(data, drawn)
    assert "The distribution of the real waves is unknown." in text
    assert "Their distribution is unknown." in text
    assert "Which score detects which corruption" not in text
    assert text.count("![") == len(drawn) == 10


def test_the_same_inputs_give_the_same_text() -> None:
    assert report.report(report_data(), FIGURES) == report.report(report_data(), list(FIGURES))
