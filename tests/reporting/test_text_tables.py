"""Tables for a terminal."""

from typing import Any

from sinegan.reporting.text_tables import comparison_table, score_table
from sinegan.schema.scores import Score
from tests.fixtures.scores import made


def row(key: str, value: float | None, **changes: Any) -> Score:
    return made(key, **{"value": value, "baseline": 0.5, "baseline_repeats": 1} | changes)


def test_columns_are_aligned_with_their_headers() -> None:
    distant = {"baseline": 110.0, "baseline_sd": 0.0123, "baseline_repeats": 20}
    scores = [
        row("quality/sinad", 11.170931, low=11.0, high=11.25, unit="dB", flagged=True, **distant),
        row("distribution/ks", 0.25, low=0.2, high=0.3, flagged=False, baseline_sd=0.1, baseline_repeats=20),
        row("manifold/recall", 1.0, low=1.0, high=1.0),
    ]
    assert score_table(scores).splitlines() == [
        "score            value    95 % interval    baseline        flagged",
        "quality/sinad    11.2 dB  [11, 11.2]       110 ± 0.012     yes",
        "distribution/ks  0.25     [0.2, 0.3]       0.5 ± 0.1       no",
        "manifold/recall  1        [1, 1]           0.5 (one draw)  ?",
    ]


def test_without_a_value_there_is_a_dash_and_no_unit() -> None:
    _, line = score_table([row("tstr/error_ratio", None, unit="y", baseline=None)]).splitlines()
    assert line.split() == ["tstr/error_ratio", "–", "–", "?"]


def test_only_a_single_comparison_is_called_one_split() -> None:
    # If real waves have no value, there is nothing that was split, however many repeats there are.
    assert "split" not in score_table([row("a/b", 1.0, baseline=None)])
    assert "split" not in score_table([row("a/b", 1.0, baseline_sd=0.1, baseline_repeats=3)])
    assert "0.5 (one draw)" in score_table([row("a/b", 1.0)])


def test_lines_have_no_blanks_at_the_end() -> None:
    text = score_table([row("a/b", 1.0), row("a/long name", None)])
    assert all(line == line.rstrip() for line in text.splitlines())


def test_without_scores_there_is_the_header_alone() -> None:
    assert score_table([]).split() == ["score", "value", "95", "%", "interval", "baseline", "flagged"]
    assert len(score_table([]).splitlines()) == 1


def test_this_result_and_the_published_one_side_by_side() -> None:
    rows = [("sinad_db", 12.34567, 12.0, 4.6, True), ("grid_coverage", None, 0.5, None, False)]
    assert comparison_table(rows).splitlines() == [
        "headline       here    published    another seed    agrees",
        "sinad_db       12.3    12           ± 4.6           yes",
        "grid_coverage  –       0.5                          NO",
    ]
