"""A convolutional classifier of series: what stands in them, wherever it stands.

Means and maxima over time of learnt filters do not depend on when something happens, as long as it happens. Windows of
a record are cut at arbitrary offsets; a classifier that looks at points one by one sees little of their shape.
"""

import keras
from sklearn.base import BaseEstimator
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sinegan.classifiers.models import Classifier, Columns
from sinegan.classifiers.network_classifier import Network, NetworkClassifier, NetworkPool, Schedule
from sinegan.waves.law import SamplingGrid

_SCHEDULE = Schedule(passes=15, batch=64, learning_rate=2e-3)
_LAYERS = ((16, 7), (32, 5), (32, 5))
"""Filters and points of each convolution; each halves the number of positions."""


def series_classifier(grid: SamplingGrid) -> Classifier:
    """The classifier for series of a grid; trained from scratch by each estimator."""
    networks = NetworkPool(lambda: Network(_model(grid), _SCHEDULE))

    def build(width: int, seed: int) -> BaseEstimator:
        return make_pipeline(Columns(0, width), StandardScaler(), NetworkClassifier(networks, seed))

    return Classifier(
        "series_cnn",
        "three convolutions, then mean and maximum over time, on standardised points",
        "patterns longer than about a quarter of 100 points; where in a series something stands",
        build,
        in_threshold=False,  # one training takes seconds, and the noise threshold takes dozens
    )


def _model(grid: SamplingGrid) -> keras.Model:
    """From vectors, one channel after the other, to two logits."""
    n_channels = grid.width // grid.n_points
    vectors = keras.Input((grid.width,))
    values = keras.layers.Permute((2, 1))(keras.layers.Reshape((n_channels, grid.n_points))(vectors))
    for filters, points in _LAYERS:
        values = keras.layers.Conv1D(filters, points, strides=2, padding="same", activation="relu")(values)
    pooled = [keras.layers.GlobalAveragePooling1D()(values), keras.layers.GlobalMaxPooling1D()(values)]
    return keras.Model(vectors, keras.layers.Dense(2)(keras.layers.Concatenate()(pooled)))
