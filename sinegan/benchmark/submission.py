"""Read what is submitted: waves of several seeds and the file that describes them; all faults at once."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.benchmark import entry, protocol, units
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.numpy_files import read_npy
from sinegan.datasets.orientation import oriented
from sinegan.errors import SineGanError

_SUFFIX = ".npy"


class SubmissionError(SineGanError):
    """A submission has faults; the message has one line for each, with file, fault and fix."""

    exit_code = 2


class SeedWaves(NamedTuple):
    """The waves of one training.

    Attributes
    ----------
    name
        Of the file, without its suffix.
    waves
        float32 ``(10000, 50)``, C order.
    """

    name: str
    waves: NDArray[np.float32]

    @property
    def sha256(self) -> str:
        """Of the waves as little-endian numbers, one wave after the other."""
        return hashlib.sha256(self.waves.astype("<f4").tobytes()).hexdigest()


class Submission(NamedTuple):
    """What a folder holds.

    Attributes
    ----------
    entry
        Name and costs.
    seeds
        In the order of their files' names.
    notes
        How files were understood that are not plain ``(10000, 50)`` arrays, a line each.
    """

    entry: entry.Entry
    seeds: list[SeedWaves]
    notes: list[str]


def read(folder: str) -> Submission:
    """Read and check a folder with ``.npy`` files and ``entry.yaml`` or ``entry.json``.

    Raises
    ------
    SubmissionError
        It has faults.
    """
    path = Path(folder)
    if not path.is_dir():
        raise SubmissionError(f"{folder} is not a folder; give one with entry.yaml and a .npy file for each seed")
    description, faults = entry.read(path)
    seeds, notes = [], []
    files = _files(path)
    for file in files:
        try:
            waves, note = _waves(str(file))
        except BadSeriesError as error:
            faults.append(str(error))
        else:
            seeds.append(SeedWaves(file.stem, waves))
            notes += [f"{file}: {note}"] if note else []
    faults += [*_too_few(path, len(files)), *_equal(path, seeds)]
    if faults or description is None:
        raise SubmissionError("\n".join(faults))
    return Submission(description, seeds, notes)


def _files(folder: Path) -> list[Path]:
    """Those of waves; hidden files are left out, such as those that macOS puts beside the files of an archive."""
    files = (path for path in folder.iterdir() if path.suffix.lower() == _SUFFIX)
    return sorted(path for path in files if not path.name.startswith("."))


def _waves(file: str) -> tuple[NDArray[np.float32], str | None]:
    """The first 10,000 waves of a file, and how it was understood if that is not plain."""
    shape = protocol.LAW.shape
    try:
        values = read_npy(file)
    except OSError as error:
        raise BadSeriesError(f"{file} cannot be read ({error.strerror or error}); fix its permissions") from error
    waves, note = oriented(values, shape)
    if waves.shape[1:] != shape:
        raise BadSeriesError(f"{file} holds an array {values.shape}; give ({protocol.N_WAVES}, {shape[0]})")
    if len(waves) < protocol.N_WAVES:
        raise BadSeriesError(f"{file} holds {len(waves):,} waves; draw {protocol.N_WAVES:,} from each seed")
    if fault := units.fault(waves):
        raise BadSeriesError(f"{file}: {fault}")
    if len(waves) > protocol.N_WAVES:
        more = f"only the first {protocol.N_WAVES:,} of {len(waves):,} waves count"
        note = f"{note}; {more}" if note else more
    return np.ascontiguousarray(waves[: protocol.N_WAVES], np.float32), note


def _too_few(folder: Path, n: int) -> list[str]:
    least = protocol.MIN_SEEDS
    if n >= least:
        return []
    return [f"{folder} has {n} {_SUFFIX} file{'' if n == 1 else 's'}; give the waves of at least {least} seeds"]


def _equal(folder: Path, seeds: list[SeedWaves]) -> list[str]:
    """A line for each file with the same waves as an earlier one."""
    first: dict[str, str] = {}
    lines = []
    for seed in seeds:
        earlier = first.setdefault(seed.sha256, seed.name)
        if earlier != seed.name:
            lines.append(f"{folder / seed.name}.npy holds the same waves as {earlier}.npy; train with another seed")
    return lines
