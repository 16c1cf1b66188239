"""Waves and judges for the tests of the judges."""

from types import SimpleNamespace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from stages.gan import networks
from stages.waves.draw import draw


@pytest.fixture(autouse=True)
def _one_thread():
    """As in the evaluation; many threads on few waves wait for each other."""
    with threadpool_limits(1):
        yield


@pytest.fixture
def two_draws(law):
    """400 real waves, and 400 more."""
    rng = np.random.default_rng(31)
    return draw(law, 400, rng).waves, draw(law, 400, rng).waves


@pytest.fixture
def noise(law):
    return np.random.default_rng(32).uniform(0, 1, (400, law.n_points)).astype(np.float32)


@pytest.fixture
def discriminator(recipe, law):
    """The GAN's own, untrained."""
    return networks.discriminator(recipe.discriminator, law.n_points, seed=1)


@pytest.fixture
def first_points_as_logits():
    """A discriminator whose logits are the first two points of a wave."""
    return lambda waves: SimpleNamespace(numpy=lambda: waves[:, :2])
