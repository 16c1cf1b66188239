"""Series to write to files, and what reading such a file gives."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.datasets.errors import BadSeriesError
from sinegan.waves.law import Law
from sinegan.waves.options import Waves

WAVES = np.random.default_rng(1).normal(size=(30, 9))


def options(law: Law, **changes: object) -> Waves:
    values = law.model_dump() | {"n_pool": 100, "n_test": 100, "n_reference": 100, "seed": 0} | changes
    return Waves.model_validate(values)


def values(path: Path) -> np.ndarray:
    return readers.read(str(path)).values


def refused(path: Path | str, **choices: object) -> str:
    """The error message, without the file name at its start."""
    with pytest.raises(BadSeriesError) as caught:
        readers.read(str(path), **choices)
    text = str(caught.value)
    assert text.startswith(str(path))
    assert "\n" not in text
    assert caught.value.exit_code == 2
    return text.removeprefix(str(path))
