"""The step of recipe ``modern`` in PyTorch, compiled as one graph.

``torch.compile`` does not differentiate twice through a compiled function, so that the gradients are taken inside it
by `torch.func`. The update of Adam is written out, since the one of `torch.optim` would divide the graph.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.func import functional_call, grad, grad_and_value
from torch.nn.functional import softplus

from benchmarks.implementations.modern_recipe import Batch, modern, widths
from benchmarks.implementations.modern_torch import dense, draw_batch, with_differences

Weights = dict[str, torch.Tensor]


class Adam(NamedTuple):
    """A network's weights, and their two moments."""

    weights: Weights
    first: Weights
    second: Weights


class State(NamedTuple):
    """Both networks with their optimisers, and the generator's moving average."""

    generator: Adam
    discriminator: Adam
    average: Weights


def prepare(pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train at batch size `n`; see `benchmarks.implementations`."""
    recipe, waves = modern(), torch.from_numpy(pool)
    networks = Networks(recipe, pool.shape[1])
    compiled = torch.compile(lambda state, number: networks.step(state, number, draw_batch(waves, n, recipe)))
    state, number = networks.new_state(), 0

    @torch.no_grad()
    def work() -> object:
        nonlocal state, number
        losses = []
        for _ in range(steps):
            state, both = compiled(state, torch.tensor(float(number)))
            losses.append(both)
            number += 1
        return torch.stack(losses).numpy()

    return work


class Networks:
    """The networks' layers; their weights are arguments."""

    def __init__(self, recipe: dict[str, Any], n_points: int) -> None:
        self.recipe = recipe
        self.generator, self.discriminator = (dense(of_network) for of_network in widths(recipe, n_points))

    def new_state(self) -> State:
        """The state before the first step."""
        generator = _new_adam(self.generator)
        return State(generator, _new_adam(self.discriminator), generator.weights)

    def step(self, state: State, number: torch.Tensor, batch: Batch) -> tuple[State, torch.Tensor]:
        """From a state, the number of steps before and a batch to the next state and both losses ``(2,)``."""
        waves = torch.cat([batch.real, self._draw(state.generator.weights, batch.noise)])
        gradients, first = grad(self._discriminator_loss, has_aux=True)(state.discriminator.weights, waves)
        discriminator = self._updated("discriminator", state.discriminator, gradients, number)
        of_generator = partial(self._generator_loss, discriminator=discriminator.weights, batch=batch)
        gradients, second = grad_and_value(of_generator)(state.generator.weights)
        generator = self._updated("generator", state.generator, gradients, number)
        decay = torch.clamp((1 + number) / (10 + number), max=self.recipe["ema_decay"])
        average = {name: old.lerp(generator.weights[name], 1 - decay) for name, old in state.average.items()}
        return State(generator, discriminator, average), torch.stack([first, second])

    def _discriminator_loss(self, weights: Weights, waves: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The loss with both penalties, and without."""
        n = len(waves) // 2

        def total(waves: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            logits = self._logits(weights, waves)
            return logits.sum(), logits

        slopes, logits = grad(total, has_aux=True)(waves)
        norms = slopes.square().sum(dim=1)
        penalty = (self.recipe["r1_gamma"] * norms[:n].mean() + self.recipe["r2_gamma"] * norms[n:].mean()) / 2
        loss = softplus(logits[n:] - logits[:n]).mean()
        return loss + penalty, loss

    def _generator_loss(self, weights: Weights, discriminator: Weights, batch: Batch) -> torch.Tensor:
        on_generated = self._logits(discriminator, self._draw(weights, batch.other_noise))
        return softplus(self._logits(discriminator, batch.other_real) - on_generated).mean()

    def _draw(self, weights: Weights, noise: torch.Tensor) -> torch.Tensor:
        waves: torch.Tensor = (functional_call(self.generator, weights, (2 * noise - 1,)) + 1) / 2
        return waves

    def _logits(self, weights: Weights, waves: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = functional_call(self.discriminator, weights, (with_differences(waves),))
        return logits

    def _updated(self, network: str, old: Adam, gradients: Weights, number: torch.Tensor) -> Adam:
        """Kingma & Ba 2015, algorithm 1, with half-cosine decay of the learning rate."""
        adam, last = self.recipe[network]["optimizer"], self.recipe["final_lr_fraction"]
        cosine = (1 + torch.cos(math.pi * torch.clamp(number / self.recipe["steps"], max=1.0))) / 2
        rate = adam["learning_rate"] * (last + (1 - last) * cosine)
        names, (beta_1, beta_2) = list(old.weights), (adam["beta_1"], adam["beta_2"])
        first = {name: beta_1 * old.first[name] + (1 - beta_1) * gradients[name] for name in names}
        second = {name: beta_2 * old.second[name] + (1 - beta_2) * gradients[name].square() for name in names}
        scale_1, scale_2 = 1 - torch.pow(beta_1, number + 1), 1 - torch.pow(beta_2, number + 1)
        moves = {name: first[name] / scale_1 / (torch.sqrt(second[name] / scale_2) + adam["epsilon"]) for name in names}
        return Adam({name: old.weights[name] - rate * moves[name] for name in names}, first, second)


def _new_adam(network: nn.Module) -> Adam:
    weights = {name: weight.detach().clone() for name, weight in network.named_parameters()}
    first, second = ({name: torch.zeros_like(weight) for name, weight in weights.items()} for _ in range(2))
    return Adam(weights, first, second)
