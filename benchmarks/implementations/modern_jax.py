"""The step of recipe ``modern``, written directly in JAX: one scan over all steps of a call."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from benchmarks.implementations.modern_recipe import DIFFERENCE_SCALE, Batch, modern, widths

Layers = list[tuple[jax.Array, jax.Array]]
"""Matrix and bias of each layer."""


class State(NamedTuple):
    """Both networks, the generator's moving average, and the optimisers."""

    generator: Layers
    discriminator: Layers
    average: Layers
    generator_adam: Any
    discriminator_adam: Any


def prepare(pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train at batch size `n`; see `benchmarks.implementations`."""
    recipe, waves, keys = modern(), jnp.asarray(pool), jax.random.split(jax.random.key(0), 3)
    layers = [_layers(key, width) for key, width in zip(keys, widths(recipe, pool.shape[1]), strict=False)]
    state, train_step = new_state(recipe, *layers), step_of(recipe)
    noise_shape = (n, recipe["generator"]["noise_dim"])

    def one(carry: tuple[State, jax.Array], number: jax.Array) -> tuple[tuple[State, jax.Array], jax.Array]:
        key, *parts = jax.random.split(carry[1], 5)
        real, other_real = (waves[jax.random.randint(part, (n,), 0, len(pool))] for part in parts[:2])
        noise, other_noise = (jax.random.uniform(part, noise_shape) for part in parts[2:])
        new, losses = train_step(carry[0], number, Batch(real, noise, other_real, other_noise))
        return (new, key), losses

    run = jax.jit(lambda carry, first: jax.lax.scan(one, carry, first + jnp.arange(steps)))
    carry, done = (state, keys[2]), 0

    def work() -> None:
        nonlocal carry, done
        carry, losses = run(carry, done)
        np.asarray(losses)
        done += steps

    return work


def new_state(recipe: dict[str, Any], generator: Layers, discriminator: Layers) -> State:
    """The state before the first step."""
    generator_adam, discriminator_adam = _adams(recipe)
    return State(
        generator, discriminator, generator, generator_adam.init(generator), discriminator_adam.init(discriminator)
    )


def step_of(recipe: dict[str, Any]) -> Callable[[State, jax.Array, Batch], tuple[State, jax.Array]]:
    """From a state, the number of steps before and a batch to the next state and both losses ``(2,)``."""
    generator_adam, discriminator_adam = _adams(recipe)

    def step(state: State, number: jax.Array, batch: Batch) -> tuple[State, jax.Array]:
        waves = jnp.concatenate([batch.real, draw(state.generator, batch.noise)])
        gradients, first = jax.grad(_discriminator_loss, has_aux=True)(state.discriminator, waves, recipe)
        updates, discriminator_state = discriminator_adam.update(gradients, state.discriminator_adam)
        discriminator = optax.apply_updates(state.discriminator, updates)
        second, gradients = jax.value_and_grad(_generator_loss)(state.generator, discriminator, batch)
        updates, generator_state = generator_adam.update(gradients, state.generator_adam)
        generator = optax.apply_updates(state.generator, updates)
        decay = jnp.minimum(recipe["ema_decay"], (1 + number) / (10 + number))
        average = jax.tree.map(lambda old, new: old + (1 - decay) * (new - old), state.average, generator)
        return State(generator, discriminator, average, generator_state, discriminator_state), jnp.stack(
            [first, second]
        )

    return step


def draw(generator: Layers, noise: jax.Array) -> jax.Array:
    """Waves ``(n, n_points)`` from U(0, 1) noise."""
    return (_apply(generator, 2 * noise - 1) + 1) / 2


def _discriminator_loss(discriminator: Layers, waves: jax.Array, recipe: dict[str, Any]) -> tuple[jax.Array, jax.Array]:
    """The loss with both penalties, and without."""
    n = len(waves) // 2

    def total(waves: jax.Array) -> tuple[jax.Array, jax.Array]:
        logits = _logits(discriminator, waves)
        return logits.sum(), logits

    slopes, logits = jax.grad(total, has_aux=True)(waves)
    norms = jnp.square(slopes).sum(axis=1)
    penalty = (recipe["r1_gamma"] * norms[:n].mean() + recipe["r2_gamma"] * norms[n:].mean()) / 2
    loss = jax.nn.softplus(logits[n:] - logits[:n]).mean()
    return loss + penalty, loss


def _generator_loss(generator: Layers, discriminator: Layers, batch: Batch) -> jax.Array:
    on_generated = _logits(discriminator, draw(generator, batch.other_noise))
    return jax.nn.softplus(_logits(discriminator, batch.other_real) - on_generated).mean()


def _logits(discriminator: Layers, waves: jax.Array) -> jax.Array:
    waves = 2 * waves - 1
    return _apply(discriminator, jnp.concatenate([waves, DIFFERENCE_SCALE * jnp.diff(waves)], axis=1))


def _apply(layers: Layers, inputs: jax.Array) -> jax.Array:
    *hidden, (matrix, bias) = layers
    for kernel, offset in hidden:
        inputs = jax.nn.silu(inputs @ kernel + offset)
    return inputs @ matrix + bias


def _layers(key: jax.Array, widths: Sequence[int]) -> Layers:
    glorot, shapes = jax.nn.initializers.glorot_uniform(), list(pairwise(widths))
    keys = jax.random.split(key, len(shapes))
    return [(glorot(part, shape), jnp.zeros(shape[1])) for part, shape in zip(keys, shapes, strict=True)]


def _adams(recipe: dict[str, Any]) -> list[optax.GradientTransformation]:
    """The optimisers of generator and discriminator."""
    found = []
    for network in ("generator", "discriminator"):
        adam = recipe[network]["optimizer"]
        rate = optax.cosine_decay_schedule(adam["learning_rate"], recipe["steps"], recipe["final_lr_fraction"])
        found.append(optax.adam(rate, adam["beta_1"], adam["beta_2"], adam["epsilon"]))
    return found
