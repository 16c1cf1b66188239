"""Our training loop in a process of its own, to take turns with others: TensorFlow's threads are set once per process.

    python -m benchmarks.ours N WHAT     trains at each line that it is sent, and then answers with one

WHAT is ``epochs``, ten epochs at N waves, as many as a training puts into one call; or ``steps``, 200 epochs; or
``bare``, 200 times the arithmetic of both steps' gradients alone, on fixed waves and noise, without random numbers,
optimisers, chunks and history.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import tensorflow as tf

from sinegan.io import params
from sinegan.networks.recipe import Recipe
from sinegan.runtime import determinism
from sinegan.training import loop
from sinegan.training.batches import Draws, from_pool
from sinegan.training.losses import GENERATED, REAL, cross_entropy
from sinegan.training.train_state import Players, new_players
from sinegan.waves.draw import draw
from sinegan.waves.law import Waves

EPOCHS, STEPS = 10, 200
Run = Callable[[], object]


class Ours:
    """The other end: calling it lets the process work once."""

    def __init__(self, n: int, what: str) -> None:
        command = [sys.executable, "-m", "benchmarks.ours", str(n), what]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True)  # noqa: S603

    def __call__(self) -> int:
        """Let it work; the peak of its memory so far, in MiB."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process has no pipes")
        stdin.write("\n")
        stdin.flush()
        return int(stdout.readline())

    def end(self) -> None:
        """Let the process end."""
        self._process.communicate()


def main() -> None:
    """Serve until the input ends."""
    determinism.one_thread_per_operation()
    n, what = int(sys.argv[1]), sys.argv[2]
    run = {"epochs": _epochs, "steps": _epochs, "bare": _bare}[what](n, EPOCHS if what == "epochs" else STEPS)
    for _ in sys.stdin:
        run()
        sys.stdout.write(f"{_peak_memory()}\n")
        sys.stdout.flush()


def _peak_memory() -> int:
    """In MiB. What getrusage tells of a child begins, on Linux, with the parent's memory."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20  # macOS counts bytes
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def _players(n: int) -> tuple[Players, Draws, Recipe]:
    """The article's recipe at `n` waves; with small batches, a generator of two hidden layers."""
    recipe = params.recipes(Recipe)["article"].model_copy(update={"n_samples": n})
    if n < 1_000:
        recipe = recipe.model_copy(update={"generator": recipe.generator.model_copy(update={"hidden": [128, 128]})})
    pool = draw(params.section("waves", Waves).law, 100_000, np.random.default_rng(0)).waves
    draws = Draws(from_pool(pool), recipe.generator.noise_dim, recipe.seed)
    return new_players(recipe, pool.shape[1]), draws, recipe


def _epochs(n: int, count: int) -> Run:
    players, draws, recipe = _players(n)
    run, at = loop.compile_epochs(players, recipe, draws), 0

    def work() -> None:
        nonlocal at
        run(tf.constant(at), tf.constant(at + count)).numpy()
        at += count

    return work


def _bare(n: int, count: int) -> Run:
    players, _, _ = _players(n)
    rng = np.random.default_rng(1)
    waves, noise = (tf.constant(rng.uniform(size=(n, width)), tf.float32) for width in (50, 10))
    seed, both = tf.constant([1, 2]), players.discriminator.trainable_variables

    @tf.function(autograph=False)
    def gradients() -> tf.Tensor:
        def one(done: tf.Tensor, total: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            with tf.GradientTape() as tape:
                logits = players.discriminator(tf.concat([waves, players.generator(noise)], axis=0), seed=seed)
                loss = tf.reduce_mean(cross_entropy(logits[:n], REAL)) + tf.reduce_mean(
                    cross_entropy(logits[n:], GENERATED)
                )
            first = tape.gradient(loss, both)
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(cross_entropy(players.discriminator(players.generator(noise), seed=seed), REAL))
            second = tape.gradient(loss, players.generator.trainable_variables)
            return done + 1, total + sum(tf.reduce_sum(gradient) for gradient in (*first, *second))

        return tf.while_loop(lambda done, _: done < count, one, (tf.constant(0), tf.constant(0.0)))[1]

    return lambda: gradients().numpy()


if __name__ == "__main__":
    main()
