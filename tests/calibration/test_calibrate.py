"""Baselines and the scores of corrupted waves by hand, whatever the order of computation."""

import numpy as np
import pytest

from sinegan.calibration import calibration_sets as sets_module
from sinegan.calibration.calibrate import calibrate
from sinegan.calibration.corruption_grid import CORRUPTIONS
from sinegan.measurement.sample import measure
from sinegan.metrics.baseline import Calibration
from sinegan.metrics.suite import METRICS
from sinegan.runtime.thread_map import parallel_map
from sinegan.waves.draw import draw
from tests.calibration.small_calibration import CLASSIFIER_KEYS, OPTIONS, by_stream, sets_of

NAMES = ("none", "white noise", "mode collapse")
N_SETS = 1 + 4 + 4 + 4  # not corrupted; two corruptions of four strengths; fresh draws


def backwards(work, items):
    """As ``map``, but the last item is computed first."""
    items = list(items)
    return reversed([work(item) for item in reversed(items)])


@pytest.fixture(scope="module")
def three_corruptions():
    kept = tuple(corruption for corruption in CORRUPTIONS if corruption.name in NAMES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sets_module, "CORRUPTIONS", kept)
        yield kept


@pytest.fixture(scope="module")
def calibrated(three_corruptions, quick_classifiers, law, two_draws, training):
    """A calibration, computed by ``parallel_map`` and with its progress reported to ``report``."""

    def calibration(**kwargs):
        return calibrate(law, two_draws[0], two_draws[1], training, OPTIONS, classifiers=quick_classifiers, **kwargs)

    return calibration


@pytest.fixture(scope="module")
def plain(calibrated):
    return calibrated()


def test_every_score_has_a_baseline(plain, law):
    keys = {metric.key(measure(law, draw(law, 100, np.random.default_rng(1)).waves)) for metric in METRICS}
    assert "sample_100/coverage" in keys
    assert set(plain.baselines) == keys | CLASSIFIER_KEYS


@pytest.mark.usefixtures("three_corruptions")
def test_baselines_are_mean_and_standard_deviation_over_the_fresh_draws(plain, calibrator):
    rows = [calibrator.score(entry) for entry in by_stream(sets_of()) if entry.corruption is None]
    assert [bool(CLASSIFIER_KEYS & set(row)) for row in rows] == [True, True, True, False]
    for key, baseline in plain.baselines.items():
        values = [row[key] for row in rows if key in row]
        assert baseline.repeats == len(values) == (3 if key in CLASSIFIER_KEYS else 4)
        mean = sum(values) / len(values)
        sd = np.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))
        assert (baseline.mean, baseline.sd) == pytest.approx((mean, sd), rel=1e-6, abs=1e-9)


def test_corruptions_are_listed_from_weak_to_strong_with_their_scores(plain, calibrator, three_corruptions):
    strongest = {corruption.name: corruption.strengths[-1] for corruption in three_corruptions}
    listed = [(row.name, row.unit, row.strength) for row in plain.corrupted]
    assert listed == [
        (corruption.name, corruption.unit, strength)
        for corruption in three_corruptions
        for strength in corruption.strengths
    ]
    for row, entry in zip(plain.corrupted, by_stream(sets_of()), strict=False):
        expected = calibrator.score(entry)
        assert bool(CLASSIFIER_KEYS & set(row.scores)) == (row.strength == strongest[row.name])
        assert row.scores == {key: pytest.approx(value, rel=1e-6) for key, value in expected.items()}


def test_distances_are_those_of_the_rounded_scores_from_the_rounded_baselines(plain):
    pairs = [
        (distance, plain.baselines[key].distance(row.scores[key]))
        for row in plain.corrupted
        for key, distance in row.distances.items()
    ]
    assert all(distance == expected or (distance is None and np.isinf(expected)) for distance, expected in pairs)
    assert {distance is None for distance, _ in pairs} == {True, False}
    assert all(set(row.distances) == set(row.scores) for row in plain.corrupted)


def scores_at(calibration, name, strength):
    return next(row.scores for row in calibration.corrupted if (row.name, row.strength) == (name, strength))


def test_a_known_corruption_shows_in_its_scores(plain):
    noisy, mode_collapse = scores_at(plain, "white noise", 0.05), scores_at(plain, "mode collapse", 1.0)
    # 0.05 against an amplitude of 0.5: 20 log10(0.5 / sqrt 2 / 0.05) = 17 dB, and a little more, as the fit adapts.
    assert noisy["quality/sinad_db"] == pytest.approx(17, abs=0.5)
    assert mode_collapse["diversity/std_per_point"] == pytest.approx(0, abs=1e-6)
    assert mode_collapse["distribution/grid_coverage"] == 1 / 400
    clean = scores_at(plain, "none", 0.0)
    assert clean["quality/valid_fraction"] == plain.baselines["quality/valid_fraction"].mean == 1.0
    assert set(clean) == set(plain.baselines)


@pytest.mark.parametrize("any_map", [backwards, parallel_map], ids=["backwards", "threads"])
def test_the_order_of_computation_does_not_matter(any_map, calibrated, plain):
    assert calibrated(parallel_map=any_map) == plain


@pytest.mark.usefixtures("three_corruptions")
def test_progress_counts_the_sets(calibrated):
    def same_scores(_work, items):
        return ({"a/b": 1.0} for _ in items)

    reported = []
    calibrated(parallel_map=same_scores, report=lambda done, _: reported.append(done))
    assert reported == list(range(1, N_SETS + 1))
    assert len(sets_of()) == N_SETS


def test_it_fits_its_own_law_and_sizes(plain, law):
    assert plain.fits(law, OPTIONS.sizes, plain.baselines)


def test_it_survives_a_round_trip_through_json(plain):
    assert Calibration.model_validate(plain.model_dump()) == plain
    assert Calibration.model_validate_json(plain.model_dump_json()) == plain


def test_numbers_have_eight_digits(plain):
    for baseline in plain.baselines.values():
        assert baseline.mean == float(f"{baseline.mean:.8g}")
        assert baseline.sd == float(f"{baseline.sd:.8g}")


def test_if_real_waves_have_no_value_there_is_no_baseline(calibrated):
    values = iter([{"a/b": 0.5, "a/c": 1.0}, {"a/b": None, "a/c": 3.0}] * N_SETS)
    calibration = calibrated(parallel_map=lambda _, items: (next(values) for _ in items))
    assert calibration.baselines["a/b"].model_dump() == {"mean": None, "sd": None, "repeats": 4}
    # 1, 3, 1, 3 around 2: four squares of 1, over 3.
    assert calibration.baselines["a/c"].model_dump() == {"mean": 2.0, "sd": pytest.approx(np.sqrt(4 / 3)), "repeats": 4}
