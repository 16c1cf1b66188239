"""Sets of waves are read from their file, or refused with its name."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.io import files, wave_sets
from sinegan.io.files import FileProblemError
from sinegan.waves import dataset
from sinegan.waves.checked_arrays import BadWavesError
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.draw import draw
from sinegan.waves.law import Law


def test_sets_survive_a_round_trip(law: Law, tmp_path: Path, rng: np.random.Generator) -> None:
    path = str(tmp_path / "data.npz")
    written = WaveDataset(law, {"test": draw(law, 5, rng), "reference": draw(law, 4, rng)})
    files.write_arrays(path, dataset.to_arrays(written))
    loaded = wave_sets.load(path, ("test",))
    assert loaded.grid == law
    assert list(loaded.sets) == ["test"]
    np.testing.assert_array_equal(loaded.sets["test"].waves, written.sets["test"].waves)


def test_a_file_without_the_sets_is_refused_with_its_name(tmp_path: Path) -> None:
    path = str(tmp_path / "data.npz")
    with pytest.raises(FileProblemError, match=r"data\.npz does not exist"):
        wave_sets.load(path, ("pool",))
    files.write_arrays(path, {"step": np.array(0.1)})
    with pytest.raises(BadWavesError, match=r"data\.npz: array 'pool' is missing.*dvc repro"):
        wave_sets.load(path, ("pool",))
