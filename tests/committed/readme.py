"""The README's tables are those of the committed results."""

import json
import re

from tests.committed.at_head import evaluation, head
from tests.made_scores import by_key


def test_readme_shows_the_committed_scores() -> None:
    from sinegan.reporting.report import floor, number

    scores = by_key(evaluation().scores)
    rows = re.findall(
        r"\| `([a-z_0-9]+/[a-z0-9_]+)`[^|]*\| ([^|]+) \| ([^|]+) \| (?:higher|lower|near the floor) \|",
        head("README.md").decode(),
    )
    assert len(rows) >= 8
    for key, value, floor_shown in rows:
        assert (value.strip(), floor_shown.strip()) == (number(scores[key].value), floor(scores[key])), key


def test_readme_shows_the_committed_comparison_of_pool_and_fresh_waves() -> None:
    from benchmarks.fresh_or_pool import table

    assert table(json.loads(head("benchmarks/fresh_or_pool.json"))) in head("README.md").decode()


def test_readme_shows_what_the_committed_headlines_see() -> None:
    from sinegan.reporting.detection import KnownFaults, detected_from
    from sinegan.reporting.report import seen_table
    from sinegan.schema.scores import headlines

    keys = [score.key for score in headlines(evaluation().scores).values()]
    known = KnownFaults.model_validate_json(head("reports/calibration.json"))
    assert seen_table(detected_from(known.impaired, keys)) in head("README.md").decode()


def test_readme_shows_the_committed_benchmarks_of_recipes() -> None:
    from benchmarks import anchors, following, time_to_quality

    readme = head("README.md").decode()
    assert time_to_quality.table(json.loads(head("benchmarks/time_to_quality.json"))["curves"]) in readme
    assert anchors.table(json.loads(head("benchmarks/anchors.json"))["anchors"]) in readme
    assert following.table(json.loads(head("benchmarks/following.json"))["turns"]) in readme


def test_readme_shows_the_faults_that_were_survived() -> None:
    from tests.faults.told import table

    found = json.loads(head("benchmarks/faults.json"))
    assert found["minutes"] < 60
    assert [row for row in found["rows"] if row["survived"] < row["tried"]] == []
    assert table(found["rows"]) in head("README.md").decode()


def test_readme_shows_the_committed_speed() -> None:
    from benchmarks.speed import table

    assert table(json.loads(head("benchmarks/speed.json"))) in head("README.md").decode()


def test_readme_shows_how_a_study_scales() -> None:
    from benchmarks.study_scale import table

    assert table(json.loads(head("benchmarks/study_scale.json"))) in head("README.md").decode()
