"""Each classifier detects what it should, and does not detect what its description says that it cannot."""

import numpy as np
import pytest

from sinegan.classifiers.cross_fitting import cross_fitted, random_split
from sinegan.classifiers.features import extract
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.measurement.sample import measure
from sinegan.waves.draw import draw, render
from sinegan.waves.law import CENTRE

N, N_POINTS = 200, 50
NAMES = ("logistic_pca", "nearest_neighbour", "boosted_trees", "logistic_features")
DETECTED_BY = {
    "real": (),
    "noise": ("nearest_neighbour", "boosted_trees", "logistic_features"),
    "blurred": ("boosted_trees", "logistic_features"),
    "too large": ("nearest_neighbour", "boosted_trees", "logistic_features"),
    "mode collapse": NAMES,
    "too high": NAMES,
    "narrow frequency range": ("nearest_neighbour", "boosted_trees"),
}
"""The classifiers that detect each corruption."""
each_classifier = pytest.mark.parametrize("classifier", CLASSIFIERS, ids=lambda classifier: classifier.name)


@pytest.fixture(scope="module")
def inputs(law, two_draws, noise, blurred):
    """Of real waves, of others, and of corrupted waves: by name."""
    fresh = draw(law, N, np.random.default_rng(41))
    waves = {
        "test": two_draws[0][:N],
        "real": fresh.waves,
        "noise": noise[:N],
        "blurred": blurred[:N],
        # The standard deviation grows by half, the mean stays.
        "too large": CENTRE + 1.5 * (fresh.waves - CENTRE),
        "mode collapse": np.repeat(fresh.waves[:1], N, axis=0),
        "too high": fresh.waves + 0.05,
        # A fifth of the true range of frequencies, around its middle; each wave by itself is a target sine.
        "narrow frequency range": render(law, fresh.offset, 1.5 + (fresh.multiplier - 1.5) / 5),
    }
    return {name: extract(measure(law, np.asarray(values, np.float32))) for name, values in waves.items()}


def test_names_are_unique():
    assert tuple(classifier.name for classifier in CLASSIFIERS) == NAMES


@each_classifier
def test_descriptions_are_not_empty(classifier):
    assert classifier.looks_at.strip()
    assert classifier.blind_to.strip()


@each_classifier
@pytest.mark.parametrize("corruption", DETECTED_BY)
def test_which_corruptions_it_detects(classifier, corruption, inputs):
    # The accuracy on 400 waves has a standard deviation of 0.025 around chance; 0.6 is four of them away.
    result = cross_fitted(
        classifier,
        inputs["test"],
        inputs[corruption],
        N_POINTS,
        random_split(len(inputs["test"]), np.random.default_rng(3)),
    )
    if classifier.name in DETECTED_BY[corruption]:
        assert min(result.accuracy.value, result.auc) > 0.65
    else:
        assert result.accuracy.value == pytest.approx(0.5, abs=0.1)
        assert result.auc == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    ("name", "corruption"),
    [("boosted_trees", "blurred"), ("logistic_features", "blurred"), ("nearest_neighbour", "noise")],
)
def test_obvious_corruptions_are_detected_in_nearly_every_wave(name, corruption, inputs):
    classifier = CLASSIFIERS[NAMES.index(name)]
    result = cross_fitted(
        classifier,
        inputs["test"],
        inputs[corruption],
        N_POINTS,
        random_split(len(inputs["test"]), np.random.default_rng(3)),
    )
    assert result.accuracy.value > 0.98


def scores(classifier, inputs, test, other="narrow frequency range"):
    """Probabilities of "real" for test rows; by default trained on a difference that takes both waves and features."""
    train = np.concatenate([inputs["test"], inputs[other]])
    return classifier.build(N_POINTS, 5).fit(train, np.repeat([1, 0], N)).predict_proba(test)[:, 1]


@each_classifier
def test_there_is_a_probability_per_wave_which_is_high_for_real(classifier, inputs):
    train = np.concatenate([inputs["test"], inputs["noise"]])
    on_train = scores(classifier, inputs, train, "noise")
    assert on_train.shape == (2 * N,)
    assert on_train.dtype == np.float64
    assert ((on_train >= 0) & (on_train <= 1)).all()
    assert on_train[:N].mean() > 0.5 > on_train[N:].mean()


@each_classifier
def test_scores_are_reproducible(classifier, inputs):
    first, again = (scores(classifier, inputs, inputs["real"]) for _ in range(2))
    np.testing.assert_array_equal(first, again)


@each_classifier
def test_a_score_depends_on_its_wave_alone(classifier, inputs):
    backwards = scores(classifier, inputs, inputs["real"][::-1])
    np.testing.assert_allclose(backwards[::-1], scores(classifier, inputs, inputs["real"]), rtol=1e-9)


@pytest.mark.parametrize(
    ("name", "looks_at"),
    [
        ("logistic_pca", {"waves"}),
        ("nearest_neighbour", {"waves"}),
        ("boosted_trees", {"waves", "features"}),
        ("logistic_features", {"features"}),
    ],
)
def test_it_uses_the_columns_that_it_says(name, looks_at, inputs):
    classifier, real, other = CLASSIFIERS[NAMES.index(name)], inputs["real"], inputs["blurred"]
    before = scores(classifier, inputs, real)
    other_waves, other_features = real.copy(), real.copy()
    other_waves[:, :N_POINTS], other_features[:, N_POINTS:] = other[:, :N_POINTS], other[:, N_POINTS:]
    after = {
        "waves": scores(classifier, inputs, other_waves),
        "features": scores(classifier, inputs, other_features),
    }
    assert {kind for kind, values in after.items() if not np.array_equal(values, before)} == looks_at
