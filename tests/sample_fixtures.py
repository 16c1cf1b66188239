"""Measured waves for the tests of the scores."""

import dataclasses

import numpy as np
import pytest

from sinegan.measurement.sample import Sample, measure
from sinegan.waves.draw import draw
from sinegan.waves.law import Law


@pytest.fixture
def real(law: Law) -> Sample:
    """Twenty real waves, the fewest that can be scored; tests replace the fields that they compute by hand."""
    return measure(law, draw(law, 20, np.random.default_rng(1)).waves)


@pytest.fixture
def refitted(real: Sample):
    """Real waves with other values in their fits: ``refitted(free={...}, constrained={...})``."""

    def replaced(**fits: dict[str, np.ndarray]) -> Sample:
        changed = {name: dataclasses.replace(getattr(real, name), **fields) for name, fields in fits.items()}
        return dataclasses.replace(real, fits=dataclasses.replace(real.fits, **changed))

    return replaced
