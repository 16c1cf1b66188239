"""The step of recipe ``modern``, written directly in PyTorch, not compiled."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn.functional import softplus
from torch.optim.lr_scheduler import CosineAnnealingLR

from benchmarks.implementations.modern_recipe import DIFFERENCE_SCALE, Batch, modern, widths


def prepare(pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train at batch size `n`; see `benchmarks.implementations`."""
    recipe, waves = modern(), torch.from_numpy(pool)
    training = Training(recipe, pool.shape[1])
    return lambda: torch.stack([training.step(draw_batch(waves, n, recipe)) for _ in range(steps)]).numpy()


def draw_batch(waves: torch.Tensor, n: int, recipe: dict[str, Any]) -> Batch:
    """Fresh waves of the pool, and noise."""
    real, other_real = (waves[torch.randint(len(waves), (n,))] for _ in range(2))
    noise, other_noise = (torch.rand(n, recipe["generator"]["noise_dim"]) for _ in range(2))
    return Batch(real, noise, other_real, other_noise)


def dense(widths: Sequence[int]) -> nn.Sequential:
    """Linear layers with SiLU between them."""
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths):
        layers += [nn.Linear(inputs, outputs), nn.SiLU()]
    return nn.Sequential(*layers[:-1])


def with_differences(waves: torch.Tensor) -> torch.Tensor:
    """Waves as the discriminator sees them."""
    waves = 2 * waves - 1
    return torch.cat([waves, DIFFERENCE_SCALE * torch.diff(waves)], dim=1)


class Training:
    """Both networks, the generator's moving average, the optimisers and their schedules."""

    def __init__(self, recipe: dict[str, Any], n_points: int) -> None:
        self.recipe, self.number = recipe, 0
        self.generator, self.discriminator = (dense(of_network) for of_network in widths(recipe, n_points))
        self.average = deepcopy(self.generator).requires_grad_(False)
        self._generator_adam, generator_rate = self._optimizer("generator", self.generator)
        self._discriminator_adam, discriminator_rate = self._optimizer("discriminator", self.discriminator)
        self._rates = generator_rate, discriminator_rate

    def _optimizer(self, name: str, network: nn.Module) -> tuple[torch.optim.Adam, CosineAnnealingLR]:
        adam, steps = self.recipe[name]["optimizer"], self.recipe["steps"]
        rate, betas = adam["learning_rate"], (adam["beta_1"], adam["beta_2"])
        optimizer = torch.optim.Adam(network.parameters(), rate, betas, adam["epsilon"])
        return optimizer, CosineAnnealingLR(optimizer, steps, rate * self.recipe["final_lr_fraction"])

    def step(self, batch: Batch) -> torch.Tensor:
        """One step of both networks; returns both losses ``(2,)``."""
        losses = torch.stack([self._discriminator_step(batch), self._generator_step(batch)])
        for rate in self._rates:
            rate.step()
        decay = min(self.recipe["ema_decay"], (1 + self.number) / (10 + self.number))
        with torch.no_grad():
            for average, weight in zip(self.average.parameters(), self.generator.parameters(), strict=True):
                average.lerp_(weight, 1 - decay)
        self.number += 1
        return losses

    def _discriminator_step(self, batch: Batch) -> torch.Tensor:
        n = len(batch.real)
        with torch.no_grad():
            generated = self._draw(batch.noise)
        waves = torch.cat([batch.real, generated]).requires_grad_()
        logits = self._logits(waves)
        (slopes,) = torch.autograd.grad(logits.sum(), waves, create_graph=True)
        norms = slopes.square().sum(dim=1)
        penalty = (self.recipe["r1_gamma"] * norms[:n].mean() + self.recipe["r2_gamma"] * norms[n:].mean()) / 2
        loss = softplus(logits[n:] - logits[:n]).mean()
        self._discriminator_adam.zero_grad()
        (loss + penalty).backward()
        self._discriminator_adam.step()
        return loss.detach()

    def _generator_step(self, batch: Batch) -> torch.Tensor:
        self.discriminator.requires_grad_(False)
        on_generated = self._logits(self._draw(batch.other_noise))
        loss = softplus(self._logits(batch.other_real) - on_generated).mean()
        self._generator_adam.zero_grad()
        loss.backward()
        self._generator_adam.step()
        self.discriminator.requires_grad_(True)
        return loss.detach()

    def _draw(self, noise: torch.Tensor) -> torch.Tensor:
        return (self.generator(2 * noise - 1) + 1) / 2

    def _logits(self, waves: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.discriminator(with_differences(waves))
        return logits
