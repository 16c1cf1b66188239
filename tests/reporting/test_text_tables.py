"""Tables for a terminal."""

from typing import Any

from sinegan.reporting.text_tables import beside, plain
from sinegan.schema.scores import Score
from tests.made_scores import made


def row(key: str, value: float | None, **changes: Any) -> Score:
    return made(key, **{"value": value, "floor": 0.5, "floor_repeats": 1} | changes)


def test_columns_stand_under_their_heads() -> None:
    far = {"floor": 110.0, "floor_sd": 0.0123, "floor_repeats": 20}
    scores = [
        row("quality/sinad", 11.170931, low=11.0, high=11.25, unit="dB", flagged=True, **far),
        row("law/ks", 0.25, low=0.2, high=0.3, flagged=False, floor_sd=0.1, floor_repeats=20),
        row("law/coverage", 1.0, low=1.0, high=1.0),
    ]
    assert plain(scores).splitlines() == [
        "score          value     95 % interval  floor            flagged",
        "quality/sinad  11.17 dB  11 .. 11.25    110 ± 0.012      yes",
        "law/ks         0.25      0.2 .. 0.3     0.5 ± 0.1        no",
        "law/coverage   1         1 .. 1         0.5 (one split)  ?",
    ]


def test_without_a_value_there_is_a_dash_and_no_unit() -> None:
    _, line = plain([row("use/copies", None, unit="y", floor=None)]).splitlines()
    assert line.split() == ["use/copies", "–", "–", "?"]


def test_only_a_single_comparison_is_called_one_split() -> None:
    # Where real waves have no value, repeats or not, there is nothing that was split.
    assert "split" not in plain([row("a/b", 1.0, floor=None)])
    assert "split" not in plain([row("a/b", 1.0, floor_sd=0.1, floor_repeats=3)])
    assert "0.5 (one split)" in plain([row("a/b", 1.0)])


def test_lines_have_no_blanks_at_the_end() -> None:
    assert all(line == line.rstrip() for line in plain([row("a/b", 1.0), row("a/long name", None)]).splitlines())


def test_without_scores_the_head_stands_alone() -> None:
    assert plain([]) == "score  value  95 % interval  floor  flagged"


def test_found_and_published_side_by_side() -> None:
    rows = [("sinad", 12.34567, 12.0, 4.6, True), ("coverage", None, 0.5, None, False)]
    assert beside(rows).splitlines() == [
        "headline  here   published  another seed  agrees",
        "sinad     12.35  12         ± 4.6         yes",
        "coverage  –      0.5                      NO",
    ]
