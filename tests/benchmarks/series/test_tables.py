"""The tables of the pages on series."""

from typing import Any

import pytest

from benchmarks.series import tables
from tests.fixtures.reports import cells


@pytest.fixture
def entry() -> dict[str, Any]:
    def row(accuracy: float, coverage: float) -> dict[str, float]:
        return {
            "c2st_accuracy": accuracy, "coverage": coverage, "density": 0.9, "seconds": 41.0, "discriminative": 0.0123,
            "discriminative_half_width": 0.004, "predictive": 0.0945, "predictive_half_width": 0.0002,
            "series_cnn_accuracy": accuracy - 0.03, "spectral_distance_db": 4.0,
        }  # fmt: skip

    mean = row(0.5111, 0.94)
    return {
        "made_of": {"name": "series"},
        "baseline": {"mean": mean, "sd": {"c2st_accuracy": 0.0212, "coverage": None}},
        "seeds": {str(seed): row(0.55 + seed / 100, 0.8 + seed / 100) for seed in (0, 1, 5)},
    }


def test_median_range_baseline_and_fraction_of_it(entry: dict[str, Any]) -> None:
    head, *rows = cells(tables.table(entry))
    assert head == ["score", "median of 3 trainings (range)", "baseline: other real series", "of the baseline"]
    by_name = {row[0].split("`")[1]: row for row in rows}
    assert by_name["c2st_accuracy"][1:] == ["0.56 (0.55 to 0.6)", "0.51 ± 0.02", ""]
    assert by_name["coverage"][1:] == ["0.81 (0.8 to 0.85)", "0.94", "0.86"]
    assert by_name["density"][3] == "", "higher is not better"
    assert "recall" not in by_name, "scores that are not there have no row"
    assert next(iter(by_name)) == "c2st_accuracy"


def test_published_scores_stand_beside_those_from_here_and_those_of_real_series(entry: dict[str, Any]) -> None:
    rows = cells(tables.timegan_table(entry))
    assert rows[1] == ["TimeGAN", "0.011 ± 0.008", "0.093 ± 0.019", "", "", "", "published"]
    assert rows[-2] == ["recipe `series`", "0.012", "0.095", "0.56 (0.55 to 0.6)", "0.53 (0.52 to 0.57)", "4", "3 here"]
    assert rows[-1][:2] == ["*real series: one half against the other*", "0.012 ± 0.004"]
    assert rows[-1][3:] == ["0.51 ± 0.02", "0.48", "4", ""]
    assert len({len(row) for row in rows}) == 1


def test_peers_stand_among_ours_by_the_discriminative_score(entry: dict[str, Any]) -> None:
    best, worse = ({**entry["seeds"]["5"], "discriminative": value} for value in (0.001, 0.2))
    peers = {
        "b": {"name": "worse, 60 s", "seeds": {"0": worse}},
        "a": {"name": "best, 60 s", "seeds": {"0": best, "1": best}},
        "c": {"name": "not scored yet", "seeds": {}},
    }
    rows = cells(tables.timegan_table(entry | {"peers": peers}))
    assert [row[0] for row in rows[-4:-1]] == ["best, 60 s", "recipe `series`", "worse, 60 s"]
    assert [row[-1] for row in rows[-4:-1]] == ["2 here", "3 here", "1 here"]


def test_data_sets_without_a_training_are_not_shown(entry: dict[str, Any]) -> None:
    text = tables.overview({"done": entry, "begun": entry | {"seeds": {}}})
    assert text.startswith("done\n\n| score")
    assert "begun" not in text
