"""The report's text holds every score, its floor and every picture."""

import pytest

from sinegan.reporting import report
from sinegan.reporting.captions import CAPTIONS
from sinegan.schema.scores import Evaluation, Score
from tests.made_scores import made

SEEN = {"law/ks": {"noise": 0.05, "few waves": 500.0}, "quality/sinad": {"noise": None, "few waves": 1e-4}}
SECONDS = {"quality/sinad": 0.126, "use/copies": 12.0}


@pytest.fixture
def scores() -> list[Score]:
    return [
        made("quality/sinad", value=11.170931, floor=91.5, unit="dB", better="higher", flagged=True)
        .model_copy(update={"low": 11.0, "high": 11.25, "floor_sd": 0.0123, "collapsed": 110.0, "noise": -0.8}),
        made("law/coverage", value=0.0492768, floor=0.3539, better="floor", flagged=False),
        made("use_100/copies", value=None, floor=None, floor_repeats=1),
    ]  # fmt: skip


@pytest.fixture
def evaluation(scores: list[Score]) -> Evaluation:
    sizes = {"n_waves": 300, "n_few": 100, "n_judged": 60, "judge_repeats": 3}
    # Not checked: a single headline is enough here.
    return Evaluation.model_construct(recipe="article", evaluate={"seed": 1} | sizes, scores=scores)


@pytest.fixture
def text(evaluation: Evaluation) -> str:
    pictures, card = ["waves", "precision_recall"], "- **Use:** tests"
    return report.report(evaluation, "**Rough waves.**", SEEN, SECONDS, pictures, card)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (1.0, "1"), (0.99996, "1"), (-11.1249, "-11.12"), (0.000123456, "0.0001235"), (123456.0, "1.235e+05")],
)
def test_numbers_have_four_significant_digits(value: float, words: str) -> None:
    assert report.number(value) == words


def test_where_there_is_no_number_there_is_a_dash() -> None:
    assert report.number(None) == "–"


@pytest.mark.parametrize(
    ("mean", "sd", "words"),
    [
        (0.5, 0.0123, "0.5 ± 0.012"),
        (110.0, 0.0, "110 ± 0"),
        (0.123456, None, "0.1235"),  # a single comparison
        (None, None, "–"),
    ],
)
def test_a_floor_has_its_spread_where_it_is_known(mean: float | None, sd: float | None, words: str) -> None:
    assert report.floor(made("a/b", floor=mean, floor_sd=sd)) == words


def test_the_short_table_has_score_value_floor_and_direction(scores: list[Score]) -> None:
    assert report.short_table(scores).splitlines() == [
        "| score | generated | floor | better |",
        "|---|--:|--:|---|",
        "| `quality/sinad` (dB) | 11.17 | 91.5 ± 0.012 | higher |",
        "| `law/coverage` | 0.04928 | 0.3539 | near the floor |",
        "| `use_100/copies` | – | – | lower |",
    ]


def test_the_table_has_interval_anchors_and_flag(scores: list[Score]) -> None:
    assert report.table(scores, {}).splitlines() == [
        "| score | generated | 95 % interval | floor | one wave repeated | noise | better | flagged |",
        "|---|--:|--:|--:|--:|--:|---|---|",
        "| `quality/sinad` (dB) | 11.17 | 11 .. 11.25 | 91.5 ± 0.012 | 110 | -0.8 | higher | yes |",
        "| `law/coverage` | 0.04928 |  | 0.3539 | – | – | near the floor | no |",
        "| `use_100/copies` | – |  | – | – | – | lower |  |",
    ]


def test_costs_go_by_family_and_name_whatever_the_size(scores: list[Score]) -> None:
    head, rule, *rows = report.table(scores, SECONDS).splitlines()
    assert head.endswith("| flagged | seconds |")
    assert rule.endswith("|---|---|--:|")
    assert [row.rsplit(" | ", 1)[1] for row in rows] == ["0.13 |", " |", "12.00 |"]


def test_all_rows_of_a_table_have_as_many_cells(scores: list[Score]) -> None:
    tables = (report.short_table(scores), report.table(scores, {}), report.table(scores, SECONDS))
    for table in (*tables, report.seen_table(SEEN)):
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_table_of_what_is_seen_has_scores_by_faults() -> None:
    assert report.seen_table(SEEN).splitlines() == [
        "| score | noise | few waves |",
        "|---|--:|--:|",
        "| `law/ks` | 0.05 | 500 |",
        "| `quality/sinad` | · | 0.0001 |",
    ]


def test_the_report_opens_with_the_verdict_and_the_headlines(text: str, scores: list[Score]) -> None:
    headline = report.short_table(scores[1:2])
    assert text.startswith(
        f"# What the recipe `article` learnt to draw\n\n**Rough waves.**\n\n{headline}\n\n300 generated"
    )
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_report_has_all_scores_their_costs_and_how_each_is_computed(text: str, scores: list[Score]) -> None:
    assert f"## All scores\n\n{report.table(scores, SECONDS)}\n\n" in text
    said = "by counting. Range 0 to 1; best 0. Floor of {}. Blind to: colour. Source: a book."
    assert f"- `quality/sinad`: {said.format('20 repeats')}\n" in text
    assert f"- `use_100/copies`: {said.format('1 repeat')}\n" in text


def test_the_report_has_what_is_seen(text: str) -> None:
    assert f"\n\n{report.seen_table(SEEN)}\n\n" in text
    assert text.index("## Pictures") < text.index("## Which score sees which fault") < text.index("## How each score")


def test_the_report_shows_the_pictures_in_order_each_with_its_caption(text: str) -> None:
    waves = f"### Waves\n\n![waves](figures/waves.png)\n\n{CAPTIONS['waves']}\n"
    named = "### Precision and recall\n\n![precision_recall](figures/precision_recall.png)\n\n"
    assert text.index(waves) < text.index(named + CAPTIONS["precision_recall"])
    assert text.count("![") == 2


def test_the_summary_has_verdict_and_table_and_no_pictures(scores: list[Score]) -> None:
    found = report.summary(scores, "**Rough waves.**")
    assert found.startswith("**Rough waves.**\n\n")
    assert report.table(scores, {}) in found
    assert "![" not in found


def test_a_score_without_a_law_says_so(scores: list[Score]) -> None:
    scores[2] = scores[2].model_copy(update={"missing": "no law"})
    assert "| `use_100/copies` | no law |" in report.short_table(scores)
    assert "| `use_100/copies` | no law |" in report.table(scores, {})


def test_without_faults_there_is_no_table_of_them(evaluation: Evaluation) -> None:
    text = report.report(evaluation, "Words.", {key: {} for key in SEEN}, SECONDS, [], "Card.")
    assert "Which score sees which fault" not in text
