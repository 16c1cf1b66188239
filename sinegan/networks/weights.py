"""Write and read the weights of Keras networks; the networks are rebuilt from their recipe."""

import h5py
import keras
import numpy as np

from sinegan.io.files import FileProblemError, replacing
from sinegan.networks import build
from sinegan.networks.discriminator import Discriminator
from sinegan.networks.recipe import TrainedRecipe


def write(path: str, network: keras.Model) -> None:
    """Write the weights as ``.weights.h5``: unlike a ``.keras`` archive it holds no date and no code."""
    with replacing(path) as partial:
        partial.write_bytes(bytes(_most_bytes(network)))  # on a full disk HDF5 would crash the process
        network.save_weights(partial)


def read_into(network: keras.Model, path: str) -> None:
    """Read weights into a network of the same shape.

    Raises
    ------
    FileProblemError
        The file is truncated, or belongs to another network.
    """
    try:
        with h5py.File(path, "r") as archive:
            n_arrays = _count(archive)
        if n_arrays != len(network.weights):  # Keras would ignore layers that the network does not have
            raise ValueError(f"it holds {n_arrays} arrays, the network {len(network.weights)}")
        network.load_weights(path)
        if not all(np.isfinite(weight).all() for weight in network.get_weights()):
            raise ValueError("it holds NaN or infinity")
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise FileProblemError(
            f"{path} does not fit the network of models/recipe.json ({reason}); run 'dvc repro' to train it again"
        ) from error


def load_generator(trained: TrainedRecipe, path: str) -> keras.Model:
    """The generator of a trained recipe, with the weights in a file.

    Raises
    ------
    FileProblemError
        The file is truncated, or belongs to another network.
    """
    generator = build.generator(trained.recipe, trained.n_points)
    read_into(generator, path)
    return generator


def load_discriminator(trained: TrainedRecipe, path: str) -> Discriminator:
    """The discriminator of a trained recipe; raises as `load_generator` does."""
    discriminator = build.discriminator(trained.recipe, trained.n_points)
    read_into(discriminator, path)
    return discriminator


def _most_bytes(network: keras.Model) -> int:
    """An upper bound of the size of its file: HDF5 needs some kilobytes for the name of each array and layer."""
    return int(sum(weight.nbytes + 8 * 1024 for weight in network.get_weights())) + 64 * 1024


def _count(group: h5py.Group) -> int:
    """Number of entries that are not groups, in a group and all groups below it: arrays, and dangling links."""
    return sum(_count(item) if isinstance(item, h5py.Group) else 1 for item in group.values())
