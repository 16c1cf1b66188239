"""The architecture of the article's discriminator as a classifier, trained from scratch."""

from functools import partial

import keras

from sinegan.classifiers.models import Classifier
from sinegan.classifiers.network_classifier import Network, NetworkClassifier, NetworkPool, Schedule

# Ten passes over the waves in batches of 32: as many steps as in the article's source, whose set is ten times as large.
_SCHEDULE = Schedule(passes=10, batch=32, learning_rate=1e-3)


def conv_classifier(n_points: int) -> Classifier:
    """The classifier for waves of `n_points`; trained from scratch by each estimator."""
    networks = NetworkPool(partial(_network, n_points))
    return Classifier(
        "article_cnn",
        "the article's discriminator trained from scratch",
        "defects fainter than about 0.02 of full scale",
        lambda _n_points, seed: NetworkClassifier(networks, seed),
        in_strongest=False,  # so that scores agree with those computed without TensorFlow
    )


def _network(n_points: int) -> Network:
    dropout = keras.layers.Dropout(0.25, seed=0)
    layers = [
        keras.layers.Reshape((n_points, 1)),
        keras.layers.Conv1D(50, min(5, n_points), activation="relu"),
        dropout,
        keras.layers.Flatten(),
        keras.layers.Dense(50),
        keras.layers.Dense(2),
    ]
    return Network(keras.Sequential([keras.Input((n_points,)), *layers]), _SCHEDULE, dropout=dropout)
