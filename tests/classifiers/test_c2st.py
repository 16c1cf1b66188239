"""The scores of the classifier two-sample tests."""

import dataclasses

import numpy as np
import pytest
from sklearn.naive_bayes import GaussianNB

from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.cross_fitting import C2STResult, cross_fitted, random_split
from sinegan.classifiers.features import extract
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.suite import METRICS
from tests.fixtures.classifiers import StubClassifier

N_POINTS = 50
NAIVE_BAYES = Classifier("naive_bayes", "each column alone", "patterns over columns", lambda *_: GaussianNB())
INFOS = c2st.infos((*CLASSIFIERS, NAIVE_BAYES))


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.name)
def test_no_info_is_empty(info):
    for name in ("name", "best", "estimator", "blind_to", "source"):
        assert getattr(info, name).strip(), name
    assert info.family == "c2st"
    assert info.bounds[0] < info.bounds[1]


def test_each_classifier_has_accuracy_and_auc_and_all_together_have_two_more_scores():
    names = [f"{classifier.name}_{kind}" for classifier in (*CLASSIFIERS, NAIVE_BAYES) for kind in ("accuracy", "auc")]
    assert [info.name for info in INFOS] == [*names, "c2st_accuracy", "noise_threshold"]
    assert not {("c2st", info.name) for info in INFOS} & {(metric.family, metric.name) for metric in METRICS}


def test_estimates_by_hand():
    n_correct = dict(zip((classifier.name for classifier in CLASSIFIERS), (60, 90, 70, 80), strict=True))
    results = {name: C2STResult(n, 100, n / 200) for name, n in n_correct.items()} | {"extra": C2STResult(99, 100, 1)}
    extra = Classifier("extra", "all", "nothing", CLASSIFIERS[0].build, in_strongest=False)
    values = c2st.estimates(results, Estimate(0.3, 0.2, 0.4), (*CLASSIFIERS, extra))
    assert list(values) == [info.name for info in c2st.infos((*CLASSIFIERS, extra))]
    assert values["logistic_pca_accuracy"] == results["logistic_pca"].accuracy
    assert values["logistic_features_auc"] == results["logistic_features"].auc_interval
    assert values["logistic_features_auc"].value == 0.4
    # The extra one is better but must not count: otherwise the score would change if TensorFlow is present.
    assert values["c2st_accuracy"] == results["nearest_neighbour"].accuracy
    assert values["noise_threshold"] == (0.3, 0.2, 0.4)


class Recorder(StubClassifier):
    """Records the waves that it is trained and tested on."""

    def __init__(self, calls):
        self.calls = calls

    def _train(self, inputs, _labels):
        self.train_ = inputs[:, :N_POINTS]

    def _real(self, inputs):
        self.calls.append((self.train_, inputs[:, :N_POINTS]))
        return inputs[:, :N_POINTS].mean(axis=1)


@pytest.fixture
def recorders():
    """Two classifiers that record their waves, and the list of (training waves, test waves) of each of their calls."""
    calls = []
    return [Classifier(name, "", "", lambda *_: Recorder(calls)) for name in ("first", "second")], calls


def rows_of(waves, sample):
    """Which rows of the sample these waves are; -1 for none."""
    rows = {wave.tobytes(): row for row, wave in enumerate(sample.waves)}
    return [rows.get(wave.tobytes(), -1) for wave in waves]


def as_set(waves):
    return {wave.tobytes() for wave in waves}


def test_repeats_are_on_disjoint_waves(recorders, measured):
    classifiers, calls = recorders
    sides = measured["real"], measured["blurred"]
    results = c2st.two_sample_tests(*sides, 1, n=60, repeats=3, classifiers=classifiers[:1])
    assert results["first"].n_total == 2 * 60 * 3
    for side in sides:
        rows = [row for _, test in calls for row in rows_of(test, side) if row >= 0]
        assert len(rows) == len(set(rows)) == 180
        assert max(rows) > 300  # from the whole set
    for turn in range(3):
        (train, test), (other_train, other_test) = calls[2 * turn : 2 * turn + 2]
        assert as_set(train) == as_set(other_test)
        assert as_set(other_train) == as_set(test)


def test_all_classifiers_get_the_same_waves(recorders, measured):
    classifiers, calls = recorders
    sides = measured["real"], measured["blurred"]
    results = c2st.two_sample_tests(*sides, 1, n=60, repeats=2, classifiers=classifiers)
    assert list(results) == ["first", "second"]
    tested = [{wave for _, test in part for wave in as_set(test)} for part in (calls[:4], calls[4:])]
    assert tested[0] == tested[1]


def test_results_depend_on_the_seed_alone(measured):
    def results(seed):
        sides = measured["real"], measured["noise"]
        return c2st.two_sample_tests(*sides, seed, n=50, repeats=2, classifiers=CLASSIFIERS[:2])

    assert results(3) == results(3)
    assert results(3) != results(4)


def test_the_whole_set_is_used_and_repeats_are_pooled(measured):
    # One classifier and two repeats by hand.
    sides = [extract(measured[name]) for name in ("real", "noise")]
    rng = np.random.default_rng(9)
    rows = [rng.permutation(400).reshape(2, 200) for _ in sides]
    parts = [
        cross_fitted(
            CLASSIFIERS[1], sides[0][rows[0][turn]], sides[1][rows[1][turn]], N_POINTS, random_split(200, rng)
        )
        for turn in (0, 1)
    ]  # fmt: skip
    results = c2st.two_sample_tests(
        measured["real"], measured["noise"], 9, n=200, repeats=2, classifiers=[CLASSIFIERS[1]]
    )
    assert results == {"nearest_neighbour": C2STResult.pooled(parts)}
    assert results["nearest_neighbour"].n_total == 800


def test_any_scikit_learn_classifier_can_be_added(measured):
    classifiers = (CLASSIFIERS[0], NAIVE_BAYES)
    sides = measured["real"], measured["noise"]
    results = c2st.two_sample_tests(*sides, 1, n=100, repeats=2, classifiers=classifiers)
    assert list(results) == ["logistic_pca", "naive_bayes"]
    assert results["naive_bayes"].n_total == 400
    values = c2st.estimates(results, Estimate(0.3, 0.2, 0.4), classifiers)
    assert list(values) == [info.name for info in c2st.infos(classifiers)]
    # The fit's residual separates noise from sines by itself.
    assert values["naive_bayes_accuracy"].value > 0.95
    assert values["c2st_accuracy"] == values["naive_bayes_accuracy"]
    fresh = c2st.two_sample_tests(
        measured["real"], measured["fresh"], 1, n=100, repeats=2, classifiers=[NAIVE_BAYES]
    )  # fmt: skip
    assert fresh["naive_bayes"].accuracy.value == pytest.approx(0.5, abs=0.1)


def test_quick_values_are_those_of_the_estimates_with_the_noise_threshold_by_bisection(measured, quick_classifiers):
    real, noisy = measured["real"], measured["blurred"]
    values = c2st.quick_values(Comparison(real, noisy), 3, n=60, repeats=2, classifiers=quick_classifiers)
    results = c2st.two_sample_tests(real, noisy, 3, n=60, repeats=2, classifiers=quick_classifiers)
    subset = (side.take(slice(60)) for side in (real, noisy))
    sigma = noise_threshold.quick_noise_threshold(*subset, 3, classifiers=quick_classifiers)
    estimates = c2st.estimates(results, Estimate(sigma, sigma, sigma), quick_classifiers)
    assert values == {f"c2st_60/{name}": value.value for name, value in estimates.items()}
    assert values["c2st_60/noise_threshold"] == sigma > 0


def test_the_noise_threshold_says_which_classifiers_it_leaves_out() -> None:
    slow = dataclasses.replace(CLASSIFIERS[0], name="slow", in_threshold=False)
    plain, without = (
        next(info for info in c2st.infos(some) if info.name == "noise_threshold")
        for some in (CLASSIFIERS, (*CLASSIFIERS, slow))
    )
    assert "the strongest classifier below 55 %" in plain.estimator
    assert "the strongest classifier (without slow) below 55 %" in without.estimator
