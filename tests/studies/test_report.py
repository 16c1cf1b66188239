"""Report and figure of a study."""

from typing import Any

import pytest
from matplotlib.figure import Figure

from sinegan.metrics.baseline import Baseline
from sinegan.schema.headlines import headlines_of
from sinegan.studies import figures, report
from sinegan.studies.statistics import comparisons, summary
from tests.fixtures.reports import cells, tables

HEADLINES = list(headlines_of(has_law=True))

FAILURE = "DivergenceError: nan"
BASELINES = {
    "grid_coverage": Baseline(mean=1.0, sd=0.0, repeats=20),
    "noise_threshold": Baseline(mean=0.0, sd=0.0, repeats=1),
    "ks_phase": Baseline(mean=0.2, sd=0.05, repeats=20),
}


@pytest.fixture
def results() -> dict[str, Any]:
    """Arms whose trials all succeed, sometimes fail, and always fail."""
    values = {"good": [0.9, 0.8, 0.85], "bad": [0.1, 0.2], "failed": []}
    return {
        "study": "test",
        "arms": {name: arm(scores, n_failed=name != "good") for name, scores in values.items()},
        "comparisons": {key: comparisons(values) for key in HEADLINES},
    }


def arm(scores: list[float], *, n_failed: int) -> dict[str, Any]:
    trials = [
        {"seed": seed, "key": "k", "failure": None, "headlines": dict.fromkeys(HEADLINES, score)}
        for seed, score in enumerate(scores)
    ]
    failed = [{"seed": 9, "key": "k", "failure": FAILURE, "headlines": {}}] * n_failed
    headlines = {key: summary(scores) for key in HEADLINES}
    return {"n_configs_tried": 4, "failed": int(n_failed), "trials": trials + failed, "headlines": headlines}


@pytest.fixture
def times(results: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [{"seed": trial["seed"]} | ({} if trial["failure"] else {"train": 12.5}) for trial in arm["trials"]]
        for name, arm in results["arms"].items()
    }


def test_every_arm_and_its_failures_have_a_row(results: dict[str, Any], times: dict[str, Any]) -> None:
    header, good, bad, failed, real = cells(report.short_table(results, times, BASELINES))
    assert header == ["arm", "seeds", *report.COLUMNS, "failed", "training (s)", "tried"]
    assert good == ["good", "3", *["0.85 (0.8 to 0.9)"] * len(report.COLUMNS), "0", "12", "4"]
    assert bad == ["bad", "3", *["0.15 (0.1 to 0.2)"] * len(report.COLUMNS), "1", "12", "4"]
    assert failed == ["failed", "1", *["–"] * len(report.COLUMNS), "1", "–", "4"]
    assert real[:2] == ["*real waves*", ""]
    assert dict(zip(report.COLUMNS, real[2:], strict=False)) == {
        name: {"grid_coverage": "1", "ks_phase": "0.2", "noise_threshold": "0"}.get(name, "–")
        for name in report.COLUMNS
    }


def test_the_report_opens_with_the_short_table_and_the_figure(results: dict[str, Any], times: dict[str, Any]) -> None:
    text = report.report(results, times, {})
    assert text.startswith("# Study `test`\n\nEach row is an arm: ")
    opening = text.partition("\n![")[0]  # what MLflow shows
    assert opening.endswith(f"\n\n{report.short_table(results, times, {})}\n")
    assert text.endswith("|\n")
    assert "\n\n\n" not in text


def test_the_report_has_a_table_per_headline(results: dict[str, Any], times: dict[str, Any]) -> None:
    text = report.report(results, times, {})
    for name in HEADLINES:
        assert text.count(f"\n\n### {name}\n\n|") == 2  # its scores, and its comparisons
    headline_table = tables(text)[1]
    assert headline_table[0][:3] == ["arm", "n", "mean"]
    assert headline_table[1] == ["good", "3", "0.85", "0.05", "[0.726, 0.974]", "0.8", "0.85", "0.9"]
    assert headline_table[3] == ["failed", "0", *["–"] * 6]


def test_the_report_shows_every_trial_and_ties(results: dict[str, Any], times: dict[str, Any]) -> None:
    text = report.report(results, times, {})
    assert text.count(FAILURE) == 2
    trials = tables(text)[-1]
    assert [row[:2] for row in trials[1:]] == [
        *(["good", str(seed)] for seed in range(3)), *(["bad", str(seed)] for seed in (0, 1, 9)), ["failed", "9"],
    ]  # fmt: skip
    assert trials[-1][2:] == [*["–"] * len(report.COLUMNS), "–", FAILURE]
    assert [row[:2] for table in tables(text) for row in table].count(["good - bad", "0.7"]) == len(HEADLINES)
    assert "tie" not in [row[-1] for table in tables(text) for row in table]
    results["comparisons"]["grid_coverage"][0]["differ"] = False
    assert [row[-1] for table in tables(report.report(results, times, {})) for row in table].count("tie") == 1


def test_trials_that_agree_have_no_range() -> None:
    assert report.median(summary([1.0, 1.0, 1.0])) == "1"
    assert report.median(summary([0.1, 0.2, 0.4])) == "0.2 (0.1 to 0.4)"
    assert report.median(summary([0.1, 0.2, 0.4]), spread=False) == "0.2"


def test_the_median_of_an_even_number_of_trainings_is_between_the_middle_two() -> None:
    assert report.median_seconds([{"train": seconds} for seconds in (40.0, 10.0, 30.0, 20.0)]) == "25"
    assert report.median_seconds([{"train": 10.0}, {"failure": FAILURE}]) == "10"


def test_a_study_without_comparisons_has_no_tables_of_them(results: dict[str, Any], times: dict[str, Any]) -> None:
    results["comparisons"] = {key: [] for key in HEADLINES}
    text = report.report(results, times, {})
    assert "difference of means" not in text
    assert "## Comparison of arms" in text


def test_every_seed_is_a_dot(results: dict[str, Any]) -> None:
    figure = figures.strips(results, BASELINES)
    assert isinstance(figure, Figure)
    dots = [len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert dots == [3, 2, 0]
    assert sum("failed" in text.get_text() for text in figure.axes[0].texts) == 2


def test_every_headline_has_a_panel_and_its_baseline(results: dict[str, Any]) -> None:
    figure = figures.strips(results, BASELINES)
    panels = dict(zip(HEADLINES, figure.axes, strict=True))
    assert [axis.get_xlabel().split(":")[0] for axis in figure.axes] == HEADLINES
    dashed = {name: [line for line in axis.lines if line.get_linestyle() == "--"] for name, axis in panels.items()}
    # 0 has no place on a logarithmic axis.
    assert {name for name, lines in dashed.items() if lines} == {"grid_coverage", "ks_phase"}


def test_the_baselines_band_is_two_standard_deviations_wide_to_each_side(results: dict[str, Any]) -> None:
    figure = figures.strips(results, BASELINES)
    bands = {name: axis.patches for name, axis in zip(HEADLINES, figure.axes, strict=True)}
    assert {name for name, patches in bands.items() if patches} == {"ks_phase"}
    left, right = bands["ks_phase"][0].get_extents().transformed(figure.axes[4].transData.inverted()).intervalx
    assert (left, right) == pytest.approx((0.1, 0.3))
