"""Waves and classifiers for the tests of the classifiers."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Self

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin

from sinegan.classifiers import noise_threshold
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.measurement.sample import measure
from sinegan.networks import build
from sinegan.waves.draw import draw
from sinegan.waves.law import Law, Range
from tests import small_recipes

LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
_RESIDUAL = 5
"""Position of the free fit's residual among the features."""


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
    """Real waves with white noise of 0.05."""
    jitter = 0.05 * np.random.default_rng(33).standard_normal(two_draws[1].shape)
    return (two_draws[1] + jitter).astype(np.float32)


@pytest.fixture(scope="session")
def measured(two_draws, noise, blurred):
    """All of them as samples: ``real``, ``fresh``, ``noise`` and ``blurred``."""
    waves = {"real": two_draws[0], "fresh": two_draws[1], "noise": noise, "blurred": blurred}
    return {name: measure(LAW, values) for name, values in waves.items()}


class StubClassifier(ClassifierMixin, BaseEstimator):
    """A scikit-learn classifier for tests: a subclass computes the probability of "real"."""

    def fit(self, inputs: np.ndarray, labels: np.ndarray) -> Self:
        """Train by `_train`."""
        self.classes_ = np.array([0, 1])
        self._train(inputs, labels)
        return self

    def predict_proba(self, inputs: np.ndarray) -> np.ndarray:
        """Probabilities of "generated" and "real", ``(n, 2)``."""
        real = self._real(inputs)
        return np.stack([1 - real, real], axis=1)

    def _train(self, inputs: np.ndarray, labels: np.ndarray) -> None:
        """Nothing to learn."""

    def _real(self, inputs: np.ndarray) -> np.ndarray:
        raise NotImplementedError


class NearestMeanResidual(StubClassifier):
    """The fastest useful classifier: the side whose mean residual of the sine fits is nearer."""

    def __init__(self, n_points: int) -> None:
        self.n_points = n_points

    def _train(self, inputs: np.ndarray, labels: np.ndarray) -> None:
        self.means_ = [inputs[labels == side, self.n_points + _RESIDUAL].mean() for side in (0, 1)]

    def _real(self, inputs: np.ndarray) -> np.ndarray:
        gaps = [np.abs(inputs[:, self.n_points + _RESIDUAL] - mean) for mean in self.means_]
        return gaps[0] / (gaps[0] + gaps[1])


@pytest.fixture(scope="module")
def quick_classifiers() -> Iterator[tuple[Classifier, ...]]:
    """The usual names, each with the fastest classifier; the noise threshold on only a few levels."""

    def build_quick(n_points: int, _seed: int) -> BaseEstimator:
        return NearestMeanResidual(n_points)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(noise_threshold, "LEVELS", (0.0, 0.002, 0.064, 32.768))
        yield tuple(replace(classifier, build=build_quick) for classifier in CLASSIFIERS)


@pytest.fixture(scope="session")
def discriminator():
    """The GAN's own, untrained."""
    return build.discriminator(small_recipes.article(), LAW.n_points)


@pytest.fixture
def first_points_as_logits():
    """A discriminator whose logits are the first two points of a wave."""

    def forward(waves: np.ndarray) -> Any:
        return SimpleNamespace(numpy=lambda: waves[:, :2])

    return forward
