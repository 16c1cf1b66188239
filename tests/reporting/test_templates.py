"""Templates are rendered strictly, and all of them are used."""

import re

import pytest
from jinja2 import UndefinedError

from sinegan.reporting import figures, templates
from sinegan.reporting.templates import FOLDER, render
from tests.closure import ROOT
from tests.fixtures.reports import report_data

SUMMARY = {"overview": "Rough & ready <waves>.", "interval_table": "| a |\n|:--|"}


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'interval_table' is undefined"):
        render("summary.md.j2", overview="Rough waves.")


def test_text_is_not_escaped() -> None:
    assert render("summary.md.j2", **SUMMARY).startswith("Rough & ready <waves>.\n\n| a |\n|:--|\n\n")


def test_paragraphs_are_one_empty_line_apart_and_the_end_is_a_line_break() -> None:
    text = render("summary.md.j2", **SUMMARY | {"overview": "\n\n\nRough.\n\n\n\n\nWaves.\n\n"})
    assert text.startswith("Rough.\n\nWaves.\n\n| a |")
    assert text.endswith(".\n")


def test_every_template_is_used() -> None:
    sources = [path.read_text() for path in [*(ROOT / "sinegan").rglob("*.py"), *FOLDER.glob("*.j2")]]
    names = sorted(path.name for path in FOLDER.iterdir())
    assert names == [
        "model_card.md.j2",
        "report.html.j2",
        "report.md.j2",
        "scores.md.j2",
        "study.md.j2",
        "summary.md.j2",
    ]
    for name in names:
        assert any(f'"{name}"' in source for source in sources)


def test_the_report_has_a_caption_for_each_figure_that_is_drawn() -> None:
    captions = re.findall(r'call figure\("([a-z_]+)"', (FOLDER / "report.md.j2").read_text())
    captions += re.findall(r"\(figures/([a-z_]+)\.png\)", (FOLDER / "scores.md.j2").read_text())
    assert len(captions) == len(set(captions))
    assert set(captions) == {
        name for known in (True, False) for name in figures.draw(report_data(has_law=known), seed=1)
    }


def test_filters_are_those_of_the_tables() -> None:
    filters = templates._ENVIRONMENT.filters
    assert filters["number"](0.12345) == "0.123"
    assert filters["percent"](0.5) == "50 %"
