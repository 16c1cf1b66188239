"""DoppelGANger (Lin et al. 2020, arXiv 1909.13403) by gretel-synthetics.

python -m benchmarks.peers.dgan.generate --pool pool.npy --seed 0 --out waves.npy --seconds 60
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from benchmarks.peers.generation import main
from benchmarks.peers.peer import Request, Series, Trained, Variant

PACKAGE = "gretel-synthetics"
VARIANTS = {
    "notebook": Variant(
        "no scaling of each series, no attribute discriminator, both learning rates 1e-4, batch 1,000",
        "gretel-synthetics notebook examples/timeseries_dgan",
        "10,000 steps, which are the notebook's 10,000 epochs of one batch",
    ),
    "defaults": Variant(
        "defaults of DGANConfig: each series scaled, attribute discriminator, learning rates 1e-3, batch 1,024",
        "gretel-synthetics, DGANConfig",
        "400 epochs",
    ),
}
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "notebook": {
        "apply_feature_scaling": True, "apply_example_scaling": False, "use_attribute_discriminator": False,
        "generator_learning_rate": 1e-4, "discriminator_learning_rate": 1e-4, "batch_size": 1_000,
    },
    "defaults": {"batch_size": 1_024},
}  # fmt: skip
SAMPLE_LENGTHS = {"notebook": 12, "defaults": 5}
"""Points that the LSTM draws in one go, as documented; it has to divide the length."""
NOTEBOOK_STEPS, DEFAULT_EPOCHS = 10_000, 400


class TimeIsUpError(Exception):
    """Raised from the progress callback: the package has no other way to stop early."""


def sample_length(variant: str, length: int) -> int:
    """The divisor of the length that is nearest to the documented number of points.

    Examples
    --------
    >>> sample_length("notebook", 50), sample_length("notebook", 24), sample_length("defaults", 24)
    (10, 12, 4)
    """
    divisors = [number for number in range(1, length + 1) if length % number == 0]
    return min(divisors, key=lambda number: abs(number - SAMPLE_LENGTHS[variant]))


def deviations(variant: str, length: int) -> list[str]:
    """From the notebook, or from the defaults."""
    chosen, documented = sample_length(variant, length), SAMPLE_LENGTHS[variant]
    if chosen == documented:
        return []
    return [f"sample_len {chosen} in place of {documented}, which does not divide {length}."]


def train(series: Series, request: Request) -> Trained:
    """Train until the clock is up, or for the documented length."""
    import numpy as np
    import torch
    from gretel_synthetics.timeseries_dgan.config import DGANConfig, OutputType
    from gretel_synthetics.timeseries_dgan.dgan import DGAN

    np.random.seed(request.seed)  # noqa: NPY002 - the package may draw from it
    torch.manual_seed(request.seed)
    torch.set_num_threads(2)
    request.clock.start()
    _, length, channels = series.shape
    settings = SETTINGS[request.variant]
    per_epoch = -(-len(series) // settings["batch_size"])
    documented = NOTEBOOK_STEPS if request.variant == "notebook" else DEFAULT_EPOCHS * per_epoch
    config = DGANConfig(
        max_sequence_len=length, sample_len=sample_length(request.variant, length), epochs=10**9, cuda=False, **settings
    )
    model, done = DGAN(config), 0

    def look_at_clock(_: Any) -> None:
        nonlocal done
        done += 1
        if request.clock.expired or (not request.timed and done == documented):
            raise TimeIsUpError

    with suppress(TimeIsUpError):
        model.train_numpy(series, [OutputType.CONTINUOUS] * channels, progress_callback=look_at_clock)
    networks = [model.generator, model.feature_discriminator, model.attribute_discriminator]
    parameters = sum(weights.numel() for network in networks if network for weights in network.parameters())
    return Trained(
        lambda n: np.stack(model.generate_numpy(n)[1]),
        done, done / per_epoch, parameters, deviations(request.variant, length),
    )  # fmt: skip


if __name__ == "__main__":
    main(PACKAGE, VARIANTS, train)
