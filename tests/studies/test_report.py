"""A study's text and picture."""

from typing import Any

import pytest
from matplotlib.figure import Figure

from sinegan.schema.scores import HEADLINES
from sinegan.studies import figures, report
from sinegan.studies.statistics import comparisons, summary


@pytest.fixture
def results() -> dict[str, Any]:
    values = {"good": [0.9, 0.8, 0.85], "bad": [0.1, 0.2], "dead": []}
    arms = {
        name: {
            "tried": 4,
            "failed": 1 if name != "good" else 0,
            "trials": [{"seed": seed, "key": "k", "failure": None, "headlines": dict.fromkeys(HEADLINES, value)}
                       for seed, value in enumerate(some)]
            + ([{"seed": 9, "key": "k", "failure": "DivergenceError: nan", "headlines": {}}] if name != "good" else []),
            "headlines": {key: summary(some) for key in HEADLINES},
        }
        for name, some in values.items()
    }  # fmt: skip
    return {"study": "test", "arms": arms, "comparisons": {key: comparisons(values) for key in HEADLINES}}


@pytest.fixture
def times(results: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [{"seed": one["seed"]} | ({} if one["failure"] else {"train": 12.5}) for one in arm["trials"]]
        for name, arm in results["arms"].items()
    }


def test_every_arm_and_its_failures_have_a_row(results: dict[str, Any], times: dict[str, Any]) -> None:
    table = report.short_table(results, times, {"coverage": 1.0})
    assert "| good | 3 | 0.85 (0.8 .. 0.9) |" in table
    assert "| bad | 3 | 0.15 (0.1 .. 0.2) |" in table
    assert "| dead | 1 | - | - |" in table
    assert [row.split("|")[-4].strip() for row in table.splitlines()[2:5]] == ["0", "1", "1"]
    assert table.splitlines()[-1].startswith("| *real waves* |")


def test_the_report_shows_every_trial_and_says_tie(results: dict[str, Any], times: dict[str, Any]) -> None:
    text = report.report(results, times, {})
    assert text.count("DivergenceError: nan") == 2
    assert "| good - bad | 0.7 |" in text
    results["comparisons"]["coverage"][0]["differ"] = False
    assert "| tie |" in report.report(results, times, {})


def test_every_seed_is_a_dot(results: dict[str, Any]) -> None:
    figure = figures.strips(results, {"coverage": 1.0, "sigma_star": 0.0})
    assert isinstance(figure, Figure)
    dots = [len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert dots == [3, 2, 0]
    assert sum("failed" in text.get_text() for text in figure.axes[0].texts) == 2
