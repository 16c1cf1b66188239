"""Sets of waves from the data files of the pipeline."""

from stages.outside import files
from stages.waves import records
from stages.waves.records import Record


def load(path: str, names: tuple[str, ...]) -> Record:
    """Read the named sets from an ``.npz`` that `stages.waves.records.to_arrays` laid out.

    Raises
    ------
    FileProblemError
        The file cannot be read.
    BadWavesError
        It does not hold these sets of waves; the text names it.
    """
    return records.from_arrays(files.read_arrays(path), names, path)
