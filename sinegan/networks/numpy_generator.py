"""Draw waves from a trained generator without TensorFlow, which takes seconds to start."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sinegan.networks import philox
from sinegan.networks.purpose import WAVES_PER_STREAM, Purpose
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.waves.blocks import in_blocks
from sinegan.waves.channels import unflatten

_ROWS_PER_PASS = 1_000
"""A fixed number, so that rounding errors do not depend on how many waves are drawn."""

Floats = NDArray[np.float64]
_ACTIVATIONS: dict[str, Callable[[Floats], Floats]] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: _sigmoid(x),
    "tanh": np.tanh,
    "silu": lambda x: x * _sigmoid(x),
    "sine": np.sin,
}


class NumpyGenerator(NamedTuple):
    """The same function as `sinegan.networks.build.generator`, up to rounding errors of float32.

    It computes in float64, so that its waves, rounded to float32 at the end, depend little on processor and libraries.

    Attributes
    ----------
    trained
        Its recipe.
    layers
        Matrix and bias of each dense layer.
    """

    trained: TrainedRecipe
    layers: Sequence[tuple[NDArray[Any], NDArray[Any]]]

    def __call__(self, noise: NDArray[np.float32]) -> NDArray[np.float32]:
        """From noise ``(n, n_noise)`` to waves in the shape and units of the user's file."""
        params = self.trained.recipe.generator
        x = _latent(params.latent, noise[:, : params.noise_dim].astype(np.float64))
        names = [*[params.activation] * len(params.hidden), params.output_activation]
        for (matrix, bias), name in zip(self.layers, names, strict=True):
            x = _ACTIVATIONS[name](x @ matrix.astype(np.float64) + bias)
        x = _window(x, noise[:, -1], params.crop, self.trained.n_channels) if params.crop else x
        x = 0.5 * x + 0.5 if self.trained.recipe.normalize else x
        waves, scaling = unflatten(x, self.trained.shape), self.trained.scaling
        return (scaling.undo(waves) if scaling else waves).astype(np.float32)

    def blocks(self, n: int, *, seed: int) -> Iterator[NDArray[np.float32]]:
        """Draw `n` waves, from the same noise as `sinegan.networks.sampling.blocks`, some at a time."""
        n_noise = self.trained.recipe.generator.n_noise
        for number, rows in enumerate(in_blocks(n, WAVES_PER_STREAM)):
            vectors = noise(WAVES_PER_STREAM, n_noise, seed=seed, block=number)
            for part in in_blocks(rows.stop - rows.start, _ROWS_PER_PASS):
                yield self(vectors[part.start : part.start + _ROWS_PER_PASS])[: part.stop - part.start]


def widths(trained: TrainedRecipe) -> list[int]:
    """Number of inputs of the first dense layer, then the number of units of each layer."""
    params = trained.recipe.generator
    outputs = (trained.n_points + params.crop) * trained.n_channels
    return [params.noise_dim + (params.latent == "circular"), *params.hidden, outputs]


def noise(n: int, n_noise: int, *, seed: int, block: int = 0) -> NDArray[np.float32]:
    """The same numbers ``(n, n_noise)`` as `sinegan.networks.sampling.noise` for one block of waves."""
    stream = philox.fold_in(philox.fold_in((seed, Purpose.SAMPLING), 0), block)
    return philox.uniform(stream, (n, n_noise))


def _latent(name: str, noise: Floats) -> Floats:
    if name == "circular":
        angle = 2 * np.pi * noise[:, :1]
        return np.concatenate([np.cos(angle), np.sin(angle), 2 * noise[:, 1:] - 1], axis=1)
    if name == "normal":
        from scipy.special import ndtri  # takes a while to import, and few recipes need it

        return ndtri(np.minimum(noise + philox.HALF_STEP, 1 - philox.HALF_STEP))
    return 2 * noise - 1 if name == "uniform11" else noise


def _window(waves: Floats, uniform: NDArray[np.float32], crop: int, n_channels: int) -> Floats:
    """As `sinegan.networks.layers.random_window`; the product is in float32 as there: rounding decides the place."""
    first = np.minimum(np.floor(uniform * np.float32(crop + 1)), crop).astype(np.int64)
    by_channel = waves.reshape(len(waves), n_channels, -1)
    windows = sliding_window_view(by_channel, by_channel.shape[2] - crop, axis=2)
    return windows[np.arange(len(waves)), :, first].reshape(len(waves), -1)


def _sigmoid(x: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    return 0.5 + 0.5 * np.tanh(0.5 * x)
