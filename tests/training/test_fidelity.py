"""Our training is the article's: its own loop, written in Keras 3, is the oracle.

Both start from the same weights, see the same batches, and have dropout 0, since no two implementations draw the
same masks. Weights and losses then agree to float32 rounding after twenty epochs.
"""

import numpy as np
import pytest
import tensorflow as tf

from benchmarks import article_loop
from sinegan.io import params
from sinegan.networks.recipe import Recipe
from sinegan.networks.rng import Purpose
from sinegan.training import loop
from sinegan.training.batches import Chunk, Draws, from_pool
from sinegan.training.train_state import new_players
from sinegan.waves.draw import draw
from sinegan.waves.law import Law

pytestmark = pytest.mark.trains

EPOCHS = 20
N = 600  # three chunks


@pytest.fixture
def article() -> Recipe:
    recipe = params.recipe(Recipe)[1]
    no_dropout = recipe.discriminator.model_copy(update={"dropout": 0.0})
    return recipe.model_copy(update={"n_samples": N, "epochs": EPOCHS, "discriminator": no_dropout})


def whole_batch(draws: Draws, purpose: Purpose | None, epoch: int) -> np.ndarray:
    """The batch that our chunks make up: real waves, or noise of a purpose."""
    chunks = [Chunk(tf.constant(index), tf.constant(N // 3)) for index in range(3)]
    step = tf.constant(epoch)
    parts = [draws.real(Purpose.REAL, step, c) if purpose is None else draws.noise(purpose, step, c) for c in chunks]
    return np.concatenate(parts)


def test_agrees_with_the_articles_own_loop_over_twenty_epochs(article: Recipe, law: Law) -> None:
    draws = Draws(from_pool(draw(law, 5_000, np.random.default_rng(1)).waves), 10, article.seed)
    ours = new_players(article, 50)
    generator = article_loop.get_generative()
    discriminator = article_loop.get_discriminative(drate=0.0)
    generator.set_weights(ours.generator.get_weights())
    discriminator.set_weights(ours.discriminator.get_weights())
    gan = article_loop.make_gan(generator, discriminator)
    oracle = []
    for epoch in range(EPOCHS):
        real = whole_batch(draws, None, epoch)
        noises = tuple(
            whole_batch(draws, purpose, epoch)
            for purpose in (Purpose.NOISE_FOR_DISCRIMINATOR, Purpose.NOISE_FOR_GENERATOR)
        )
        oracle.append(article_loop.one_epoch(generator, discriminator, gan, real, noises))

    rows = loop.compile_epochs(ours, article, draws)(tf.constant(0), tf.constant(EPOCHS)).numpy()

    np.testing.assert_allclose(rows[:, [0, 3]], oracle, rtol=2e-5)
    for own, theirs in ((ours.generator, generator), (ours.discriminator, discriminator)):
        for mine, other in zip(own.get_weights(), theirs.get_weights(), strict=True):
            np.testing.assert_allclose(mine, other, rtol=0, atol=2e-5)
