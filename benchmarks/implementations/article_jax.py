"""The article's step, written directly in JAX."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

Weights = dict[str, Any]


def prepare(pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train on `n` real and `n` generated waves; see `benchmarks.implementations`."""
    points = pool.shape[1]
    sgd, adam = optax.sgd(1e-3), optax.adam(1e-3, eps=1e-7)
    generator = _weights(0, {"a": (10, 200), "b": (200, points)})
    discriminator = _weights(1, {"conv": (5, 1, 50), "a": (50 * (points - 4), 50), "b": (50, 2)})
    state = (generator, discriminator, sgd.init(generator), adam.init(discriminator), jax.random.key(2))
    waves = jnp.asarray(pool)
    target_real, target_generated = jnp.array([0.0, 1.0]), jnp.array([1.0, 0.0])

    @jax.jit
    def train_step(state: Any) -> Any:
        generator, discriminator, sgd_state, adam_state, key = state
        key, rows, noise, again, mask, last = jax.random.split(key, 6)
        real = waves[jax.random.randint(rows, (n,), 0, len(pool))]
        batch = jnp.concatenate([real, _draw(generator, jax.random.uniform(noise, (n, 10)))])

        def discriminator_loss(weights: Weights) -> jax.Array:
            logits = _logits(weights, batch, mask)
            return (_loss(logits[:n], target_real) + _loss(logits[n:], target_generated)) / 2

        def generator_loss(weights: Weights) -> jax.Array:
            return _loss(_logits(discriminator, _draw(weights, jax.random.uniform(again, (n, 10))), last), target_real)

        first, gradients = jax.value_and_grad(discriminator_loss)(discriminator)
        updates, adam_state = adam.update(gradients, adam_state)
        discriminator = optax.apply_updates(discriminator, updates)
        second, gradients = jax.value_and_grad(generator_loss)(generator)
        updates, sgd_state = sgd.update(gradients, sgd_state)
        return (optax.apply_updates(generator, updates), discriminator, sgd_state, adam_state, key), first + second

    def work() -> None:
        nonlocal state
        for _ in range(steps):
            state, total = train_step(state)
            float(total)

    return work


def _weights(seed: int, shapes: dict[str, tuple[int, ...]]) -> Weights:
    glorot = jax.nn.initializers.glorot_uniform()
    keys = jax.random.split(jax.random.key(seed), len(shapes))
    return {
        name: (glorot(key, shape), jnp.zeros(shape[-1]))
        for key, (name, shape) in zip(keys, shapes.items(), strict=True)
    }


def _draw(weights: Weights, noise: jax.Array) -> jax.Array:
    hidden = jnp.tanh(noise @ weights["a"][0] + weights["a"][1])
    return jnp.tanh(hidden @ weights["b"][0] + weights["b"][1])


def _logits(weights: Weights, waves: jax.Array, mask: jax.Array) -> jax.Array:
    kernel, bias = weights["conv"]
    features = jax.lax.conv_general_dilated(
        waves[:, :, None], kernel, (1,), "VALID", dimension_numbers=("NHC", "HIO", "NHC")
    )
    features = jax.nn.relu(features + bias)
    features = features * jax.random.bernoulli(mask, 0.75, features.shape) / 0.75
    flat = features.reshape(len(waves), -1)
    return (flat @ weights["a"][0] + weights["a"][1]) @ weights["b"][0] + weights["b"][1]


def _loss(logits: jax.Array, target: jax.Array) -> jax.Array:
    return optax.sigmoid_binary_cross_entropy(logits, jnp.broadcast_to(target, logits.shape)).mean()
