"""Waves and judges for the tests of the judges."""

from types import SimpleNamespace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from stages.gan import networks
from stages.gan.recipe import Discriminator
from stages.waves.draw import draw
from stages.waves.law import Law, Range

LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))


@pytest.fixture(autouse=True)
def _one_thread():
    """As in the evaluation; many threads on few waves wait for each other."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="session")
def two_draws():
    """400 real waves, and 400 more."""
    rng = np.random.default_rng(31)
    return draw(LAW, 400, rng).waves, draw(LAW, 400, rng).waves


@pytest.fixture(scope="session")
def noise():
    return np.random.default_rng(32).uniform(0, 1, (400, LAW.n_points)).astype(np.float32)


@pytest.fixture(scope="session")
def discriminator():
    """The GAN's own, untrained."""
    optimizer = {"name": "adam", "learning_rate": 1e-3, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
    params = {"filters": 6, "kernel_size": 5, "dropout": 0.25, "units": 5, "optimizer": optimizer}
    return networks.discriminator(Discriminator.model_validate(params), LAW.n_points, seed=1)


@pytest.fixture
def first_points_as_logits():
    """A discriminator whose logits are the first two points of a wave."""
    return lambda waves: SimpleNamespace(numpy=lambda: waves[:, :2])
