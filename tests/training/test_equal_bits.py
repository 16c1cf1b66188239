"""The same recipe, seed and waves give the same bits, whatever the length of a call and the number of cores."""

import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf

from sinegan.io import params
from sinegan.networks.recipe import Recipe
from sinegan.training import accumulation, loop
from sinegan.training.batches import Draws, from_pool
from sinegan.training.train_state import new_train_state
from tests.training.observed import Observed, digests

pytestmark = pytest.mark.trains


def test_bytes_depend_on_the_seed(recipe: Recipe, pool: np.ndarray, observed: Observed) -> None:
    def digest(seed: int) -> tuple[str, str]:
        chosen = recipe.model_copy(update={"seed": seed})
        return digests(loop.train(chosen, from_pool(pool), 50).state)

    first = digests(observed.trained.state)
    assert digest(recipe.seed) == first
    assert digest(recipe.seed + 1)[0] != first[0]


def test_the_length_of_a_compiled_call_does_not_matter(recipe: Recipe, draws: Draws, observed: Observed) -> None:
    state = new_train_state(recipe, 50)
    run = loop.compile_steps(state, recipe, draws)
    for start, stop in ((0, 1), (1, 4)):
        run(tf.constant(start), tf.constant(stop))
    assert digests(state) == digests(observed.trained.state), "the training ran two steps per call"


@pytest.mark.parametrize("name", params.recipes(Recipe))
def test_no_sum_of_gradients_has_an_arbitrary_order(
    name: str, pool: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TensorFlow's AddN starts with any input whose buffer is free: with three or more, its bits vary."""
    monkeypatch.setattr(accumulation, "LANES", 3)  # a sum over lanes would be detected, and tracing is faster
    recipe = params.recipes(Recipe)[name].model_copy(update={"batch_size": 1000})  # two rounds
    draws = Draws(from_pool(pool), recipe.generator.n_noise, recipe.seed)
    state = new_train_state(recipe, 50)
    run = loop.compile_steps(state, recipe, draws)
    graph = run.get_concrete_function(tf.constant(0), tf.constant(1)).graph.as_graph_def()
    nodes = [*graph.node, *(node for function in graph.library.function for node in function.node_def)]
    sums = [node for node in nodes if node.op == "AddN"]
    assert sums, "the graph has no AddN, so that this test checks nothing"
    assert max(len([name for name in node.input if not name.startswith("^")]) for node in sums) <= 2


_ON_CORES = """
import sys
from sinegan.runtime import environment
import tensorflow as tf
tf.config.threading.set_inter_op_parallelism_threads(int(sys.argv[1]))
from sinegan.training import loop
from sinegan.training.batches import from_pool
from sinegan.networks.recipe import Recipe
from sinegan.io import params; from sinegan.runtime import determinism
from sinegan.waves.draw import draw
from sinegan.waves.options import Waves
import hashlib, numpy as np
determinism.enable()
recipe = params.recipes(Recipe)[sys.argv[2]].model_copy(update={"steps": 20, "batch_size": 2_000})
pool = draw(params.section("waves", Waves), 3_000, np.random.default_rng(0)).waves
trained = loop.train(recipe, from_pool(pool), 50)
weights = trained.state.generator.get_weights() + trained.state.discriminator.get_weights()
print(hashlib.sha256(b"".join(w.tobytes() for w in weights) + trained.history.tobytes()).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["article", "record"])
def test_bits_do_not_depend_on_the_number_of_cores(name: str) -> None:
    commands = [[sys.executable, "-c", _ON_CORES, cores, name] for cores in ("1", "2", "5")]
    digests = {subprocess.run(command, capture_output=True, text=True, check=True).stdout for command in commands}
    assert len(digests) == 1
