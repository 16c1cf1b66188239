"""Denoising diffusion (Ho et al. 2020) of one-dimensional series by denoising-diffusion-pytorch.

python -m benchmarks.peers.denoising_diffusion.generate --pool pool.npy --seed 0 --out waves.npy --seconds 60
"""

import tempfile
from typing import Any

from benchmarks.peers.generation import batches_of, main
from benchmarks.peers.peer import Request, Series, Trained, Variant

PACKAGE = "denoising-diffusion-pytorch"
VARIANTS = {
    "readme": Variant(
        "Unet1D of width 64, multipliers 1, 2, 4, 8; 1,000 time steps, objective pred_v; Adam 8e-5, batch 32, "
        "2 accumulated gradients, moving average .995",
        "README of denoising-diffusion-pytorch, 1D Sequence",
        "700,000 steps",
    ),
    "small": Variant(
        "Unet1D of width 16, multipliers 1, 2, otherwise as readme",
        "README of denoising-diffusion-pytorch, with a network for two cores",
        "700,000 steps",
    ),
}
NETWORKS: dict[str, tuple[int, tuple[int, ...]]] = {"readme": (64, (1, 2, 4, 8)), "small": (16, (1, 2))}
STEPS, SAMPLING_STEPS, DRAWN_AT_ONCE = 700_000, 50, 1_000


def padding(length: int, multipliers: tuple[int, ...]) -> tuple[int, int]:
    """Points to add before and after: the network halves the length once for each multiplier but the last.

    Examples
    --------
    >>> padding(50, (1, 2, 4, 8)), padding(24, (1, 2, 4, 8)), padding(50, (1, 2))
    ((3, 3), (0, 0), (0, 0))
    """
    missing = -length % 2 ** (len(multipliers) - 1)
    return missing // 2, missing - missing // 2


def deviations(variant: str, length: int) -> list[str]:
    """From the README."""
    width, multipliers = NETWORKS[variant]
    said = [
        "No mixed precision: it is for GPUs.",
        f"Drawn by DDIM (Song et al. 2021) in {SAMPLING_STEPS} of the 1,000 time steps, since all of them would take "
        "hours for 10,000 series.",
        "No series are drawn and no files saved during training.",
    ]
    if variant == "small":
        said.append(f"Width {width} and multipliers {multipliers} in place of 64 and (1, 2, 4, 8).")
    if sum(padding(length, multipliers)):
        before, after = padding(length, multipliers)
        said.append(
            f"The network needs a multiple of {2 ** (len(multipliers) - 1)} points: {before} before and {after} after "
            "are added by reflection, and cut off again."
        )
    return said


def train(series: Series, request: Request) -> Trained:
    """Train with the package's own trainer, which asks for its number of steps before each of them."""
    import numpy as np
    import torch
    from denoising_diffusion_pytorch import Dataset1D, GaussianDiffusion1D, Trainer1D, Unet1D

    torch.manual_seed(request.seed)
    torch.set_num_threads(2)
    request.clock.start()
    _, length, channels = series.shape
    width, multipliers = NETWORKS[request.variant]
    before, after = padding(length, multipliers)
    padded = np.pad(series, ((0, 0), (before, after), (0, 0)), mode="reflect").transpose(0, 2, 1)
    low, high = float(padded.min()), float(padded.max())

    class Timed(Trainer1D):
        @property
        def train_num_steps(self) -> int:
            return 0 if request.clock.expired else self.last

        @train_num_steps.setter
        def train_num_steps(self, value: int) -> None:
            self.last = value

    network = Unet1D(dim=width, dim_mults=multipliers, channels=channels)
    diffusion = GaussianDiffusion1D(
        network, seq_length=padded.shape[2], timesteps=1_000, sampling_timesteps=SAMPLING_STEPS, objective="pred_v"
    )
    data = Dataset1D(torch.from_numpy((padded - low) / (high - low)))
    with tempfile.TemporaryDirectory() as folder:
        trainer = Timed(
            diffusion, data, train_batch_size=32, train_lr=8e-5, train_num_steps=STEPS, gradient_accumulate_every=2,
            ema_decay=0.995, save_and_sample_every=10 * STEPS, results_folder=folder,
        )  # fmt: skip
        trainer.train()
    parameters = sum(weights.numel() for weights in network.parameters())
    return Trained(
        lambda n: _draw(trainer, n)[:, before : before + length] * (high - low) + low,
        trainer.step, trainer.step * 64 / len(series), parameters, deviations(request.variant, length),
    )  # fmt: skip


def _draw(trainer: Any, n: int) -> Series:
    """By the moving average of the weights, as ``(n, length, channels)`` in [0, 1]."""
    import numpy as np

    trainer.ema.ema_model.eval()
    parts = [trainer.ema.ema_model.sample(batch_size=size).numpy() for size in batches_of(n, DRAWN_AT_ONCE)]
    return np.concatenate(parts).transpose(0, 2, 1)


if __name__ == "__main__":
    main(PACKAGE, VARIANTS, train)
