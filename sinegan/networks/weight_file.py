"""Read the weights of dense layers from a ``.weights.h5`` file without Keras, and check such files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import h5py
import numpy as np
from numpy.typing import NDArray

from sinegan.io.files import FileProblemError, short

DenseLayer = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Matrix ``(inputs, units)`` and bias ``(units,)``."""


@contextmanager
def problems_named(path: str) -> Iterator[None]:
    """Turn what HDF5 and Keras raise for a file that does not fit into a FileProblemError with its name."""
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise FileProblemError(
            f"{path} does not fit the network of models/recipe.json ({short(error)}); run 'dvc repro' to train it again"
        ) from error


def check_count(archive: h5py.File, expected: int) -> None:
    """Raise ValueError unless the file holds that many arrays; Keras ignores layers that the network does not have."""
    n_arrays = _count(archive)
    if n_arrays != expected:
        raise ValueError(f"it holds {n_arrays} arrays, the network {expected}")


def check_finite(weights: Sequence[NDArray[np.float32]]) -> None:
    """Raise ValueError if a weight is NaN or infinite."""
    if not all(np.isfinite(weight).all() for weight in weights):
        raise ValueError("it holds NaN or infinity")


def read_dense(path: str, widths: Sequence[int]) -> list[DenseLayer]:
    """The weights of a chain of dense layers.

    Parameters
    ----------
    path
        Of a file that Keras wrote.
    widths
        Number of inputs of the first layer, then the number of units of each layer.

    Raises
    ------
    FileProblemError
        The file is truncated, or belongs to another network.
    """
    n_layers = len(widths) - 1
    with problems_named(path), h5py.File(path, "r") as archive:
        check_count(archive, 2 * n_layers)
        layers = [_read_layer(archive, number, *widths[number : number + 2]) for number in range(n_layers)]
        check_finite([weight for layer in layers for weight in layer])
    return layers


def _read_layer(archive: h5py.File, number: int, inputs: int, units: int) -> DenseLayer:
    group = f"layers/dense_{number}/vars" if number else "layers/dense/vars"
    return _read(archive, f"{group}/0", (inputs, units)), _read(archive, f"{group}/1", (units,))


def _read(archive: h5py.File, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    array = archive[name]
    if not isinstance(array, h5py.Dataset) or array.shape != shape or array.dtype != np.float32:
        raise ValueError(f"{name} is {array}; expected float32 {shape}")
    weights: NDArray[np.float32] = array[()]
    return weights


def _count(group: h5py.Group) -> int:
    """Number of entries that are not groups, in a group and all groups below it: arrays, and dangling links."""
    return sum(_count(item) if isinstance(item, h5py.Group) else 1 for item in group.values())
