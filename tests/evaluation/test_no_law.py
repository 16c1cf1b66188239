"""Scorecard and calibration of waves of which no law is known."""

import numpy as np
import pytest

from sinegan.calibration.calibrate import calibrate, steps
from sinegan.calibration.options import Calibrate
from sinegan.evaluation import figure_data
from sinegan.evaluation.scorecard import Scorecard, evaluate
from sinegan.metrics.floors import Calibration
from sinegan.metrics.suite import METRICS
from sinegan.reporting.figure_names import needed
from sinegan.schema.scores import headline_values
from sinegan.waves.draw import WaveSet
from sinegan.waves.law import Axis
from tests.made_scores import by_key

AXIS = Axis(n_points=30, step=1.0)
OF_LAW = {f"{metric.family}{'_100' if metric.few else ''}/{metric.name}" for metric in METRICS if metric.of_law}
OPTIONS = Calibrate(
    n_waves=200, n_few=100, n_judged=60, judge_repeats=2, floor_repeats=4, judge_floor_repeats=3, seed=5
)


@pytest.fixture(scope="module")
def walks() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(71)
    found = (rng.normal(0, 0.05, (5, 200, AXIS.n_points)).cumsum(axis=2) + 0.5).astype(np.float32)
    return dict(zip(("pool", "test", "reference", "good", "bad"), found, strict=True)) | {"bad": 0.2 * found[4] + 0.4}


@pytest.fixture(scope="module")
def quick_ladder():
    """The first two judges as they are: those of the law's residuals would have none to look at."""
    from sinegan.classifiers.models import LADDER

    return LADDER[:2]


@pytest.fixture(scope="module")
def calibrated(walks, quick_ladder) -> Calibration:
    told = []
    found = calibrate(
        AXIS, walks["test"], walks["reference"], walks["pool"], OPTIONS,
        ladder=quick_ladder, report=lambda done, _: told.append(done),
    )  # fmt: skip
    assert told[-1] == steps(AXIS, OPTIONS) == OPTIONS.floor_repeats
    return found


@pytest.fixture(scope="module")
def scored(walks, calibrated, quick_ladder):
    def card(name: str, **how) -> Scorecard:
        given = {"training": walks["pool"], "calibration": calibrated, "ladder": quick_ladder} | how
        return evaluate(walks["test"], walks[name], AXIS, 1, **given)

    return card


@pytest.fixture(scope="module")
def good(scored) -> Scorecard:
    return scored("good")


def test_a_calibration_has_floors_of_what_needs_no_law_and_no_faults(calibrated):
    assert calibrated.impaired == []
    assert calibrated.law == AXIS
    assert {key for key, floor in calibrated.floors.items() if floor.mean is None} == OF_LAW
    known = [floor for floor in calibrated.floors.values() if floor.mean is not None]
    assert {floor.repeats for floor in known} == {3, 4}
    assert Calibration.model_validate_json(calibrated.model_dump_json()) == calibrated


def test_each_repeat_parts_the_waves_anew(calibrated):
    assert calibrated.floors["spectrum/log_spectral_distance"].sd > 0


def test_scores_of_the_law_say_that_there_is_none(good):
    without = {key for key, row in by_key(good.scores).items() if row.missing == "no law"}
    assert without == OF_LAW
    for key, row in by_key(good.scores).items():
        assert (row.value is None) == (key in without), key
        assert not (key in without and row.flagged)


def test_good_waves_pass_and_bad_ones_are_flagged(good, scored):
    bad, fine = by_key(scored("bad").scores), by_key(good.scores)
    assert not fine["spectrum/log_spectral_distance"].flagged
    assert bad["spectrum/log_spectral_distance"].flagged
    assert bad["variety/spread_per_point"].flagged
    assert bad["judge_60/strongest_accuracy"].value > 0.7 > fine["judge_60/strongest_accuracy"].value


def test_headlines_are_there_with_and_without_value(good):
    values = headline_values(good.scores)
    known = {name for name, value in values.items() if value is not None}
    assert known == {"nearer_to_training", "judge_accuracy", "sigma_star"}
    assert good.effective_bits is None


def test_without_a_calibration_there_is_no_floor(scored):
    rows = scored("good", calibration=None).scores
    assert {row.floor for row in rows} == {None}
    assert {row.flagged for row in rows} == {None}


def test_pictures_need_no_fits(good, walks):
    arrays = figure_data.arrays(good, WaveSet(walks["test"]), WaveSet(walks["reference"]))
    assert set(arrays) == set(needed(of_law=False))
