"""The report holds every score, its baseline and every figure."""

import re

import pytest

from sinegan.reporting import figures, report, summary
from sinegan.reporting.markdown_tables import detection_table, headline_table, interval_table, score_table
from sinegan.schema.scores import headlines
from tests.fixtures.reports import report_data, scores, tables
from tests.fixtures.scores import made

FIGURES = ("waves", "precision_recall")
CAPTIONS = {"waves": "Unsmoothed.", "precision_recall": "Precision: "}


@pytest.fixture
def text() -> str:
    return report.report(report_data(), FIGURES)


@pytest.fixture
def all_scores() -> str:
    return report.all_scores(report_data())


def test_the_report_opens_with_the_overview_and_pictures_come_before_the_table(text: str) -> None:
    evaluation = report_data().evaluation
    assert text.startswith(f"# Evaluation of the recipe `small`\n\n{summary.overview(evaluation)}\n\n## Waves\n\n![")
    table = headline_table(headlines(evaluation.scores).values())
    assert f"\n\n## Headline scores\n\n{table}\n\nThe baseline is " in text
    assert "12,345 generated waves" in text
    assert text.index("![") < text.index("| score")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_report_explains_every_headline(text: str) -> None:
    for name in headlines(report_data().evaluation.scores):
        assert re.search(rf"^- .*`{name}`.*: ", text, re.M), name


def test_the_report_is_short() -> None:
    data = report_data()
    text = report.report(data, figures.draw(data, seed=1))
    assert len(text.split()) < 900
    assert sum(line.startswith("|") for line in text.splitlines()) == 10


def test_all_scores_are_in_their_file_with_how_each_is_computed(all_scores: str) -> None:
    assert f"\n\n{score_table(report_data().evaluation.scores)}\n\n## Which headline" in all_scores
    facts = "by counting. Range 0 to 1; best 0. Baseline of {}. Blind to: colour. Source: a book."
    assert f"- `quality/sinad_db`: {facts.format('20 repeats')}\n" in all_scores
    assert f"- `tstr_100/error_ratio`: {facts.format('1 repeat')}\n" in all_scores


def test_a_score_without_value_or_baseline_has_dashes(all_scores: str) -> None:
    row = next(row for table in tables(all_scores) for row in table if row[0] == "`tstr_100/error_ratio`")
    assert row[1:] == ["–", "", "–", "–", "–", "lower", ""]


def test_the_file_of_scores_has_what_each_corruption_is_detected_by(all_scores: str) -> None:
    table = detection_table({"white noise": [("quality/sinad_db", "0.2 y")]})
    assert f"\n\n{table}\n\n![" in all_scores


def test_the_report_shows_the_figures_in_order_each_with_its_caption(text: str) -> None:
    waves, named = (text.index(f"](figures/{name}.png)\n\n{words}") for name, words in CAPTIONS.items())
    assert waves < named
    assert text.count("![") == 2


def test_the_texts_in_place_of_pictures_say_what_is_to_be_seen(text: str) -> None:
    for words in re.findall(r"!\[(.*?)\]", text):
        assert len(words.split()) >= 6


def test_every_figure_is_shown_and_no_paragraph_is_glued_to_the_next() -> None:
    data = report_data()
    drawn = figures.draw(data, seed=1)
    text = report.report(data, drawn) + report.all_scores(data)
    for name in drawn:
        assert text.count(f"](figures/{name}.png)\n\n") == 1
    assert text.count("![") == len(drawn) == 10
    assert "\n\n\n" not in text
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("#"):
            assert lines[number + 1] == ""
            assert number == 0 or lines[number - 1] == "" or line.startswith("# ")


def test_the_summary_has_overview_and_headlines_and_no_figures() -> None:
    data = report_data()
    text = report.run_summary(data)
    assert text.startswith(f"{summary.overview(data.evaluation)}\n\n")
    assert interval_table(headlines(data.evaluation.scores)) in text
    assert "![" not in text
    assert len(text) < 8_000  # MLflow shows no more


def test_a_score_that_requires_a_known_distribution_says_so() -> None:
    missing = made("quality/sinad_db", value=None, missing="not applicable").model_copy(update={"headline": False})
    data = report_data(has_law=False, all_scores=[missing, *scores(has_law=False)])
    text = report.all_scores(data)
    assert "Not applicable, since they require that the distribution of the series is known: sinad_db." in text
    assert text.count("sinad_db") == 1, "in no table, and its formula is of no use"
    assert "Not applicable" not in report.all_scores(report_data())


def test_own_series_are_called_series_in_every_text() -> None:
    data = report_data(has_law=False)
    texts = [report.report(data, figures.draw(data, seed=1)), report.all_scores(data), report.run_summary(data)]
    for text in (*texts, report.model_card(data)):
        assert not re.search(r"\bwaves?\b(?!\.scaling)", text), text
        assert "sine" not in text


def test_if_the_distribution_is_unknown_the_report_leaves_out_what_requires_it() -> None:
    data = report_data(has_law=False)
    drawn = figures.draw(data, seed=1)
    text = report.report(data, drawn)
    for name in headlines(data.evaluation.scores):
        assert re.search(rf"^- .*`{name}`.*: ", text, re.M), name
    assert "SINAD" not in text
    assert "Their distribution is unknown." in report.model_card(data)
    assert "detects which corruption" not in report.all_scores(data)
    assert text.count("![") == len(drawn) == 8


def test_the_same_inputs_give_the_same_text() -> None:
    assert report.report(report_data(), FIGURES) == report.report(report_data(), list(FIGURES))
