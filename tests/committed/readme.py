"""The README's tables are those of the committed results."""

import json
import re

from tests.committed.at_head import evaluation, head
from tests.score_fixtures import by_key


def test_readme_shows_the_committed_scores() -> None:
    from sinegan.reporting.formatting import baseline, number

    scores = by_key(evaluation().scores)
    rows = re.findall(
        r"\| `([a-z_0-9]+/[a-z0-9_]+)`[^|]*\| ([^|]+) \| ([^|]+) \| (?:higher|lower|near the baseline) +\|",
        head("README.md").decode(),
    )
    assert len(rows) >= 8
    for key, value, shown_baseline in rows:
        assert (value.strip(), shown_baseline.strip()) == (number(scores[key].value), baseline(scores[key])), key


def test_readme_shows_the_committed_comparison_of_pool_and_fresh_waves() -> None:
    from benchmarks.fresh_or_pool import table

    assert table(json.loads(head("benchmarks/fresh_or_pool.json"))) in head("README.md").decode()


def test_readme_shows_which_corruptions_the_headline_scores_detect() -> None:
    from sinegan.reporting.detection import KnownCorruptions, detected_from
    from sinegan.reporting.markdown_tables import detection_table
    from sinegan.schema.scores import headlines

    keys = [score.key for score in headlines(evaluation().scores).values()]
    known = KnownCorruptions.model_validate_json(head("reports/calibration.json"))
    assert detection_table(detected_from(known.corrupted, keys)) in head("README.md").decode()


def test_readme_shows_the_committed_benchmarks_of_recipes() -> None:
    from benchmarks import anchors, following, time_to_quality

    readme = head("README.md").decode()
    assert time_to_quality.table(json.loads(head("benchmarks/time_to_quality.json"))["curves"]) in readme
    assert anchors.table(json.loads(head("benchmarks/anchors.json"))["anchors"]) in readme
    assert following.table(json.loads(head("benchmarks/following.json"))["turns"]) in readme


def test_readme_shows_the_fault_injection_results() -> None:
    from tests.faults.table import table

    results = json.loads(head("benchmarks/faults.json"))
    assert results["minutes"] < 60
    assert [row for row in results["rows"] if row["survived"] < row["tried"]] == []
    assert table(results["rows"]) in head("README.md").decode()


def test_readme_shows_the_committed_speed() -> None:
    from benchmarks.speed import table

    assert table(json.loads(head("benchmarks/speed.json"))) in head("README.md").decode()


def test_readme_shows_how_a_study_scales() -> None:
    from benchmarks.study_scale import table

    assert table(json.loads(head("benchmarks/study_scale.json"))) in head("README.md").decode()
