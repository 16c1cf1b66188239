"""The training loop agrees with the article's own loop, written in Keras 3.

Both start from the same weights, get the same batches, and have dropout 0, since two implementations do not draw the
same masks. Weights and losses then agree to float32 rounding after twenty steps.
"""

import numpy as np
import pytest
import tensorflow as tf

from benchmarks import article_loop
from sinegan.io import params
from sinegan.networks.purpose import Purpose
from sinegan.networks.recipe import Recipe
from sinegan.training import loop
from sinegan.training.batches import Chunk, Draws, from_pool
from sinegan.training.train_state import new_train_state
from sinegan.waves.draw import draw
from sinegan.waves.law import Law

pytestmark = pytest.mark.trains

STEPS = 20
N = 600  # three chunks


@pytest.fixture
def article() -> Recipe:
    recipe = params.recipe(Recipe)[1]
    no_dropout = recipe.discriminator.model_copy(update={"dropout": 0.0})
    return recipe.model_copy(update={"batch_size": N, "steps": STEPS, "discriminator": no_dropout})


def whole_batch(draws: Draws, purpose: Purpose | None, step: int) -> np.ndarray:
    """The batch that our chunks form: real waves, or noise for a purpose."""
    chunks = [Chunk(tf.constant(index), tf.constant(N // 3)) for index in range(3)]
    step = tf.constant(step)
    parts = [draws.real(Purpose.REAL, step, c) if purpose is None else draws.noise(purpose, step, c) for c in chunks]
    return np.concatenate(parts)


def test_agrees_with_the_articles_own_loop_over_twenty_steps(article: Recipe, law: Law) -> None:
    draws = Draws(from_pool(draw(law, 5_000, np.random.default_rng(1)).waves), 10, article.seed)
    ours = new_train_state(article, 50)
    generator = article_loop.get_generative()
    discriminator = article_loop.get_discriminative(drate=0.0)
    generator.set_weights(ours.generator.get_weights())
    discriminator.set_weights(ours.discriminator.get_weights())
    gan = article_loop.make_gan(generator, discriminator)
    expected = []
    for step in range(STEPS):
        real = whole_batch(draws, None, step)
        noises = tuple(
            whole_batch(draws, purpose, step)
            for purpose in (Purpose.NOISE_FOR_DISCRIMINATOR, Purpose.NOISE_FOR_GENERATOR)
        )
        expected.append(article_loop.one_step(generator, discriminator, gan, real, noises))

    rows = loop.compile_steps(ours, article, draws)(tf.constant(0), tf.constant(STEPS)).numpy()

    np.testing.assert_allclose(rows[:, [0, 3]], expected, rtol=2e-5)
    for network, reference in ((ours.generator, generator), (ours.discriminator, discriminator)):
        for weight, expected_weight in zip(network.get_weights(), reference.get_weights(), strict=True):
            np.testing.assert_allclose(weight, expected_weight, rtol=0, atol=2e-5)
