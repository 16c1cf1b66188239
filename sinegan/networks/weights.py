"""Write and read the weights of Keras networks; the networks are rebuilt from their recipe."""

import h5py
import keras

from sinegan.io.files import replacing
from sinegan.networks import build
from sinegan.networks.discriminator import Discriminator
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.networks.weight_file import check_count, check_finite, problems_named


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
    with problems_named(path):
        with h5py.File(path, "r") as archive:
            check_count(archive, len(network.weights))
        network.load_weights(path)
        check_finite(network.get_weights())


def load_generator(trained: TrainedRecipe, path: str) -> keras.Model:
    """The generator of a trained recipe, with the weights in a file.

    Raises
    ------
    FileProblemError
        The file is truncated, or belongs to another network.
    """
    generator = build.generator(trained.recipe, trained.n_points, trained.n_channels)
    read_into(generator, path)
    return generator


def load_discriminator(trained: TrainedRecipe, path: str) -> Discriminator:
    """The discriminator of a trained recipe; raises as `load_generator` does."""
    discriminator = build.discriminator(trained.recipe, trained.n_points, trained.n_channels)
    read_into(discriminator, path)
    return discriminator


def _most_bytes(network: keras.Model) -> int:
    """An upper bound of the size of its file: HDF5 needs some kilobytes for the name of each array and layer."""
    return int(sum(weight.nbytes + 8 * 1024 for weight in network.get_weights())) + 64 * 1024
