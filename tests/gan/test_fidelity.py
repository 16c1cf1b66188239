"""Our training is the article's: its own loop, written here in Keras 3, is the oracle.

Both start from the same weights, see the same batches, and have dropout 0, since no two implementations draw the
same masks. Weights and losses then agree to float32 rounding after twenty epochs.
"""

import keras
import numpy as np
import pytest
import tensorflow as tf

from stages.gan import training
from stages.gan.draws import Chunk, Draws, Purpose, from_pool
from stages.gan.recipe import Recipe
from stages.outside import params
from stages.waves.draw import draw
from stages.waves.law import Law

EPOCHS = 20
N = 600  # three chunks


@pytest.fixture
def article() -> Recipe:
    recipe = params.recipe(Recipe)[1]
    no_dropout = recipe.discriminator.model_copy(update={"dropout": 0.0})
    return recipe.model_copy(update={"n_samples": N, "epochs": EPOCHS, "discriminator": no_dropout})


def get_generative(dense_dim: int = 200, out_dim: int = 50, lr: float = 1e-3) -> keras.Model:
    """The article's section 1."""
    noise = keras.Input((10,))
    x = keras.layers.Activation("tanh")(keras.layers.Dense(dense_dim)(noise))
    model = keras.Model(noise, keras.layers.Dense(out_dim, activation="tanh")(x))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(lr))
    return model


def get_discriminative(lr: float = 1e-3, n_channels: int = 50, conv_sz: int = 5) -> keras.Model:
    """The article's section 2, dropout 0."""
    waves = keras.Input((50,))
    x = keras.layers.Reshape((-1, 1))(waves)
    x = keras.layers.Flatten()(keras.layers.Conv1D(n_channels, conv_sz, activation="relu")(x))
    x = keras.layers.Dense(n_channels)(x)
    model = keras.Model(waves, keras.layers.Dense(2, activation="sigmoid")(x))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(lr))
    return model


def make_gan(generator: keras.Model, discriminator: keras.Model) -> keras.Model:
    """The article's section 3; the discriminator is frozen in it."""
    discriminator.trainable = False
    noise = keras.Input((10,))
    model = keras.Model(noise, discriminator(generator(noise)))
    model.compile(loss="binary_crossentropy", optimizer=generator.optimizer)
    return model


def loss_of_one_step(model: keras.Model, inputs: np.ndarray, targets: np.ndarray) -> float:
    model.reset_metrics()  # else Keras 3 gives the mean over all steps so far
    return float(model.train_on_batch(inputs, targets))


def whole_batch(draws: Draws, purpose: Purpose | None, epoch: int) -> np.ndarray:
    """The batch that our chunks make up: real waves, or noise of a purpose."""
    chunks = [Chunk(tf.constant(index), tf.constant(N // 3)) for index in range(3)]
    step = tf.constant(epoch)
    parts = [draws.real(step, c) if purpose is None else draws.noise(purpose, step, c) for c in chunks]
    return np.concatenate(parts)


def test_agrees_with_the_articles_own_loop_over_twenty_epochs(article: Recipe, law: Law) -> None:
    draws = Draws(from_pool(draw(law, 5_000, np.random.default_rng(1)).waves), 10, article.seed)
    ours = training.new_players(article, 50)
    generator, discriminator = get_generative(), get_discriminative()
    generator.set_weights(ours.generator.get_weights())
    discriminator.set_weights(ours.discriminator.get_weights())
    gan = make_gan(generator, discriminator)
    real_target, generated_target = np.tile([0.0, 1.0], (N, 1)), np.tile([1.0, 0.0], (N, 1))
    oracle = []
    for epoch in range(EPOCHS):
        waves = generator(whole_batch(draws, Purpose.NOISE_FOR_DISCRIMINATOR, epoch)).numpy()
        batch = np.concatenate([whole_batch(draws, None, epoch), waves])
        discriminator.trainable = True
        discriminator_loss = loss_of_one_step(discriminator, batch, np.concatenate([real_target, generated_target]))
        discriminator.trainable = False
        noise = whole_batch(draws, Purpose.NOISE_FOR_GENERATOR, epoch)
        oracle.append((discriminator_loss, loss_of_one_step(gan, noise, real_target)))

    rows = training.compile_epochs(ours, draws, N)(tf.constant(0), tf.constant(EPOCHS)).numpy()

    np.testing.assert_allclose(rows[:, [0, 3]], oracle, rtol=2e-5)
    for own, theirs in ((ours.generator, generator), (ours.discriminator, discriminator)):
        for mine, other in zip(own.get_weights(), theirs.get_weights(), strict=True):
            np.testing.assert_allclose(mine, other, rtol=0, atol=2e-5)
