"""Arrays in files."""

from pathlib import Path

import numpy as np
import pytest


@pytest.fixture
def npy(tmp_path: Path):
    """Write an array, and return its path."""

    def written(array: np.ndarray) -> Path:
        np.save(tmp_path / "a.npy", array)
        return tmp_path / "a.npy"

    return written
