"""The article's discriminator, trained from scratch as a classifier."""

from concurrent.futures import ThreadPoolExecutor

import keras
import numpy as np
import pytest
from scipy import special
from sklearn.base import clone

from sinegan.classifiers import conv_net
from sinegan.classifiers.cross_fitting import cross_fitted, random_split
from sinegan.classifiers.features import extract
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.measurement.sample import measure

pytestmark = pytest.mark.trains

N, N_POINTS = 200, 50


@pytest.fixture(scope="module")
def classifier():
    return conv_net.conv_classifier(N_POINTS)


def network_of(estimator):
    """The network that the estimator used last."""
    with estimator.networks.acquire() as network:
        return network


@pytest.fixture(scope="module")
def inputs(law, two_draws):
    """Of 200 real waves, of 200 more, and of 200 with white noise of 0.1."""
    noisy = two_draws[1][:N] + 0.1 * np.random.default_rng(42).standard_normal((N, N_POINTS))
    waves = {"real": two_draws[0][:N], "fresh": two_draws[1][N:], "noisy": noisy.astype(np.float32)}
    return {name: extract(measure(law, values)) for name, values in waves.items()}


@pytest.fixture(scope="module")
def test_inputs(inputs):
    """48 real waves and 48 noisy ones."""
    return np.concatenate([inputs["fresh"][:48], inputs["noisy"][100:148]])


def fitted(classifier, inputs, seed):
    """An estimator trained on a few other waves."""
    train = np.concatenate([inputs["real"][:48], inputs["noisy"][:48]])
    return classifier.build(N_POINTS, seed).fit(train, np.repeat([1, 0], 48))


def probabilities(classifier, inputs, test_inputs, seed):
    """Of "real", for each test wave."""
    return fitted(classifier, inputs, seed).predict_proba(test_inputs)[:, 1]


def test_it_has_its_own_name_and_does_not_count_for_the_strongest(classifier):
    assert classifier.name == "article_cnn"
    assert classifier.name not in {other.name for other in CLASSIFIERS}
    assert not classifier.in_strongest
    assert classifier.looks_at.strip()
    assert classifier.blind_to.strip()


def test_it_separates_noise_of_a_tenth_from_real_waves(classifier, inputs):
    result = cross_fitted(
        classifier,
        inputs["real"],
        inputs["noisy"],
        N_POINTS,
        random_split(len(inputs["real"]), np.random.default_rng(3)),
    )
    assert result.accuracy.value > 0.85
    assert result.auc > 0.9


def test_it_guesses_between_two_real_draws(classifier, inputs):
    result = cross_fitted(
        classifier,
        inputs["real"],
        inputs["fresh"],
        N_POINTS,
        random_split(len(inputs["real"]), np.random.default_rng(3)),
    )
    assert result.accuracy.value == pytest.approx(0.5, abs=0.1)


def test_there_is_a_probability_per_side_and_wave(classifier, inputs, test_inputs):
    estimator = fitted(classifier, inputs, 1)
    values = estimator.predict_proba(test_inputs)
    assert estimator.classes_.tolist() == [0, 1]
    assert values.shape == (96, 2)
    assert values.dtype == np.float64
    assert ((values > 0) & (values < 1)).all()
    np.testing.assert_allclose(values.sum(axis=1), 1)
    assert len(set(values[:, 1])) > 90


def test_the_result_depends_on_the_seed_and_not_on_earlier_training(classifier, inputs, test_inputs):
    first = probabilities(classifier, inputs, test_inputs, 7)
    other = probabilities(classifier, inputs, test_inputs, 8)
    classifier.build(N_POINTS, 9).fit(inputs["fresh"], np.arange(N) % 2)
    np.testing.assert_array_equal(probabilities(classifier, inputs, test_inputs, 7), first)
    np.testing.assert_array_equal(probabilities(conv_net.conv_classifier(N_POINTS), inputs, test_inputs, 7), first)
    assert not np.allclose(other, first)


def test_each_estimator_keeps_its_weights(classifier, inputs, test_inputs):
    estimator = fitted(classifier, inputs, 7)
    before = estimator.predict_proba(test_inputs)
    fitted(classifier, inputs, 8).predict_proba(test_inputs)
    np.testing.assert_array_equal(estimator.predict_proba(test_inputs), before)


def test_only_the_wave_columns_are_used(classifier, inputs, test_inputs):
    estimator = fitted(classifier, inputs, 7)
    without_features, without_waves = test_inputs.copy(), test_inputs.copy()
    without_features[:, N_POINTS:], without_waves[:, :N_POINTS] = 0, 0
    before = estimator.predict_proba(test_inputs)
    np.testing.assert_array_equal(estimator.predict_proba(without_features), before)
    assert not np.array_equal(estimator.predict_proba(without_waves), before)


def test_two_callers_at_once_do_not_disturb_each_other(classifier, inputs, test_inputs):
    seeds = [1, 2, 1, 2]
    with ThreadPoolExecutor(2) as pool:
        at_once = list(pool.map(lambda seed: probabilities(classifier, inputs, test_inputs, seed), seeds))
    for seed, values in zip(seeds, at_once, strict=True):
        np.testing.assert_array_equal(values, probabilities(classifier, inputs, test_inputs, seed))


def test_the_network_is_the_articles(classifier):
    model = network_of(classifier.build(N_POINTS, 1))._model
    # Convolution 5 * 50 + 50; 46 positions of 50 channels to 50 units, 2300 * 50 + 50; two units, 50 * 2 + 2.
    assert model.count_params() == 300 + 115_050 + 102 == 115_452
    convolution, dropout, _, dense, logits = model.layers[1:]
    assert (convolution.filters, convolution.kernel_size) == (50, (5,))
    assert dropout.rate == 0.25
    assert [layer.activation.__name__ for layer in (convolution, dense, logits)] == ["relu", "linear", "linear"]


def test_the_probability_of_real_is_the_second_units_softmax(classifier, inputs, test_inputs):
    estimator = fitted(classifier, inputs, 3)
    values = estimator.predict_proba(test_inputs)
    model = network_of(estimator)._model  # with the weights of the last prediction
    logits = model(test_inputs[:, :N_POINTS].astype(np.float32)).numpy().astype(np.float64)
    np.testing.assert_allclose(values, special.softmax(logits, axis=1), rtol=1e-6)


def test_one_step_is_adams_on_both_units_cross_entropy(inputs):
    # At most one batch of waves makes one step per pass; without dropout, Keras itself does the same.
    network = network_of(conv_net.conv_classifier(N_POINTS).build(N_POINTS, 0))
    network._dropout.rate = 0.0
    network._reset(np.random.default_rng(0))
    waves = np.concatenate([inputs[name][:12, :N_POINTS] for name in ("real", "noisy")]).astype(np.float32)
    targets = np.repeat([[0, 1], [1, 0]], 12, axis=0).astype(np.float32)  # generated?, real?
    twin = keras.models.clone_model(network._model)
    twin.set_weights(network._model.get_weights())
    twin.compile(keras.optimizers.Adam(1e-3), keras.losses.BinaryCrossentropy(from_logits=True))
    twin.train_on_batch(waves, targets)
    network._one_pass(waves, 1 - 2 * targets)
    for weights, expected in zip(network._model.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(weights, expected, atol=2e-6)


def test_new_weights_have_keras_default_distributions(classifier):
    network = network_of(classifier.build(N_POINTS, 0))
    network._reset(np.random.default_rng(5))
    weights = network._model.get_weights()
    kernels, biases = weights[::2], weights[1::2]
    assert not any(bias.any() for bias in biases)
    # Glorot's uniform limit sqrt(6 / (in + out)); of a convolution, 5 points times 1 channel in, 5 times 50 out.
    for kernel, total in zip(kernels, (5 + 250, 2300 + 50, 50 + 2), strict=True):
        limit = np.sqrt(6 / total)
        assert 0.9 * limit < np.abs(kernel).max() <= limit


def test_short_waves_have_a_smaller_network():
    inputs = np.concatenate([np.random.default_rng(43).random((40, 8)), np.zeros((40, 9))], axis=1)
    estimator = conv_net.conv_classifier(8).build(8, 1).fit(inputs, np.arange(40) % 2)
    assert estimator.predict_proba(inputs).shape == (40, 2)


def test_an_estimator_can_be_cloned():
    estimator = conv_net.conv_classifier(N_POINTS).build(N_POINTS, 3)
    assert clone(estimator).networks is estimator.networks


def test_nobody_shares_a_network_and_a_free_one_is_used_again():
    pool = conv_net.conv_classifier(8).build(8, 0).networks
    with pool.acquire() as first, pool.acquire() as second:
        assert first is not second
    with pool.acquire() as third, pool.acquire() as fourth:
        assert {third, fourth} == {first, second}


def test_a_network_is_free_again_after_an_error():
    pool = conv_net.conv_classifier(8).build(8, 0).networks
    with pytest.raises(ZeroDivisionError), pool.acquire() as first:
        raise ZeroDivisionError
    with pool.acquire() as second:
        assert second is first
