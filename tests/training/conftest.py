"""Waves to train on, and one small training for all tests."""

import time

import numpy as np
import pytest

from sinegan.networks.recipe import Recipe
from sinegan.training import loop
from sinegan.training.batches import Draws, from_pool
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests.training.observed import Observed


@pytest.fixture(scope="session")
def pool(law: Law) -> np.ndarray:
    return draw(law, 400, np.random.default_rng(0)).waves


@pytest.fixture(scope="session")
def observed(recipe: Recipe, pool: np.ndarray) -> Observed:
    """A small recipe of the article; each snapshot takes 0.3 seconds more."""
    rows, seconds, start = [], [], time.perf_counter()
    for update in loop.run(recipe, from_pool(pool), 50):
        rows.append((update.step, update.row))
        if update.snapshot is not None:
            time.sleep(0.3)
            seconds.append((update.step, update.done.seconds))
    return Observed(update.result(), rows, seconds, time.perf_counter() - start)


@pytest.fixture(scope="module")
def draws(pool: np.ndarray, recipe: Recipe) -> Draws:
    return Draws(from_pool(pool), recipe.generator.n_noise, recipe.seed)
