"""What a set is scored on: a fresh draw by its stream, corrupted, in float32."""

from dataclasses import replace

import numpy as np
import pytest

from sinegan.calibration.calibrate import Calibrator
from sinegan.calibration.calibration_sets import CalibrationSet
from sinegan.calibration.corruption_grid import CORRUPTIONS, Corruption
from sinegan.calibration.corruptions import CleanWaves
from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.measurement.sample import measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.suite import evaluate as scores_of
from sinegan.waves.draw import draw
from tests.calibration.small_calibration import CLASSIFIER_KEYS, OPTIONS


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
