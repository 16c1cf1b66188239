"""Our training loop, for `article_ours` and `modern_ours`."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
from collections.abc import Callable

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.io import params
from sinegan.networks.recipe import Recipe
from sinegan.runtime import determinism
from sinegan.training import loop
from sinegan.training.batches import Draws, from_pool
from sinegan.training.train_state import new_train_state


def training(name: str, pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train by a recipe of params.yaml at batch size `n`; see `benchmarks.implementations`."""
    determinism.enable()
    recipe = params.recipes(Recipe)[name].model_copy(update={"batch_size": n})
    state = new_train_state(recipe, pool.shape[1])
    run = loop.compile_steps(state, recipe, Draws(from_pool(pool), recipe.generator.n_noise, recipe.seed))
    step = 0

    def work() -> None:
        nonlocal step
        run(tf.constant(step), tf.constant(step + steps)).numpy()
        step += steps

    return work
