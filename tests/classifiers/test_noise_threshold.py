"""The noise threshold: on invented curves by hand, and on noise of known size."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sinegan.classifiers import noise_threshold as threshold_module
from sinegan.classifiers.cross_fitting import C2STResult, cross_fitted, random_split, score_predictions
from sinegan.classifiers.features import extract
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.classifiers.noise_threshold import (
    CHANCE_ACCURACY,
    LEVELS,
    chance_limit,
    noise_threshold,
    quick_noise_threshold,
    strongest,
    sweep,
    with_noise,
)
from sinegan.measurement.sample import measure

N_TOTAL = 10_000
WITHOUT_TREES = tuple(classifier for classifier in CLASSIFIERS if classifier.name != "boosted_trees")
"""Those that take little time."""


def result(accuracy):
    return C2STResult(round(accuracy * N_TOTAL), N_TOTAL, 0.5)


def curve(*accuracies, then=0.5):
    """The results of a single classifier level by level; `then` on all further levels."""
    return {
        level: {"only": result(accuracies[at] if at < len(accuracies) else then)} for at, level in enumerate(LEVELS)
    }


def test_levels_double_from_a_two_thousandth_to_33():
    assert LEVELS[:3] == (0.0, 0.0005, 0.001)
    assert LEVELS[-1] == pytest.approx(32.768)
    assert all(upper == 2 * lower for lower, upper in pairwise(LEVELS[1:]))


def test_if_no_noise_is_needed_it_is_0():
    assert noise_threshold(curve()) == (0.0, 0.0, 0.0)


def test_if_no_noise_suffices_it_is_the_last_level():
    assert noise_threshold(curve(then=1.0)) == (LEVELS[-1],) * 3


def test_between_two_levels_it_is_interpolated_in_log_sigma():
    # From 0.65 at 0.004 (the fifth level) to 0.45 at 0.008, 0.55 lies half way: 0.004 * sqrt 2.
    assert LEVELS[4] == 0.004
    assert noise_threshold(curve(1, 1, 1, 1, 0.65, 0.45)).value == pytest.approx(0.004 * np.sqrt(2))
    # From 0.58 to 0.46 a quarter of the way.
    assert noise_threshold(curve(1, 1, 1, 1, 0.58, 0.46)).value == pytest.approx(0.004 * 2**0.25)


def test_below_the_first_level_it_is_interpolated_in_sigma():
    # From 0.75 without noise to 0.5 at 0.0005: 0.2 / 0.25 of the way.
    assert noise_threshold(curve(0.75)).value == pytest.approx(0.8 * 0.0005)


def test_at_55_percent_a_classifier_is_not_yet_guessing():
    assert noise_threshold(curve(1, CHANCE_ACCURACY, 0.5)).value == pytest.approx(LEVELS[1])
    assert noise_threshold(curve(CHANCE_ACCURACY - 1 / N_TOTAL)).value == 0.0


def test_the_ends_of_the_interval_are_those_of_the_accuracies():
    # At 0.55 of 10,000 the interval is +- 0.01: its lower end crosses the limit a level earlier, its upper one later.
    by_level = curve(1, 1, 0.65, 0.555, 0.545, 0.45)
    threshold = noise_threshold(by_level)
    for end, field, at in ((threshold.low, "low", 2), (threshold.value, "value", 3), (threshold.high, "high", 4)):
        above, below = (getattr(by_level[LEVELS[level]]["only"].accuracy, field) for level in (at, at + 1))
        assert below < CHANCE_ACCURACY <= above
        assert end == pytest.approx(LEVELS[at] * 2 ** ((above - CHANCE_ACCURACY) / (above - below)))
    assert threshold.low < threshold.value < threshold.high


def test_the_ends_are_in_order_whatever_the_curve(rng):
    for _ in range(300):
        threshold = noise_threshold(curve(*rng.uniform(0.45, 0.7, len(LEVELS))))
        assert LEVELS[0] <= threshold.low <= threshold.value <= threshold.high <= LEVELS[-1]


def test_the_strongest_classifier_counts_at_each_level():
    assert strongest({"a": result(0.6), "b": result(0.7), "c": result(0.5)}) == result(0.7)
    curves = {level: {"early": result(0.5), "late": result(0.5)} for level in LEVELS}
    curves[LEVELS[0]]["early"], curves[LEVELS[1]]["late"] = result(0.9), result(0.7)
    # 0.7 at the first level, by the other classifier; 0.5 at the second: three quarters of the way.
    assert noise_threshold(curves).value == pytest.approx(LEVELS[1] * 2**0.75)


def in_blocks(*right, per_block=500):
    """The result on blocks whose windows agree: the fraction of each block that is right; half of the others are."""
    block = np.repeat(np.arange(len(right)), per_block)
    real = np.concatenate([np.arange(per_block) < round(fraction * per_block) for fraction in right])
    return score_predictions(real.astype(float), np.arange(len(real)) % 2.0, block=block)


def test_windows_of_blocks_count_as_their_effective_number():
    # Ten blocks, of which seven are right: an accuracy of 0.6, which few blocks give by chance.
    agreeing, varied = in_blocks(*[1] * 7, *[0] * 3), in_blocks(*[0.7] * 10)
    assert agreeing.accuracy.value == varied.accuracy.value == 0.6
    n = agreeing.clusters.n_predictions(0.6)
    assert n < 100
    assert chance_limit(agreeing) == pytest.approx(0.5 + 1.5 / np.sqrt(n))
    assert chance_limit(varied) == chance_limit(varied._replace(clusters=None)) == CHANCE_ACCURACY
    assert noise_threshold({level: {"only": varied} for level in LEVELS}).value == LEVELS[-1]
    assert noise_threshold({level: {"only": agreeing} for level in LEVELS}).value == 0.0


def test_each_level_has_its_own_limit_and_bisection_has_the_same(monkeypatch):
    # Without noise all are right, with some of it as many as by chance: the limits are 0.55 and more.
    results = [in_blocks(*[1] * 10), in_blocks(*[1] * 9, 0), *[in_blocks(*[1] * 6, *[0] * 4)] * (len(LEVELS) - 2)]
    by_level = {level: {"only": found} for level, found in zip(LEVELS, results, strict=True)}
    limits = [chance_limit(found) for found in results]
    assert limits[0] == CHANCE_ACCURACY < limits[1] < 0.7 < limits[2]
    threshold = noise_threshold(by_level)
    # Straight lines from 0.7 to 0.55 and between the limits of both levels cross there.
    share = np.log2(threshold.value / LEVELS[1])
    assert 0.7 + share * (0.55 - 0.7) == pytest.approx(limits[1] + share * (limits[2] - limits[1]))
    monkeypatch.setattr(threshold_module, "with_noise", lambda _real, _generated, _seed, level, **_: by_level[level])
    assert quick_noise_threshold(None, None, 0) == threshold.value


@pytest.fixture(scope="module")
def subset(measured):
    return {name: sample.take(slice(60)) for name, sample in measured.items()}


@pytest.mark.parametrize(("name", "seed"), [("blurred", 1), ("noise", 2)])
def test_bisection_agrees_with_the_full_sweep(name, seed, subset):
    sides = subset["real"], subset[name]
    swept = noise_threshold({level: task() for level, task in sweep(*sides, seed, classifiers=WITHOUT_TREES).items()})
    assert quick_noise_threshold(*sides, seed, classifiers=WITHOUT_TREES) == swept.value
    assert swept.low <= swept.value <= swept.high


def test_bisection_needs_few_levels(monkeypatch, subset):
    levels = []

    def scripted(real, generated, seed, level, classifiers):
        levels.append(level)
        return {"only": result(0.9 if level < 0.03 else 0.5)}

    monkeypatch.setattr(threshold_module, "with_noise", scripted)
    # 0.9 at 0.016, 0.5 at 0.032: 0.35 / 0.4 of the way.
    assert quick_noise_threshold(subset["real"], subset["fresh"], 1) == pytest.approx(0.016 * 2**0.875)
    assert len(set(levels)) <= 7  # both ends, and log2 of 17


def test_a_sweep_has_a_task_for_each_level_in_order(monkeypatch, subset):
    monkeypatch.setattr(threshold_module, "with_noise", lambda *args, **_classifiers: args)
    tasks = sweep(subset["real"], subset["blurred"], 9)
    assert list(tasks) == list(LEVELS)
    assert {level: task() for level, task in tasks.items()} == {
        level: (subset["real"], subset["blurred"], 9, level) for level in LEVELS
    }


def test_waves_without_noise_are_not_measured_again(monkeypatch, subset):
    expected = with_noise(subset["real"], subset["blurred"], 4, 0.0, classifiers=[CLASSIFIERS[0]])
    monkeypatch.setattr(threshold_module, "measure", None)
    assert with_noise(subset["real"], subset["blurred"], 4, 0.0, classifiers=[CLASSIFIERS[0]]) == expected


def test_if_no_level_hides_the_difference_the_threshold_is_the_last(monkeypatch, subset):
    monkeypatch.setattr(threshold_module, "with_noise", lambda *_args, **_classifiers: {"only": result(0.9)})
    assert quick_noise_threshold(subset["real"], subset["fresh"], 1) == LEVELS[-1]


@pytest.mark.parametrize("level", [0.0, 0.25])
def test_noise_of_that_standard_deviation_is_added_to_both_sides(law, level, subset):
    classifier = CLASSIFIERS[0]
    rng = np.random.default_rng([4, 0])
    sides = [subset[name].waves + level * rng.standard_normal((60, 50)) for name in ("real", "blurred")]
    inputs = [extract(measure(law, waves)) for waves in sides]
    expected = cross_fitted(classifier, *inputs, 50, random_split(60, np.random.default_rng([4, 1])))
    results = with_noise(subset["real"], subset["blurred"], 4, level, classifiers=[classifier])
    assert results == {"logistic_pca": expected}


def test_all_classifiers_are_run_and_none_depends_on_the_others(subset):
    sides = subset["real"], subset["noise"]
    results = with_noise(*sides, 1, 0.01)
    assert list(results) == [classifier.name for classifier in CLASSIFIERS]
    assert all(result.n_total == 120 for result in results.values())
    alone = with_noise(*sides, 1, 0.01, classifiers=[CLASSIFIERS[0]])
    assert CLASSIFIERS[0].name == "logistic_pca"
    assert results["logistic_pca"] == alone["logistic_pca"]


def test_classifiers_outside_the_strongest_are_not_run(subset):
    outside = replace(CLASSIFIERS[0], name="outside", in_strongest=False)
    results = with_noise(subset["real"], subset["noise"], 1, 0.01, classifiers=[*CLASSIFIERS[:2], outside])
    assert list(results) == ["logistic_pca", "nearest_neighbour"]


@pytest.mark.parametrize("rms", [0.003, 0.01])
def test_white_noise_of_known_rms_is_hidden_by_about_4_and_a_half_times_as_much(law, rms, measured):
    # With 400 waves per side; with fewer waves classifiers are weaker, and less noise is needed.
    noisy = measured["fresh"].waves + rms * np.random.default_rng(44).standard_normal((400, 50))
    generated = measure(law, noisy.astype(np.float32))
    threshold = quick_noise_threshold(measured["real"], generated, 0, classifiers=WITHOUT_TREES)
    assert 4.5 / 2 < threshold / rms < 4.5 * 2


def test_real_waves_need_no_noise(measured):
    assert quick_noise_threshold(measured["real"], measured["fresh"], 0, classifiers=WITHOUT_TREES) == 0.0
