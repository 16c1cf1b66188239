"""Write and read the weights of Keras networks; the networks themselves are rebuilt from their recipe."""

import h5py
import keras
import numpy as np

from sinegan.io.files import FileProblemError, replacing
from sinegan.networks import build
from sinegan.networks.discriminator import Critic
from sinegan.networks.recipe import TrainedRecipe


def write(path: str, network: keras.Model) -> None:
    """Write the weights as ``.weights.h5``: unlike a ``.keras`` archive it has no date and no code in it."""
    with replacing(path) as partial:
        partial.write_bytes(bytes(_most_bytes(network)))  # on a full disk HDF5 would take the process down with it
        network.save_weights(partial)


def read_into(network: keras.Model, path: str) -> None:
    """Read weights into a network of the same shape.

    Raises
    ------
    FileProblemError
        The file is torn, or belongs to another network.
    """
    try:
        with h5py.File(path, "r") as archive:
            found = _count(archive)
        if found != len(network.weights):  # Keras would pass over layers that the network has not
            raise ValueError(f"it holds {found} arrays, the network {len(network.weights)}")
        network.load_weights(path)
        if not all(np.isfinite(weight).all() for weight in network.get_weights()):
            raise ValueError("it holds NaN or infinity")
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        said = " ".join(str(error).split())[:200]
        raise FileProblemError(
            f"{path} does not fit the network of models/recipe.json ({said}); run 'dvc repro' to train it anew"
        ) from error


def load_generator(trained: TrainedRecipe, path: str) -> keras.Model:
    """The generator of a trained recipe, with the weights in a file.

    Raises
    ------
    FileProblemError
        The file is torn, or belongs to another network.
    """
    generator = build.generator(trained.recipe, trained.n_points)
    read_into(generator, path)
    return generator


def load_discriminator(trained: TrainedRecipe, path: str) -> Critic:
    """The discriminator of a trained recipe; raises as `load_generator` does."""
    discriminator = build.discriminator(trained.recipe, trained.n_points)
    read_into(discriminator, path)
    return discriminator


def _most_bytes(network: keras.Model) -> int:
    """No file of its weights is larger: HDF5 takes some kilobytes for each array's and layer's name."""
    return int(sum(weight.nbytes + 8 * 1024 for weight in network.get_weights())) + 64 * 1024


def _count(group: h5py.Group) -> int:
    """Entries that are no group, in a group and all groups below it: arrays, and links that lead nowhere."""
    return sum(_count(item) if isinstance(item, h5py.Group) else 1 for item in group.values())
