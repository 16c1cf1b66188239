"""Our training loop in a separate process, since TensorFlow's number of threads is set once per process.

    python -m benchmarks.ours N STEPS [bare]

For each line on stdin, it trains for STEPS steps at batch size N and answers with a line. With ``bare`` it only
computes the gradients of both networks, on fixed waves and noise: no random numbers, optimisers, chunks and history.
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
from sinegan.training.train_state import TrainState, new_train_state
from sinegan.waves.draw import draw
from sinegan.waves.options import Waves

Run = Callable[[], object]


class Ours:
    """The parent's side: each call runs the work once in the process."""

    def __init__(self, n: int, steps: int, *, bare: bool = False) -> None:
        command = [sys.executable, "-m", "benchmarks.ours", str(n), str(steps), *["bare"] * bare]
        pipe, null = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=null, text=True)  # noqa: S603

    def __call__(self) -> int:
        """Run the work; returns the peak memory of the process so far, in MiB."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process has no pipes")
        stdin.write("\n")
        stdin.flush()
        return int(stdout.readline())

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


def main() -> None:
    """Work until stdin ends."""
    determinism.one_thread_per_operation()
    n, steps = int(sys.argv[1]), int(sys.argv[2])
    run = (_bare if "bare" in sys.argv[3:] else _training)(n, steps)
    for _ in sys.stdin:
        run()
        sys.stdout.write(f"{_peak_memory()}\n")
        sys.stdout.flush()


def _peak_memory() -> int:
    """In MiB. On Linux, getrusage of a child would include the parent's memory before exec."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20  # macOS counts bytes
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def _setup(n: int) -> tuple[TrainState, Draws, Recipe]:
    """The article's recipe at batch size `n`; for small batches, with a generator of two hidden layers."""
    recipe = params.recipes(Recipe)["article"].model_copy(update={"batch_size": n})
    if n < 1_000:
        recipe = recipe.model_copy(update={"generator": recipe.generator.model_copy(update={"hidden": [128, 128]})})
    pool = draw(params.section("waves", Waves).law, 100_000, np.random.default_rng(0)).waves
    draws = Draws(from_pool(pool), recipe.generator.n_noise, recipe.seed)
    return new_train_state(recipe, pool.shape[1]), draws, recipe


def _training(n: int, steps: int) -> Run:
    state, draws, recipe = _setup(n)
    run, step = loop.compile_steps(state, recipe, draws), 0

    def work() -> None:
        nonlocal step
        run(tf.constant(step), tf.constant(step + steps)).numpy()
        step += steps

    return work


def _bare(n: int, steps: int) -> Run:
    state, _, _ = _setup(n)
    rng = np.random.default_rng(1)
    waves, noise = (tf.constant(rng.uniform(size=(n, width)), tf.float32) for width in (50, 10))
    seed, weights = tf.constant([1, 2]), state.discriminator.trainable_variables

    @tf.function(autograph=False)
    def gradients() -> tf.Tensor:
        def body(done: tf.Tensor, total: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            with tf.GradientTape() as tape:
                logits = state.discriminator(tf.concat([waves, state.generator(noise)], axis=0), seed=seed)
                loss = tf.reduce_mean(cross_entropy(logits[:n], REAL)) + tf.reduce_mean(
                    cross_entropy(logits[n:], GENERATED)
                )
            first = tape.gradient(loss, weights)
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(cross_entropy(state.discriminator(state.generator(noise), seed=seed), REAL))
            second = tape.gradient(loss, state.generator.trainable_variables)
            return done + 1, total + sum(tf.reduce_sum(gradient) for gradient in (*first, *second))

        return tf.while_loop(lambda done, _: done < steps, body, (tf.constant(0), tf.constant(0.0)))[1]

    return lambda: gradients().numpy()


if __name__ == "__main__":
    main()
