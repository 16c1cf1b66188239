"""The article's networks."""

import numpy as np
import pytest
import tensorflow as tf

from sinegan.io import params
from sinegan.networks import build
from sinegan.networks.recipe import Recipe
from sinegan.networks.trained_recipe import TrainedRecipe
from tests.fixtures import small_recipes


@pytest.fixture(scope="module")
def article() -> Recipe:
    return params.recipe(Recipe)[1]


def test_parameter_counts_of_the_article(article: Recipe) -> None:
    # generator 10 * 200 + 200 + 200 * 50 + 50; discriminator 300 + 115,050 + 102
    assert build.generator(article, 50).count_params() == 12_250
    assert build.discriminator(article, 50).count_params() == 115_452


def test_weights_have_the_default_initialisation_of_keras(article: Recipe) -> None:
    network = build.discriminator(article, 50)
    kernel = network.head.matrices[0].numpy()
    limit = np.sqrt(6 / (2300 + 50))  # Glorot & Bengio 2010, equation 16
    assert limit * 0.99 < np.abs(kernel).max() <= limit
    assert kernel.std() == pytest.approx(limit / np.sqrt(3), rel=0.02)
    assert not np.any(network.head.biases[0].numpy())


def test_weights_depend_only_on_the_seed(recipe: Recipe) -> None:
    def weights(seed: int) -> list[np.ndarray]:
        return build.generator(recipe.model_copy(update={"seed": seed}), 50).get_weights()

    assert all(map(np.array_equal, weights(1), weights(1)))
    assert not np.array_equal(weights(1)[0], weights(2)[0])


def test_no_two_matrices_are_equal(recipe: Recipe) -> None:
    first, second = (matrix.ravel() for matrix in build.generator(recipe, 16).get_weights()[::2])
    assert not np.allclose(first[:100], second[:100])


def test_several_hidden_layers(recipe: Recipe) -> None:
    deep = recipe.model_copy(update={"generator": recipe.generator.model_copy(update={"hidden": [8, 9]})})
    assert [w.shape for w in build.generator(deep, 50).get_weights()[::2]] == [(10, 8), (8, 9), (9, 50)]


def test_a_window_takes_one_noise_number_more() -> None:
    recipe = small_recipes.record()
    network = build.generator(recipe, 10, 2)
    assert (network.input_shape, network.output_shape) == ((None, 4), (None, 20))
    assert [w.shape for w in network.get_weights()[::2]] == [(3, 16), (16, 8), (8, 2 * (10 + 12))]


def test_a_window_is_cut_from_one_long_wave() -> None:
    """Noise that differs in the place alone gives windows of the same wave."""
    recipe = small_recipes.record()
    noise = np.full((13, 4), 0.3, np.float32)
    noise[:, -1] = (np.arange(13) + 0.5) / 13
    windows = build.generator(recipe, 10)(noise).numpy()
    assert windows.std() > 1e-3
    np.testing.assert_allclose(windows[1:, :-1], windows[:-1, 1:], rtol=0, atol=1e-6)


def test_convolution_longer_than_the_waves_is_refused(recipe: Recipe) -> None:
    long = recipe.model_copy(update={"discriminator": recipe.discriminator.model_copy(update={"kernel_size": 51})})
    with pytest.raises(build.MisfitError, match=r"kernel_size = 51 exceeds the waves' 50 points; lower it"):
        build.discriminator(long, 50)


def test_rebuilt_networks_need_waves_of_the_training_length(recipe: Recipe) -> None:
    trained = TrainedRecipe(name="article", n_points=50, recipe=recipe)
    build.check_shape(trained, (50,))
    with pytest.raises(build.MisfitError, match="waves of 50 points, the data have 40"):
        build.check_shape(trained, (40,))


def test_dropout_keeps_the_mean_of_the_logits(article: Recipe) -> None:
    # The network is linear after dropout, so that the mean over masks equals the logits without it; 5 standard errors.
    network = build.discriminator(article, 50)
    waves = np.repeat(np.linspace(0, 1, 50, dtype=np.float32)[None], 20_000, axis=0)
    dropped = network(waves, tf.constant([1, 2])).numpy()
    assert (dropped.std(axis=0) > 0).all()
    error = dropped.std(axis=0) / np.sqrt(len(dropped))
    assert (np.abs(dropped.mean(axis=0) - network(waves[:1]).numpy()[0]) < 5 * error + 1e-5).all()
