"""Scorecard and calibration of waves whose distribution is unknown."""

import numpy as np
import pytest

from sinegan.calibration.calibrate import calibrate, steps
from sinegan.calibration.options import Calibrate
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.evaluation import figure_data
from sinegan.evaluation.scorecard import Scorecard, evaluate
from sinegan.metrics.baseline import Calibration
from sinegan.metrics.suite import METRICS
from sinegan.reporting.figure_names import needed
from sinegan.schema.headlines import headlines_of
from sinegan.schema.scores import headline_values
from sinegan.waves.draw import WaveSet
from sinegan.waves.law import SamplingGrid
from tests.fixtures.scores import by_key

GRID = SamplingGrid(n_points=30, step=1.0)
REQUIRE_LAW = {
    f"{metric.family}{'_100' if metric.pairwise else ''}/{metric.name}" for metric in METRICS if metric.requires_law
}
OPTIONS = Calibrate(
    n_waves=200,
    n_pairwise=100,
    n_classifier=60,
    classifier_repeats=2,
    baseline_repeats=4,
    classifier_baseline_repeats=3,
    seed=5,
)


@pytest.fixture(scope="module")
def walks() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(71)
    sets = (rng.normal(0, 0.05, (5, 200, GRID.n_points)).cumsum(axis=2) + 0.5).astype(np.float32)
    return dict(zip(("pool", "test", "reference", "good", "bad"), sets, strict=True)) | {"bad": 0.2 * sets[4] + 0.4}


@pytest.fixture(scope="module")
def quick_classifiers():
    """The first two as they are: the usual fast one needs residuals of sine fits, and nothing is fitted here."""
    return CLASSIFIERS[:2]


@pytest.fixture(scope="module")
def calibrated(walks, quick_classifiers) -> Calibration:
    reported = []
    calibration = calibrate(
        GRID, walks["test"], walks["reference"], walks["pool"], OPTIONS,
        classifiers=quick_classifiers, report=lambda done, _: reported.append(done),
    )  # fmt: skip
    assert reported[-1] == steps(GRID, OPTIONS) == OPTIONS.baseline_repeats
    return calibration


@pytest.fixture(scope="module")
def scored(walks, calibrated, quick_classifiers):
    def card(name: str, **changes) -> Scorecard:
        kwargs = {"training": walks["pool"], "calibration": calibrated, "classifiers": quick_classifiers} | changes
        return evaluate(walks["test"], walks[name], GRID, 1, **kwargs)

    return card


@pytest.fixture(scope="module")
def good(scored) -> Scorecard:
    return scored("good")


def test_a_calibration_has_baselines_of_scores_that_need_no_law_and_no_corruptions(calibrated):
    assert calibrated.corrupted == []
    assert calibrated.law == GRID
    assert {key for key, baseline in calibrated.baselines.items() if baseline.mean is None} == REQUIRE_LAW
    with_value = [baseline for baseline in calibrated.baselines.values() if baseline.mean is not None]
    assert {baseline.repeats for baseline in with_value} == {3, 4}
    assert Calibration.model_validate_json(calibrated.model_dump_json()) == calibrated


def test_each_repeat_splits_the_waves_again(calibrated):
    assert calibrated.baselines["spectrum/spectral_distance_db"].sd > 0


def test_scores_that_require_the_law_say_that_they_are_not_applicable(good):
    without = {key for key, row in by_key(good.scores).items() if row.missing == "not applicable"}
    assert without == REQUIRE_LAW
    for key, row in by_key(good.scores).items():
        assert (row.value is None) == (key in without), key
        assert not (key in without and row.flagged)


def test_good_waves_pass_and_bad_ones_are_flagged(good, scored):
    bad, fine = by_key(scored("bad").scores), by_key(good.scores)
    assert not fine["spectrum/spectral_distance_db"].flagged
    assert bad["spectrum/spectral_distance_db"].flagged
    assert bad["diversity/std_per_point"].flagged
    assert bad["c2st_60/c2st_accuracy"].value > 0.7 > fine["c2st_60/c2st_accuracy"].value


def test_all_headlines_of_series_have_a_value_and_no_others_are_there(good):
    values = headline_values(good.scores)
    assert list(values) == list(headlines_of(has_law=False))
    assert None not in values.values()
    assert good.effective_bits is None


def test_without_a_calibration_there_is_no_baseline(scored):
    rows = scored("good", calibration=None).scores
    assert {row.baseline for row in rows} == {None}
    assert {row.flagged for row in rows} == {None}


def test_figures_need_no_fits(good, walks):
    arrays = figure_data.arrays(good, WaveSet(walks["test"]), WaveSet(walks["reference"]))
    assert set(arrays) == set(needed(requires_law=False))
