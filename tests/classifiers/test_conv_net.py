"""The article's discriminator, trained from scratch as a judge."""

from concurrent.futures import ThreadPoolExecutor

import keras
import numpy as np
import pytest
from scipy import special

from sinegan.classifiers import conv_net
from sinegan.classifiers.cross_fitting import cross_fitted
from sinegan.classifiers.features import Exhibits, exhibits
from sinegan.measurement.sample import measure

pytestmark = pytest.mark.trains

N = 200


@pytest.fixture(scope="module")
def judge():
    return conv_net.rung(50)


@pytest.fixture(scope="module")
def shown(law, two_draws):
    """200 real waves, 200 more, and 200 with white noise of .1."""
    noisy = two_draws[1][:N] + 0.1 * np.random.default_rng(42).standard_normal((N, 50))
    waves = {"real": two_draws[0][:N], "fresh": two_draws[1][N:], "noisy": noisy.astype(np.float32)}
    return {name: exhibits(measure(law, values)) for name, values in waves.items()}


def trained(judge, shown, seed):
    """Scores of fresh and of noisy waves, after learning from a few."""
    few = np.arange(48)
    learn = Exhibits.joined(shown["real"].take(few), shown["noisy"].take(few))
    judged = Exhibits.joined(shown["fresh"].take(few), shown["noisy"].take(few + 100))
    return judge.train(learn, np.repeat([1, 0], 48), judged, seed)


def test_it_stands_on_top_of_the_ladder_under_a_name_of_its_own(judge):
    assert judge.name == "article"
    assert judge.looks_at.strip()
    assert judge.blind_to.strip()


def test_noise_of_a_tenth_is_told_from_real_waves(judge, shown):
    found = cross_fitted(judge, shown["real"], shown["noisy"], np.random.default_rng(3))
    assert found.accuracy.value > 0.85
    assert found.auc > 0.9


def test_two_real_draws_are_told_apart_by_chance(judge, shown):
    found = cross_fitted(judge, shown["real"], shown["fresh"], np.random.default_rng(3))
    assert found.accuracy.value == pytest.approx(0.5, abs=0.1)


def test_scores_are_shares_one_per_wave(judge, shown):
    scores = trained(judge, shown, 1)
    assert scores.shape == (96,)
    assert scores.dtype == np.float64
    assert ((scores > 0) & (scores < 1)).all()
    assert len(set(scores)) > 90


def test_the_seed_alone_decides_whatever_was_trained_before(judge, shown):
    first = trained(judge, shown, 7)
    other = trained(judge, shown, 8)
    judge.train(shown["fresh"], np.arange(N) % 2, shown["real"], 9)
    np.testing.assert_array_equal(trained(judge, shown, 7), first)
    np.testing.assert_array_equal(trained(conv_net.rung(50), shown, 7), first)
    assert not np.allclose(other, first)


def test_two_callers_at_once_do_not_disturb_each_other(judge, shown):
    seeds = [1, 2, 1, 2]
    with ThreadPoolExecutor(2) as pool:
        at_once = list(pool.map(lambda seed: trained(judge, shown, seed), seeds))
    for seed, scores in zip(seeds, at_once, strict=True):
        np.testing.assert_array_equal(scores, trained(judge, shown, seed))


def test_the_network_is_the_articles(judge):
    network = judge.train._network
    # Convolution 5 * 50 + 50; 46 places of 50 channels to 50 units, 2300 * 50 + 50; two units, 50 * 2 + 2.
    assert network.count_params() == 300 + 115_050 + 102 == 115_452
    convolution, dropout, _, dense, answers = network.layers[1:]
    assert (convolution.filters, convolution.kernel_size) == (50, (5,))
    assert dropout.rate == 0.25
    assert [layer.activation.__name__ for layer in (convolution, dense, answers)] == ["relu", "linear", "linear"]


def test_the_score_is_the_second_units_share(judge, shown):
    scores = trained(judge, shown, 3)
    few = np.concatenate([shown["fresh"].waves[:48], shown["noisy"].waves[100:148]]).astype(np.float32)
    logits = judge.train._network(few).numpy().astype(np.float64)
    np.testing.assert_allclose(scores, special.softmax(logits, axis=1)[:, 1], rtol=1e-6)


def test_one_step_is_adams_on_both_units_cross_entropy(judge, shown):
    # A batch at most makes one step a pass; with dropout off, Keras itself does the same.
    trainer = conv_net.rung(50).train
    trainer._dropout.rate = 0.0
    trainer._begin(np.random.default_rng(0))
    network, few = trainer._network, np.arange(12)
    waves = np.concatenate([shown["real"].waves[few], shown["noisy"].waves[few]]).astype(np.float32)
    answers = np.repeat([[0, 1], [1, 0]], 12, axis=0).astype(np.float32)  # generated?, real?
    twin = keras.models.clone_model(network)
    twin.set_weights(network.get_weights())
    twin.compile(keras.optimizers.Adam(1e-3), keras.losses.BinaryCrossentropy(from_logits=True))
    twin.train_on_batch(waves, answers)
    trainer._one_pass(waves, 1 - 2 * answers)
    for found, expected in zip(network.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(found, expected, atol=2e-6)


def test_new_weights_are_as_keras_draws_them(judge):
    judge.train._begin(np.random.default_rng(5))
    kernels, biases = judge.train._network.get_weights()[::2], judge.train._network.get_weights()[1::2]
    assert not any(bias.any() for bias in biases)
    # Glorot's uniform limit sqrt(6 / (in + out)); of a convolution, 5 points times 1 channel in, 5 times 50 out.
    for kernel, total in zip(kernels, (5 + 250, 2300 + 50, 50 + 2), strict=True):
        limit = np.sqrt(6 / total)
        assert 0.9 * limit < np.abs(kernel).max() <= limit


def test_short_records_have_a_network_of_their_own():
    rng = np.random.default_rng(43)
    shown = Exhibits(rng.random((40, 8)), np.zeros((40, 9)))
    assert conv_net.rung(8).train(shown, np.arange(40) % 2, shown, 1).shape == (40,)
