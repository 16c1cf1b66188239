"""Sets of waves come back from their file, or are refused by its name."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.io import files, wave_sets
from sinegan.io.files import FileProblemError
from sinegan.waves import dataset
from sinegan.waves.dataset import BadWavesError, Record
from sinegan.waves.draw import draw
from sinegan.waves.law import Law


def test_sets_come_back(law: Law, tmp_path: Path, rng: np.random.Generator) -> None:
    path = str(tmp_path / "data.npz")
    written = Record(law, {"test": draw(law, 5, rng), "reference": draw(law, 4, rng)})
    files.write_arrays(path, dataset.to_arrays(written))
    found = wave_sets.load(path, ("test",))
    assert found.axis == law
    assert list(found.sets) == ["test"]
    np.testing.assert_array_equal(found.sets["test"].waves, written.sets["test"].waves)


def test_a_file_without_them_is_refused_by_its_name(tmp_path: Path) -> None:
    path = str(tmp_path / "data.npz")
    with pytest.raises(FileProblemError, match=r"data\.npz is not readable"):
        wave_sets.load(path, ("pool",))
    files.write_arrays(path, {"step": np.array(0.1)})
    with pytest.raises(BadWavesError, match=r"data\.npz: array 'pool' is missing.*dvc repro"):
        wave_sets.load(path, ("pool",))
