"""Baselines and the scores of corrupted waves by hand, whatever the order of computation."""

from dataclasses import replace

import numpy as np
import pytest

from sinegan.calibration import calibration_sets as sets_module
from sinegan.calibration.calibrate import Calibrator, calibrate
from sinegan.calibration.calibration_sets import CalibrationSet, calibration_sets
from sinegan.calibration.corruption_grid import CORRUPTIONS, Corruption
from sinegan.calibration.corruptions import CleanWaves
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.measurement.sample import measure
from sinegan.metrics.baseline import Calibration
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.suite import METRICS
from sinegan.metrics.suite import evaluate as scores_of
from sinegan.runtime.thread_map import parallel_map
from sinegan.waves.draw import draw

OPTIONS = Calibrate(
    n_waves=200,
    n_pairwise=100,
    n_classifier=60,
    classifier_repeats=3,
    baseline_repeats=4,
    classifier_baseline_repeats=3,
    seed=5,
)
NAMES = ("none", "white noise", "mode collapse")
N_SETS = 1 + 4 + 4 + 4  # not corrupted; two corruptions of four strengths; fresh draws
CLASSIFIER_KEYS = {
    *(f"c2st_60/{classifier.name}_{kind}" for classifier in CLASSIFIERS for kind in ("accuracy", "auc")),
    *("c2st_60/c2st_accuracy", "c2st_60/noise_threshold"),
}


def sets_of(**changes):
    return calibration_sets(OPTIONS.model_copy(update=changes), with_corruptions=True)


def by_stream(sets):
    return sorted(sets, key=lambda entry: entry.stream)


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
def training(law):
    return draw(law, 300, np.random.default_rng(51)).waves


@pytest.fixture(scope="module")
def calibrated(three_corruptions, quick_classifiers, law, two_draws, training):
    """A calibration, computed by ``parallel_map`` and with its progress reported to ``report``."""

    def calibration(**kwargs):
        return calibrate(law, two_draws[0], two_draws[1], training, OPTIONS, classifiers=quick_classifiers, **kwargs)

    return calibration


@pytest.fixture(scope="module")
def plain(calibrated):
    return calibrated()


@pytest.fixture(scope="module")
def calibrator(quick_classifiers, law, two_draws, training):
    real = measure(law, two_draws[0], n_pairwise=100, training=training)
    return Calibrator(real, OPTIONS.sizes, OPTIONS.seed, training.astype(np.float64), quick_classifiers)


@pytest.mark.parametrize(("repeats", "classified"), [(4, 3), (3, 3), (3, 5)])
def test_sets_are_all_corruptions_in_all_strengths_and_all_repeats(repeats, classified):
    options = OPTIONS.model_copy(update={"baseline_repeats": repeats, "classifier_baseline_repeats": classified})
    sets = calibration_sets(options, with_corruptions=True)
    corruptions = [(corruption.name, strength) for corruption in CORRUPTIONS for strength in corruption.strengths]
    listed = [(entry.corruption.name, entry.strength) for entry in by_stream(sets) if entry.corruption]
    assert listed == corruptions
    clean = [entry for entry in sets if entry.corruption is None]
    assert len(clean) == max(repeats, classified)
    assert sum(entry.classified for entry in clean) == classified
    assert [entry.stream for entry in by_stream(sets)] == list(range(len(sets)))


def test_classifiers_are_run_on_the_strongest_of_each_corruption_and_first_of_all():
    sets = sets_of()
    classified = [entry for entry in sets if entry.classified and entry.corruption]
    strongest = {corruption.name: corruption.strengths[-1] for corruption in CORRUPTIONS}
    assert {entry.corruption.name: entry.strength for entry in classified} == strongest
    assert len(classified) == len(CORRUPTIONS)
    assert [entry.classified for entry in sets] == sorted((entry.classified for entry in sets), reverse=True)


def test_more_repeats_leave_the_streams_of_the_others_unchanged():
    fewer, more = ({entry.stream: entry[:3] for entry in sets_of(baseline_repeats=n)} for n in (4, 9))
    assert fewer.items() <= more.items()


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


@pytest.fixture(scope="module")
def record(calibrator):
    """Scores a set whose corruption records its arguments: ``((clean waves, strength), scores)``."""

    def score(**changes):
        calls = []

        def apply(clean, strength):
            calls.append((clean, strength))
            return clean.waves + strength

        entry = CalibrationSet(Corruption("recorded", "", (0.25,), apply), 0.25, False, 77)
        values = replace(calibrator, **changes).score(entry)
        return calls[0], values

    return score


def test_a_corruption_gets_a_fresh_draw_and_the_training_waves(record, training, law):
    (clean, strength), values = record()
    assert strength == 0.25
    assert isinstance(clean, CleanWaves)
    assert (clean.law, len(clean.offset), len(clean.multiplier)) == (law, 200, 200)
    np.testing.assert_array_equal(clean.training, training)
    assert values["quality/centre_error"] == pytest.approx(0.25, abs=1e-6)
    assert not CLASSIFIER_KEYS & set(values)


def test_the_draw_depends_on_the_seed_alone(record):
    (first, _), _ = record()
    (again, _), _ = record()
    (other, _), _ = record(seed=6)
    np.testing.assert_array_equal(first.offset, again.offset)
    assert not np.array_equal(first.offset, other.offset)


def test_waves_are_scored_in_float32_as_generated_ones_are(calibrator):
    # In float64 they would be better sines than real ones, which are in float32.
    perfect = CalibrationSet(None, 0.0, False, 1)
    values = calibrator.score(perfect)
    rng = np.random.default_rng([5, 1])
    fresh = draw(calibrator.real.law, 200, rng).waves
    assert values == scores_of(Comparison(calibrator.real, measure(calibrator.real.law, fresh, n_pairwise=100)))


def test_all_classifiers_are_run_on_a_classified_set(law, two_draws, training):
    real = measure(law, two_draws[0], n_pairwise=100, training=training)
    options = OPTIONS.model_copy(update={"classifier_repeats": 1})
    noise = next(corruption for corruption in CORRUPTIONS if corruption.name == "white noise")
    values = Calibrator(real, options.sizes, options.seed, training.astype(np.float64), CLASSIFIERS).score(
        CalibrationSet(noise, 0.05, True, 12)
    )
    rng = np.random.default_rng([5, 12])
    fresh = draw(law, 200, rng)
    noisy = noise.apply(CleanWaves(law, fresh.offset, fresh.multiplier, training, rng), 0.05).astype(np.float32)
    sample = measure(law, noisy, n_pairwise=100)
    results = c2st.two_sample_tests(real, sample, 12, n=60, repeats=1, classifiers=CLASSIFIERS)
    sigma = noise_threshold.quick_noise_threshold(real.take(slice(60)), sample.take(slice(60)), 12)
    assert values["c2st_60/logistic_features_accuracy"] == results["logistic_features"].accuracy.value > 0.9
    assert values["c2st_60/boosted_trees_auc"] == results["boosted_trees"].auc_interval.value
    assert values["c2st_60/c2st_accuracy"] == max(result.accuracy.value for result in results.values())
    assert values["c2st_60/noise_threshold"] == sigma > 0
    assert set(values) >= CLASSIFIER_KEYS
