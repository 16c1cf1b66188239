"""Waves and judges for the tests of the judges."""

from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

from sinegan.classifiers import noise_threshold
from sinegan.classifiers.models import LADDER
from sinegan.measurement.sample import measure
from sinegan.networks import build
from sinegan.waves.draw import draw
from sinegan.waves.law import Law, Range
from tests import small_recipes

LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))


@pytest.fixture(scope="session")
def two_draws():
    """400 real waves, and 400 more."""
    rng = np.random.default_rng(31)
    return draw(LAW, 400, rng).waves, draw(LAW, 400, rng).waves


@pytest.fixture(scope="session")
def noise():
    return np.random.default_rng(32).uniform(0, 1, (400, LAW.n_points)).astype(np.float32)


@pytest.fixture(scope="session")
def blurred(two_draws):
    """Real waves with white noise of .05."""
    jitter = 0.05 * np.random.default_rng(33).standard_normal(two_draws[1].shape)
    return (two_draws[1] + jitter).astype(np.float32)


@pytest.fixture(scope="session")
def measured(two_draws, noise, blurred):
    """All of them as samples: ``real``, ``fresh``, ``noise`` and ``blurred``."""
    waves = {"real": two_draws[0], "fresh": two_draws[1], "noise": noise, "blurred": blurred}
    return {name: measure(LAW, values) for name, values in waves.items()}


def by_residual(learn, labels, judged, seed):
    """The quickest of judges: on which side the mean residual of the sine fits is nearer."""
    residual = 5  # its place among the features
    means = [learn.features[labels == side, residual].mean() for side in (0, 1)]
    gaps = [np.abs(judged.features[:, residual] - mean) for mean in means]
    return gaps[0] / (gaps[0] + gaps[1])


@pytest.fixture(scope="module")
def quick_ladder():
    """The ladder's names, each with the quickest judge; sigma* with that judge as well, on a few levels of noise."""
    ladder = tuple(replace(judge, train=by_residual) for judge in LADDER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(noise_threshold, "LEVELS", (0.0, 0.002, 0.064, 32.768))
        patch.setattr(noise_threshold, "under_noise", partial(noise_threshold.under_noise, ladder=ladder))
        yield ladder


@pytest.fixture(scope="session")
def discriminator():
    """The GAN's own, untrained."""
    return build.discriminator(small_recipes.article(), LAW.n_points)


@pytest.fixture
def first_points_as_logits():
    """A discriminator whose logits are the first two points of a wave."""
    return lambda waves: SimpleNamespace(numpy=lambda: waves[:, :2])
