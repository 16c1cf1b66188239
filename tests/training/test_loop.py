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
from sinegan.training.train_state import Players, new_players
from sinegan.training.trained import Trained
from sinegan.waves.draw import draw
from sinegan.waves.law import Law


class Followed(NamedTuple):
    """A training, and what it told meanwhile: rows of its history, and how long it took to each picture."""

    trained: Trained
    rows: list[tuple[int, dict[str, float]]]
    pictures: list[tuple[int, float]]


@pytest.fixture(scope="module")
def pool(law: Law) -> np.ndarray:
    return draw(law, 400, np.random.default_rng(0)).waves


@pytest.fixture(scope="module")
def followed(recipe: Recipe, pool: np.ndarray) -> Followed:
    """Of the article's recipe, made small; each picture takes .3 seconds."""
    rows, pictures = [], []
    for progress in loop.run(recipe, from_pool(pool), 50):
        rows.append((progress.step, progress.row))
        if progress.snapshot is not None:
            time.sleep(0.3)
            pictures.append((progress.step, progress.course.seconds))
    return Followed(progress.result(), rows, pictures)


@pytest.fixture(scope="module")
def draws(pool: np.ndarray, recipe: Recipe) -> Draws:
    return Draws(from_pool(pool), recipe.generator.noise_dim, recipe.seed)


def _digests(players: Players) -> tuple[str, str]:
    return tuple(
        hashlib.sha256(b"".join(weight.tobytes() for weight in network.get_weights())).hexdigest()
        for network in (players.generator, players.discriminator)
    )


def test_a_step_moves_its_own_player_alone(recipe: Recipe, draws: Draws) -> None:
    players = new_players(recipe, 50)
    start = _digests(players)
    discriminator_step(players, recipe, draws, tf.constant(0))
    after_discriminator = _digests(players)
    assert after_discriminator[0] == start[0]
    assert after_discriminator[1] != start[1]
    generator_step(players, recipe, draws, tf.constant(0))
    after_generator = _digests(players)
    assert after_generator[0] != start[0]
    assert after_generator[1] == after_discriminator[1]


def test_generator_step_lowers_its_own_loss(recipe: Recipe, draws: Draws) -> None:
    players = new_players(recipe, 50)
    players.generator_optimizer.learning_rate = 0.5
    losses = [generator_step(players, recipe, draws, tf.constant(0)).numpy() for _ in range(5)]
    assert losses == sorted(losses, reverse=True)


def test_history_has_a_row_per_epoch_and_the_film_its_pictures(followed: Followed) -> None:
    trained, told, _ = followed
    assert trained.history.shape == (4, len(COLUMNS))
    assert trained.film_epochs.tolist() == [0, 2, 4]
    assert trained.film.shape == (3, loop.FILM_WAVES, 50)
    assert not np.array_equal(trained.film[0], trained.film[-1])
    assert [done for done, _ in told] == [2, 4]
    assert told[-1][1] == dict(zip(COLUMNS, trained.history[-1].tolist(), strict=True))


def test_a_schedule_brings_the_steps_to_nothing(modern: Recipe, pool: np.ndarray) -> None:
    often = modern.model_copy(update={"epochs": 50, "snapshot_every": 1, "averaging": 0.0})
    seen = [progress.generator.get_weights()[0].copy() for progress in loop.run(often, from_pool(pool), 50)]
    steps = [np.abs(after - before).max() for before, after in itertools.pairwise(seen)]
    assert steps[-1] < 0.01 * max(steps)


def test_the_mean_of_the_weights_is_kept(modern: Recipe, draws: Draws, pool: np.ndarray) -> None:
    players = loop.train(modern, from_pool(pool), 50).players
    mean, last = (network.get_weights()[0] for network in (players.mean_generator, players.generator))
    assert not np.array_equal(mean, last)
    np.testing.assert_allclose(mean, last, atol=0.05)
    plain = new_players(modern.model_copy(update={"averaging": 0.0}), 50)
    assert plain.mean_generator is plain.generator


def test_what_is_done_between_the_steps_is_not_counted(followed: Followed) -> None:
    (first, early), (second, late) = followed.pictures
    assert (first, second) == (2, 4)
    assert 0 < early < late == followed.trained.seconds < 0.5


def test_snapshots_come_when_the_recipe_asks_for_them(recipe: Recipe, pool: np.ndarray) -> None:
    long = recipe.model_copy(update={"epochs": 25, "snapshot_every": 7})
    found = {progress.step: progress.snapshot for progress in loop.run(long, from_pool(pool), 50)}
    assert [step for step, waves in found.items() if waves is not None] == [7, 14, 21]
    assert found[7].shape == (loop.FILM_WAVES, 50)
    assert list(found)[-1] == 25


def test_accuracies_are_shares_of_the_batch(recipe: Recipe, followed: Followed) -> None:
    counts = followed.trained.history[:, 1:3] * recipe.n_samples
    np.testing.assert_allclose(counts, np.round(counts), atol=1e-4)


def test_same_seed_same_bytes_and_another_seed_others(recipe: Recipe, pool: np.ndarray, followed: Followed) -> None:
    def digest(seed: int) -> tuple[str, str]:
        chosen = recipe.model_copy(update={"seed": seed})
        return _digests(loop.train(chosen, from_pool(pool), 50).players)

    first = _digests(followed.trained.players)
    assert digest(recipe.seed) == first
    assert digest(recipe.seed + 1)[0] != first[0]


def test_length_of_a_compiled_call_does_not_show(recipe: Recipe, draws: Draws, followed: Followed) -> None:
    players = new_players(recipe, 50)
    run = loop.compile_epochs(players, recipe, draws)
    for start, stop in ((0, 1), (1, 4)):
        run(tf.constant(start), tf.constant(stop))
    assert _digests(players) == _digests(followed.trained.players), "it went two by two"


def test_divergence_names_epoch_and_cure(recipe: Recipe, pool: np.ndarray) -> None:
    poisoned = pool.copy()
    poisoned[:] = np.nan
    with pytest.raises(loop.DivergenceError, match=r"discriminator_loss became nan in epoch 1; lower"):
        loop.train(recipe, from_pool(poisoned), 50)


def test_pretraining_teaches_the_discriminator_alone(recipe: Recipe, draws: Draws) -> None:
    players = new_players(recipe, 50)
    before = _digests(players)
    pretrain(players, draws, n=160, epochs=2)
    after = _digests(players)
    assert after[0] == before[0]
    assert after[1] != before[1]
    # 2 passes of 2 * 160 / 32 batches
    assert int(players.discriminator_optimizer.iterations.numpy()) == 20


def test_pretraining_is_off_at_zero(recipe: Recipe, draws: Draws) -> None:
    players = new_players(recipe, 50)
    before = _digests(players)
    pretrain(players, draws, n=160, epochs=0)
    assert _digests(players) == before


def test_pretraining_is_part_of_a_training(recipe: Recipe, pool: np.ndarray, followed: Followed) -> None:
    with_it = loop.train(recipe.model_copy(update={"pretrain_epochs": 1}), from_pool(pool), 50)
    assert with_it.history[0, 0] < followed.trained.history[0, 0]


@pytest.mark.parametrize("name", params.recipes(Recipe))
def test_no_sum_of_gradients_has_a_free_order(name: str, pool: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    """TensorFlow's AddN starts from whichever input's buffer is free: with three or more, its bits vary."""
    monkeypatch.setattr(accumulation, "LANES", 3)  # a sum over lanes would show, and there is less to trace
    recipe = params.recipes(Recipe)[name].model_copy(update={"n_samples": 1000})  # two rounds
    draws = Draws(from_pool(pool), recipe.generator.noise_dim, recipe.seed)
    players = new_players(recipe, 50)
    run = loop.compile_epochs(players, recipe, draws)
    graph = run.get_concrete_function(tf.constant(0), tf.constant(1)).graph.as_graph_def()
    nodes = [*graph.node, *(node for function in graph.library.function for node in function.node_def)]
    sums = [node for node in nodes if node.op == "AddN"]
    assert sums, "the graph has no AddN at all: this test looks for the wrong thing"
    assert max(len([name for name in node.input if not name.startswith("^")]) for node in sums) <= 2


def test_optimizers_have_the_articles_settings(recipe: Recipe) -> None:
    adam = new_players(recipe, 50).discriminator_optimizer
    config = adam.get_config()
    assert (config["beta_1"], config["beta_2"], config["epsilon"]) == (0.9, 0.999, 1e-7)
    sgd = new_players(recipe, 50).generator_optimizer.get_config()
    assert (sgd["momentum"], sgd["learning_rate"]) == (0.0, pytest.approx(1e-3))


_ON_CORES = """
import sys
from sinegan.runtime import environment
import tensorflow as tf
tf.config.threading.set_inter_op_parallelism_threads(int(sys.argv[1]))
from sinegan.training import loop as training
from sinegan.training.batches import from_pool
from sinegan.networks.recipe import Recipe
from sinegan.io import params; from sinegan.runtime import determinism as processor
from sinegan.waves.draw import draw
from sinegan.waves.law import Waves
import hashlib, numpy as np
processor.one_thread_per_operation()
recipe = params.recipe(Recipe)[1].model_copy(update={"epochs": 20, "n_samples": 2_000})
pool = draw(params.section("waves", Waves), 3_000, np.random.default_rng(0)).waves
trained = training.train(recipe, from_pool(pool), 50)
weights = trained.players.generator.get_weights() + trained.players.discriminator.get_weights()
print(hashlib.sha256(b"".join(w.tobytes() for w in weights) + trained.history.tobytes()).hexdigest())
"""

pytestmark = pytest.mark.trains


@pytest.mark.slow
def test_bits_do_not_depend_on_the_number_of_cores() -> None:
    digests = {
        subprocess.run([sys.executable, "-c", _ON_CORES, cores], capture_output=True, text=True, check=True).stdout
        for cores in ("1", "2", "5")
    }
    assert len(digests) == 1
