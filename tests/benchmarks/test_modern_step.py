"""The implementations of the step of recipe ``modern`` compute the same as ours.

They start from the same weights and get the same waves and noise. PyTorch and JAX are no dependencies: without them,
their tests are skipped.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from benchmarks.implementations.modern_recipe import Batch
from benchmarks.turns import default_environment
from sinegan.io import params
from sinegan.networks.purpose import Purpose
from sinegan.networks.recipe import Recipe
from sinegan.training import loop
from sinegan.training.batches import Chunk, Draws, from_pool
from sinegan.training.train_state import new_train_state
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests.benchmarks.train_modern import with_small_epsilon
from tests.closure import ROOT

pytestmark = pytest.mark.trains

STEPS, CHUNKS = 20, 2
"""The whole schedule is run through; a batch of 256 is two chunks."""
TOLERANCE = 1e-4
"""Of losses in nats, and of the averaged weights as a fraction of how far they have moved."""


def _recipe() -> Recipe:
    """The recipe in few steps, with the same changes as in `tests.benchmarks.train_modern`."""
    modern = params.recipes(Recipe)["modern"].model_copy(update={"steps": STEPS})
    return Recipe.model_validate(with_small_epsilon(modern.model_dump()))


def _batch(draws: Draws, step: int, n: int) -> Batch:
    """The batch that our chunks form in a step."""
    chunks, number = [Chunk(tf.constant(index), tf.constant(n // CHUNKS)) for index in range(CHUNKS)], tf.constant(step)
    of_real, of_noise = (
        [np.concatenate([one(purpose, number, chunk) for chunk in chunks]) for purpose in purposes]
        for one, purposes in (
            (draws.real, (Purpose.REAL, Purpose.REAL_FOR_GENERATOR)),
            (draws.noise, (Purpose.NOISE_FOR_DISCRIMINATOR, Purpose.NOISE_FOR_GENERATOR)),
        )
    )
    return Batch(of_real[0], of_noise[0], of_real[1], of_noise[1])


@pytest.mark.parametrize("implementation", ["jax", "torch", "torch_compiled"])
def test_losses_and_averaged_weights_are_ours(implementation: str, law: Law, tmp_path: Path) -> None:
    library = implementation.partition("_")[0]
    if not find_spec(library):
        pytest.skip(f"{library} is not installed; it is no dependency")
    recipe = _recipe()
    draws = Draws(from_pool(draw(law, 5_000, np.random.default_rng(1)).waves), recipe.generator.noise_dim, recipe.seed)
    ours = new_train_state(recipe, 50)
    batches = [_batch(draws, step, recipe.batch_size) for step in range(STEPS)]
    arrays = {field: np.stack([getattr(batch, field) for batch in batches]) for field in Batch._fields}
    before = ours.generator.get_weights()
    for network in (ours.generator, ours.discriminator):
        arrays |= {f"{network.name}/{number}": weight for number, weight in enumerate(network.get_weights())}
    np.savez(tmp_path / "input.npz", **arrays)
    command = [sys.executable, "-m", "tests.benchmarks.train_modern", implementation]
    process = subprocess.run(
        [*command, tmp_path / "input.npz", tmp_path / "output.npz"], cwd=ROOT, env=default_environment(),
        capture_output=True, text=True,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr

    rows = loop.compile_steps(ours, recipe, draws)(tf.constant(0), tf.constant(STEPS)).numpy()

    with np.load(tmp_path / "output.npz", allow_pickle=False) as theirs:
        np.testing.assert_allclose(theirs["losses"], rows[:, [0, 3]], rtol=0, atol=TOLERANCE)
        for number, (start, end) in enumerate(zip(before, ours.ema_generator.get_weights(), strict=True)):
            assert np.linalg.norm(theirs[f"average/{number}"] - end) < TOLERANCE * np.linalg.norm(end - start)
