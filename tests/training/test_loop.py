"""The training loop."""

import hashlib
import itertools
import subprocess
import sys
import time
from typing import NamedTuple

import numpy as np
import pytest
import tensorflow as tf

from sinegan.io import params
from sinegan.networks.recipe import Recipe
from sinegan.training import accumulation, loop
from sinegan.training.batches import Draws, from_pool
from sinegan.training.history import COLUMNS
from sinegan.training.pretraining import pretrain
from sinegan.training.steps import discriminator_step, generator_step
from sinegan.training.train_state import TrainState, new_train_state
from sinegan.training.trained import Trained
from sinegan.waves.draw import draw
from sinegan.waves.law import Law


class Observed(NamedTuple):
    """A training, the rows of its updates, and its seconds at each snapshot."""

    trained: Trained
    rows: list[tuple[int, dict[str, float]]]
    seconds: list[tuple[int, float]]


@pytest.fixture(scope="module")
def pool(law: Law) -> np.ndarray:
    return draw(law, 400, np.random.default_rng(0)).waves


@pytest.fixture(scope="module")
def observed(recipe: Recipe, pool: np.ndarray) -> Observed:
    """A small recipe of the article; each snapshot takes 0.3 seconds more."""
    rows, seconds = [], []
    for update in loop.run(recipe, from_pool(pool), 50):
        rows.append((update.step, update.row))
        if update.snapshot is not None:
            time.sleep(0.3)
            seconds.append((update.step, update.done.seconds))
    return Observed(update.result(), rows, seconds)


@pytest.fixture(scope="module")
def draws(pool: np.ndarray, recipe: Recipe) -> Draws:
    return Draws(from_pool(pool), recipe.generator.n_noise, recipe.seed)


def _digests(state: TrainState) -> tuple[str, str]:
    return tuple(
        hashlib.sha256(b"".join(weight.tobytes() for weight in network.get_weights())).hexdigest()
        for network in (state.generator, state.discriminator)
    )


def test_a_step_changes_only_its_own_network(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    start = _digests(state)
    discriminator_step(state, recipe, draws, tf.constant(0))
    after_discriminator = _digests(state)
    assert after_discriminator[0] == start[0]
    assert after_discriminator[1] != start[1]
    generator_step(state, recipe, draws, tf.constant(0))
    after_generator = _digests(state)
    assert after_generator[0] != start[0]
    assert after_generator[1] == after_discriminator[1]


def test_generator_steps_lower_their_loss(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    state.generator_optimizer.learning_rate = 0.5
    losses = [generator_step(state, recipe, draws, tf.constant(0)).numpy() for _ in range(5)]
    assert losses == sorted(losses, reverse=True)


def test_there_is_a_history_row_per_step_and_there_are_snapshots(observed: Observed) -> None:
    trained, rows, _ = observed
    assert trained.history.shape == (4, len(COLUMNS))
    assert trained.snapshot_steps.tolist() == [0, 2, 4]
    assert trained.snapshots.shape == (3, loop.SNAPSHOT_WAVES, 50)
    assert not np.array_equal(trained.snapshots[0], trained.snapshots[-1])
    assert [done for done, _ in rows] == [2, 4]
    assert rows[-1][1] == dict(zip(COLUMNS, trained.history[-1].tolist(), strict=True))


def test_the_schedule_shrinks_the_steps_to_zero(modern: Recipe, pool: np.ndarray) -> None:
    often = modern.model_copy(update={"steps": 50, "snapshot_every": 1, "ema_decay": 0.0})
    weights = [update.generator.get_weights()[0].copy() for update in loop.run(often, from_pool(pool), 50)]
    steps = [np.abs(after - before).max() for before, after in itertools.pairwise(weights)]
    assert steps[-1] < 0.01 * max(steps)


def test_the_average_of_the_weights_is_kept(modern: Recipe, draws: Draws, pool: np.ndarray) -> None:
    state = loop.train(modern, from_pool(pool), 50).state
    average, last = (network.get_weights()[0] for network in (state.ema_generator, state.generator))
    assert not np.array_equal(average, last)
    np.testing.assert_allclose(average, last, atol=0.05)
    plain = new_train_state(modern.model_copy(update={"ema_decay": 0.0}), 50)
    assert plain.ema_generator is plain.generator


def test_time_between_updates_is_not_counted(observed: Observed) -> None:
    (first, early), (second, late) = observed.seconds
    assert (first, second) == (2, 4)
    assert 0 < early < late == observed.trained.seconds < 0.5


def test_snapshots_are_taken_as_often_as_the_recipe_says(recipe: Recipe, pool: np.ndarray) -> None:
    long = recipe.model_copy(update={"steps": 25, "snapshot_every": 7})
    snapshots = {update.step: update.snapshot for update in loop.run(long, from_pool(pool), 50)}
    assert [step for step, waves in snapshots.items() if waves is not None] == [7, 14, 21]
    assert snapshots[7].shape == (loop.SNAPSHOT_WAVES, 50)
    assert list(snapshots)[-1] == 25


def test_accuracies_are_fractions_of_the_batch(recipe: Recipe, observed: Observed) -> None:
    counts = observed.trained.history[:, 1:3] * recipe.batch_size
    np.testing.assert_allclose(counts, np.round(counts), atol=1e-4)


def test_bytes_depend_on_the_seed(recipe: Recipe, pool: np.ndarray, observed: Observed) -> None:
    def digest(seed: int) -> tuple[str, str]:
        chosen = recipe.model_copy(update={"seed": seed})
        return _digests(loop.train(chosen, from_pool(pool), 50).state)

    first = _digests(observed.trained.state)
    assert digest(recipe.seed) == first
    assert digest(recipe.seed + 1)[0] != first[0]


def test_the_length_of_a_compiled_call_does_not_matter(recipe: Recipe, draws: Draws, observed: Observed) -> None:
    state = new_train_state(recipe, 50)
    run = loop.compile_steps(state, recipe, draws)
    for start, stop in ((0, 1), (1, 4)):
        run(tf.constant(start), tf.constant(stop))
    assert _digests(state) == _digests(observed.trained.state), "the training ran two steps per call"


def test_divergence_is_reported_with_its_step_and_a_hint(recipe: Recipe, pool: np.ndarray) -> None:
    poisoned = pool.copy()
    poisoned[:] = np.nan
    with pytest.raises(loop.DivergenceError, match=r"discriminator_loss became nan in step 1; lower"):
        loop.train(recipe, from_pool(poisoned), 50)


def test_pretraining_trains_only_the_discriminator(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    before = _digests(state)
    pretrain(state, draws, n=160, epochs=2)
    after = _digests(state)
    assert after[0] == before[0]
    assert after[1] != before[1]
    # 2 epochs of 2 * 160 / 32 batches
    assert int(state.discriminator_optimizer.iterations.numpy()) == 20


def test_pretraining_is_off_at_zero(recipe: Recipe, draws: Draws) -> None:
    state = new_train_state(recipe, 50)
    before = _digests(state)
    pretrain(state, draws, n=160, epochs=0)
    assert _digests(state) == before


def test_pretraining_is_part_of_a_training(recipe: Recipe, pool: np.ndarray, observed: Observed) -> None:
    pretrained = loop.train(recipe.model_copy(update={"pretrain_epochs": 1}), from_pool(pool), 50)
    assert pretrained.history[0, 0] < observed.trained.history[0, 0]


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


def test_optimizers_have_the_articles_settings(recipe: Recipe) -> None:
    adam = new_train_state(recipe, 50).discriminator_optimizer
    config = adam.get_config()
    assert (config["beta_1"], config["beta_2"], config["epsilon"]) == (0.9, 0.999, 1e-7)
    sgd = new_train_state(recipe, 50).generator_optimizer.get_config()
    assert (sgd["momentum"], sgd["learning_rate"]) == (0.0, pytest.approx(1e-3))


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
determinism.one_thread_per_operation()
recipe = params.recipes(Recipe)[sys.argv[2]].model_copy(update={"steps": 20, "batch_size": 2_000})
pool = draw(params.section("waves", Waves), 3_000, np.random.default_rng(0)).waves
trained = loop.train(recipe, from_pool(pool), 50)
weights = trained.state.generator.get_weights() + trained.state.discriminator.get_weights()
print(hashlib.sha256(b"".join(w.tobytes() for w in weights) + trained.history.tobytes()).hexdigest())
"""

pytestmark = pytest.mark.trains


@pytest.mark.slow
@pytest.mark.parametrize("name", ["article", "record"])
def test_bits_do_not_depend_on_the_number_of_cores(name: str) -> None:
    commands = [[sys.executable, "-c", _ON_CORES, cores, name] for cores in ("1", "2", "5")]
    digests = {subprocess.run(command, capture_output=True, text=True, check=True).stdout for command in commands}
    assert len(digests) == 1
