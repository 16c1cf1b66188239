"""Write and read the weights of Keras networks; the networks themselves are rebuilt from their recipe."""

import h5py
import keras

from stages.outside.files import FileProblemError, replacing


def write(path: str, network: keras.Model) -> None:
    """Write the weights as ``.weights.h5``: unlike a ``.keras`` archive it has no date and no code in it."""
    with replacing(path) as partial:
        network.save_weights(partial)


def read_into(network: keras.Model, path: str) -> None:
    """Read weights into a network of the same shape.

    Raises
    ------
    FileProblemError
        The file is torn, or belongs to another network.
    """
    try:
        with h5py.File(path, "r"):
            network.load_weights(path)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        said = " ".join(str(error).split())[:200]
        raise FileProblemError(
            f"{path} does not fit the network of models/recipe.json ({said}); run 'dvc repro' to train it anew"
        ) from error
