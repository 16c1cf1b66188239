"""Measured waves for the tests of the scores."""

import dataclasses

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from stages.metrics.sample import Sample, measure
from stages.waves.draw import draw
from stages.waves.law import Law


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    """Many threads on few waves wait for each other; and before the samples of a module are measured."""
    with threadpool_limits(1):
        yield


@pytest.fixture
def real(law: Law) -> Sample:
    """Twenty real waves, the fewest that can be scored; tests replace what they work out by hand."""
    return measure(law, draw(law, 20, np.random.default_rng(1)).waves)


@pytest.fixture
def refitted(real: Sample):
    """Real waves with fits that say otherwise: ``refitted(free={...}, reference={...})``."""

    def replaced(**fits: dict[str, np.ndarray]) -> Sample:
        changed = {name: dataclasses.replace(getattr(real, name), **fields) for name, fields in fits.items()}
        return dataclasses.replace(real, fits=dataclasses.replace(real.fits, **changed))

    return replaced
