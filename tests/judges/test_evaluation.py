"""The whole evaluation on a few waves."""

import json

import numpy as np
import pytest

from stages.judges import evaluation, suite
from stages.judges.options import Evaluate
from stages.metrics.suite import METRICS
from stages.waves.law import Law, Range

OPTIONS = Evaluate(n_generated=100, seed=1, judge_waves=120)
LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))


@pytest.fixture(scope="module")
def score(discriminator, two_draws):
    """Scores of generated waves against 200 real ones, with 150 more for the floor."""

    def scored(generated, options=OPTIONS):
        test, reference = two_draws[0][:200], two_draws[1][:150]
        return evaluation.score(options, LAW, discriminator, test=test, reference=reference, generated=generated)

    return scored


@pytest.fixture(scope="module")
def of_noise(score, noise):
    """Scores of 180 noise waves, and what was measured of them."""
    return score(noise[:180])


def test_every_score_has_value_floor_and_facts(of_noise):
    scores, _ = of_noise
    assert list(scores) == [f"{fact.family}/{fact.name}" for fact in (*METRICS, *suite.FACTS)]
    told = ["family", "name", "better", "unit", "bounds", "best", "estimator", "blind_to", "source"]
    for row in scores.values():
        assert sorted(row) == sorted(["value", "floor", *told])
        assert all(type(row[name]) is float and np.isfinite(row[name]) for name in ("value", "floor"))
        assert all(isinstance(row[name], str) for name in told)
    assert json.loads(json.dumps(scores)) == scores


def test_noise_is_far_from_the_floor(of_noise):
    scores, _ = of_noise
    assert (scores["quality/valid_share"]["value"], scores["quality/valid_share"]["floor"]) == (0.0, 1.0)
    assert scores["judge/accuracy"]["value"] > 0.9 > 0.7 > scores["judge/accuracy"]["floor"]


def test_a_generator_of_the_reference_waves_scores_the_floor(score, two_draws):
    scores, _ = score(two_draws[1][:150])
    assert {key: row["value"] for key, row in scores.items()} == {key: row["floor"] for key, row in scores.items()}


def test_the_fresh_judge_takes_no_more_waves_than_there_are(score, noise):
    # 45 generated waves where 120 are asked for: both floor and value come from 45 a side.
    scores, _ = score(noise[:45])
    fewer, _ = score(noise[:45], OPTIONS.model_copy(update={"judge_waves": 45}))
    assert scores == fewer


def test_headlines_are_at_most_eight_numbers(of_noise):
    scores, _ = of_noise
    shown = evaluation.headlines(scores)
    assert 0 < len(shown) <= 8
    assert shown == {name: scores[key]["value"] for name, key in evaluation.HEADLINES.items()}
    assert shown["valid_share"] == 0.0
    assert json.loads(json.dumps(shown)) == shown


def test_measured_waves_are_plain_arrays(of_noise, noise):
    _, sample = of_noise
    arrays = evaluation.measured(sample)
    kinds = {name: (array.dtype.name, array.shape) for name, array in arrays.items()}
    fits = ("amplitude", "centre", "multiplier", "phase", "rms")
    assert kinds == {f"{fit}_{name}": ("float64", (180,)) for fit in ("reference", "free") for name in fits} | {
        "waves": ("float32", (180, 50)),
        "valid": ("bool", (180,)),
        "spectra": ("float64", (180, 26)),
    }
    np.testing.assert_array_equal(arrays["waves"], noise[:180])
    np.testing.assert_array_equal(arrays["free_phase"], sample.free.phase)
    np.testing.assert_array_equal(arrays["reference_rms"], sample.reference.rms)
