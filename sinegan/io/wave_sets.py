"""Sets of waves from the data files of the pipeline."""

from sinegan.io import files
from sinegan.waves import dataset
from sinegan.waves.dataset import Record


def load(path: str, names: tuple[str, ...]) -> Record:
    """Read the named sets from an ``.npz`` that `sinegan.waves.dataset.to_arrays` laid out.

    Raises
    ------
    FileProblemError
        The file cannot be read.
    BadWavesError
        It does not hold these sets of waves; the text names it.
    """
    return dataset.from_arrays(files.read_arrays(path), names, path)
