"""Tables in Markdown."""

import pytest

from sinegan.reporting import markdown_tables
from sinegan.schema.scores import Score
from tests.fixtures.reports import cells
from tests.fixtures.scores import made

DETECTED = {"noise": [("quality/sinad", "0.1 y"), ("c2st_100/accuracy", "1 y"), ("c2st_100/auc", "1 y")], "copies": []}


@pytest.fixture
def scores() -> list[Score]:
    return [
        made("quality/sinad", value=11.170931, baseline=91.5, unit="dB", better="higher", flagged=True).model_copy(
            update={"low": 11.0, "high": 11.25, "baseline_sd": 0.0123, "mode_collapse": 110.0, "uniform_noise": -0.8}
        ),
        made("distribution/grid_coverage", value=0.0492768, baseline=0.3539, better="baseline", flagged=False),
        made("tstr_100/error_ratio", value=None, baseline=None, baseline_repeats=1),
    ]


def test_a_table_is_aligned_and_keeps_its_text() -> None:
    table = markdown_tables.markdown(("name", "number"), [("a", "1.50"), ("long name", "1e-3")], "lr")
    assert table.splitlines() == [
        "| name      |   number |",
        "|:----------|---------:|",
        "| a         |     1.50 |",
        "| long name |     1e-3 |",
    ]


def test_a_table_without_rows_is_a_header() -> None:
    assert cells(markdown_tables.markdown(("name", "number"), [], "lr")) == [["name", "number"]]


def test_the_headline_table_has_score_value_baseline_and_direction(scores: list[Score]) -> None:
    assert cells(markdown_tables.headline_table(scores)) == [
        ["score", "generated", "baseline", "better"],
        ["`sinad` (dB)", "11", "92", "higher"],
        ["`grid_coverage`", "0.049", "0.35", "near the baseline"],
        ["`error_ratio`", "–", "–", "lower"],
    ]


def test_the_interval_table_has_names_intervals_and_baselines(scores: list[Score]) -> None:
    assert cells(markdown_tables.interval_table({score.name: score for score in scores})) == [
        ["headline score", "this model", "95 % interval", "baseline"],
        ["sinad", "11.2", "[11, 11.2]", "91.5 ± 0.012"],
        ["grid_coverage", "0.0493", "", "0.354"],
        ["error_ratio", "–", "", "–"],
    ]


def test_the_score_table_has_interval_anchors_and_flag(scores: list[Score]) -> None:
    assert cells(markdown_tables.score_table(scores)) == [
        ["score", "generated", "95 % interval", "baseline", "mode collapse", "uniform noise", "better", "flagged"],
        ["`quality/sinad` (dB)", "11.2", "[11, 11.2]", "91.5 ± 0.012", "110", "-0.8", "higher", "yes"],
        ["`distribution/grid_coverage`", "0.0493", "", "0.354", "–", "–", "near the baseline", "no"],
        ["`tstr_100/error_ratio`", "–", "", "–", "–", "–", "lower", ""],
    ]


def test_the_detection_table_has_the_scores_that_detect_a_corruption() -> None:
    assert cells(markdown_tables.detection_table(DETECTED)) == [
        ["corruption", "detected by"],
        ["noise", "`sinad` from 0.1 y; `accuracy`, `auc` from 1 y"],
        ["copies", ""],
    ]


def test_a_score_that_is_not_applicable_says_so(scores: list[Score]) -> None:
    scores[2] = scores[2].model_copy(update={"missing": "not applicable"})
    assert cells(markdown_tables.headline_table(scores))[3][:2] == ["`error_ratio`", "not applicable"]
    assert cells(markdown_tables.score_table(scores))[3][:2] == ["`tstr_100/error_ratio`", "not applicable"]


def test_all_rows_of_a_table_have_the_same_number_of_cells(scores: list[Score]) -> None:
    tables = (markdown_tables.headline_table(scores), markdown_tables.score_table(scores))
    for table in (*tables, markdown_tables.detection_table(DETECTED)):
        assert len({line.count("|") for line in table.splitlines()}) == 1
        assert len({len(line) for line in table.splitlines()}) == 1
