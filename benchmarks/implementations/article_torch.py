"""The article's step, written directly in PyTorch."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn


def prepare(pool: NDArray[np.float32], n: int, steps: int) -> Callable[[], object]:
    """Train on `n` real and `n` generated waves; see `benchmarks.implementations`."""
    points = pool.shape[1]
    generator = nn.Sequential(nn.Linear(10, 200), nn.Tanh(), nn.Linear(200, points), nn.Tanh())
    discriminator = nn.Sequential(
        nn.Unflatten(1, (1, points)),
        nn.Conv1d(1, 50, 5),
        nn.ReLU(),
        nn.Dropout(0.25),
        nn.Flatten(),
        nn.Linear(50 * (points - 4), 50),
        nn.Linear(50, 2),
    )
    sgd = torch.optim.SGD(generator.parameters(), 1e-3)
    adam = torch.optim.Adam(discriminator.parameters(), 1e-3, eps=1e-7)
    waves, loss = torch.from_numpy(pool), nn.BCEWithLogitsLoss()
    target_real = torch.tensor([0.0, 1.0]).expand(n, 2)
    targets = torch.cat([target_real, torch.tensor([1.0, 0.0]).expand(n, 2)])

    def train_step() -> float:
        real = waves[torch.randint(len(pool), (n,))]
        with torch.no_grad():
            generated = generator(torch.rand(n, 10))
        adam.zero_grad()
        discriminator_loss = loss(discriminator(torch.cat([real, generated])), targets)
        discriminator_loss.backward()
        adam.step()
        sgd.zero_grad()
        discriminator.requires_grad_(False)
        generator_loss = loss(discriminator(generator(torch.rand(n, 10))), target_real)
        generator_loss.backward()
        sgd.step()
        discriminator.requires_grad_(True)
        return (discriminator_loss + generator_loss).item()

    return lambda: [train_step() for _ in range(steps)]
