"""Train by recipe ``modern`` in another library, with given weights and batches.

    python -m tests.benchmarks.train_modern LIBRARY INPUT.npz OUTPUT.npz

A process of its own, since TensorFlow and PyTorch can crash each other. INPUT holds the weights of both networks in
Keras' order, and each field of `Batch` for all steps; OUTPUT the losses and the averaged generator's weights.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.implementations.modern_recipe import Batch, modern

Weights = list[np.ndarray]
Trained = tuple[np.ndarray, Weights]
"""Losses of discriminator and generator ``(steps, 2)``, and the averaged generator's weights."""
Train = Callable[[dict[str, Any], Weights, Weights, Sequence[Batch]], Trained]


def main(library: str, source: str, target: str) -> None:
    with np.load(source, allow_pickle=False) as stored:
        arrays = dict(stored)
    generator, discriminator = (
        [arrays[f"{network}/{number}"] for number in range(6)] for network in ("generator", "discriminator")
    )
    batches = [Batch(*of_step) for of_step in zip(*(arrays[field] for field in Batch._fields), strict=True)]
    recipe = with_small_epsilon(modern()) | {"steps": len(batches)}
    losses, average = TRAIN[library](recipe, generator, discriminator, batches)
    np.savez(target, losses=losses, **{f"average/{number}": weight for number, weight in enumerate(average)})


def with_small_epsilon(recipe: dict[str, Any]) -> dict[str, Any]:
    """Keras adds Adam's epsilon before it corrects the bias of the second moment, the others afterwards.

    That matters where a gradient is almost 0, and is no difference between the implementations.
    """
    networks = {
        name: recipe[name] | {"optimizer": recipe[name]["optimizer"] | {"epsilon": 1e-15}}
        for name in ("generator", "discriminator")
    }
    return recipe | networks


def _jax(recipe: dict[str, Any], generator: Weights, discriminator: Weights, batches: Sequence[Batch]) -> Trained:
    from benchmarks.implementations import modern_jax

    state = modern_jax.new_state(recipe, *(list(zip(w[::2], w[1::2], strict=True)) for w in (generator, discriminator)))
    step, losses = modern_jax.step_of(recipe), []
    for number, batch in enumerate(batches):
        state, both = step(state, number, batch)
        losses.append(both)
    return np.array(losses), [np.asarray(array) for layer in state.average for array in layer]


def _set(network: Any, weights: Weights) -> None:
    import torch

    with torch.no_grad():
        for parameter, weight in zip(network.parameters(), weights, strict=True):
            parameter.copy_(torch.from_numpy(weight.T.copy()))


def _torch(recipe: dict[str, Any], generator: Weights, discriminator: Weights, batches: Sequence[Batch]) -> Trained:
    import torch

    from benchmarks.implementations.modern_torch import Training

    training = Training(recipe, 50)
    _set(training.generator, generator)
    _set(training.average, generator)
    _set(training.discriminator, discriminator)
    losses = [training.step(Batch(*map(torch.from_numpy, batch))).numpy() for batch in batches]
    return np.array(losses), [weight.numpy().T for weight in training.average.parameters()]


def _torch_compiled(
    recipe: dict[str, Any], generator: Weights, discriminator: Weights, batches: Sequence[Batch]
) -> Trained:
    """The function that the benchmark compiles; not compiled here, which takes a minute."""
    import torch

    from benchmarks.implementations.modern_torch_compiled import Networks

    networks, losses = Networks(recipe, 50), []
    _set(networks.generator, generator)
    _set(networks.discriminator, discriminator)
    state = networks.new_state()
    with torch.no_grad():
        for number, batch in enumerate(batches):
            state, both = networks.step(state, torch.tensor(float(number)), Batch(*map(torch.from_numpy, batch)))
            losses.append(both.numpy())
    return np.array(losses), [weight.numpy().T for weight in state.average.values()]


TRAIN: dict[str, Train] = {"jax": _jax, "torch": _torch, "torch_compiled": _torch_compiled}


if __name__ == "__main__":
    main(*sys.argv[1:])
