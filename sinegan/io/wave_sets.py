"""Read sets of waves from the data files of the pipeline."""

from sinegan.io import files
from sinegan.waves import dataset
from sinegan.waves.dataset import WaveDataset


def load(path: str, names: tuple[str, ...]) -> WaveDataset:
    """Read the named sets from an ``.npz`` in the layout of `sinegan.waves.dataset.to_arrays`.

    Raises
    ------
    FileProblemError
        The file cannot be read.
    BadWavesError
        It does not hold these sets of waves; the message names it.
    """
    return dataset.from_arrays(files.read_arrays(path), names, path)
