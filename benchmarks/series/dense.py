"""A dense classifier of series: it sees faint noise, and hardly sees wrong shapes that may stand anywhere."""

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from sinegan.classifiers.models import Classifier, Columns
from sinegan.waves.channels import vectors_by_channel
from sinegan.waves.law import SamplingGrid

_HIDDEN, _PASSES = (128, 128), 60
_NEVER = 10_000
"""No early end: every training has the same length."""


def dense_classifier(grid: SamplingGrid) -> Classifier:
    """Two dense layers on the points and their first and second differences, for each channel."""

    def build(width: int, seed: int) -> BaseEstimator:
        network = MLPClassifier(
            _HIDDEN, max_iter=_PASSES, n_iter_no_change=_NEVER, random_state=seed
        )  # fmt: skip
        differences = FunctionTransformer(with_differences, kw_args={"n_points": grid.n_points})
        return make_pipeline(Columns(0, width), differences, StandardScaler(), network)

    return Classifier(
        "dense",
        "two dense layers of 128 units on points and their first and second differences",
        "shapes that may stand anywhere",
        build,
        in_threshold=False,
    )


def with_differences(vectors: NDArray[np.float64], n_points: int) -> NDArray[np.float64]:
    """Vectors ``(n, n_channels * n_points)``, one channel after the other, with differences along time as columns."""
    channels = vectors_by_channel(vectors, n_points)
    parts = [np.diff(channels, order, axis=2).reshape(len(vectors), -1) for order in (0, 1, 2)]
    return np.concatenate(parts, axis=1)
