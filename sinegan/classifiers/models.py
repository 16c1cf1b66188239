"""The classifiers of the two-sample tests: scikit-learn estimators, trained from scratch on real and generated waves.

After Lopez-Paz & Oquab 2017 (arXiv 1610.06545). None of them took part in the training of the GAN. Real waves lie on
an exact surface, so that a strong enough classifier always wins. The result depends on the classifier; there are
several for that reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

_COMPONENTS = 6  # hold all but 1e-5 of the variance of the article's waves


@dataclass(frozen=True)
class Classifier:
    """A classifier and what a reader must know about it.

    Attributes
    ----------
    name
        In the names of its scores.
    looks_at
        Method and inputs, as text.
    blind_to
        Defects that it cannot detect, as text.
    build
        From the number of points of a wave and a seed to an unfitted scikit-learn classifier. Its inputs are the rows
        of `sinegan.classifiers.features.extract`, its labels 1 for real and 0 for generated.
    in_strongest
        Whether it takes part in ``c2st_accuracy`` and ``noise_threshold``, which are those of the strongest classifier.
    in_threshold
        Whether it takes part in ``noise_threshold`` if it takes part in ``c2st_accuracy``.
    """

    name: str
    looks_at: str
    blind_to: str
    build: Callable[[int, int], BaseEstimator]
    in_strongest: bool = True
    in_threshold: bool = True


class Columns(TransformerMixin, BaseEstimator):
    """Selects columns from `start` up to, but not including, `stop`.

    Unlike scikit-learn's ColumnTransformer it starts no parallel jobs, which would warn inside threads.
    """

    def __init__(self, start: int, stop: int | None) -> None:
        self.start = start
        self.stop = stop

    def fit(self, _inputs: NDArray[np.float64], _labels: NDArray[np.int64] | None = None) -> Self:
        """Nothing to fit."""
        return self

    def transform(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The selected columns of ``(n, any)``."""
        return np.ascontiguousarray(inputs[:, self.start : self.stop])


def logistic_pca(n_points: int, _seed: int) -> BaseEstimator:
    """Logistic regression on six principal components of the waves: detects little but shifts of the mean."""
    pca = PCA(min(_COMPONENTS, n_points), svd_solver="full")
    return make_pipeline(Columns(0, n_points), pca, StandardScaler(), LogisticRegression())


def nearest_neighbour(n_points: int, _seed: int) -> BaseEstimator:
    """The label of the nearest wave."""
    return make_pipeline(Columns(0, n_points), KNeighborsClassifier(1, algorithm="brute"))


def boosted_trees(_n_points: int, seed: int) -> BaseEstimator:
    """Gradient-boosted trees on waves and features."""
    return HistGradientBoostingClassifier(random_state=seed, early_stopping=False, max_leaf_nodes=15)


def logistic_features(n_points: int, _seed: int) -> BaseEstimator:
    """Logistic regression on the features alone."""
    return make_pipeline(Columns(n_points, None), StandardScaler(), LogisticRegression())


CLASSIFIERS = (
    Classifier("logistic_pca", "logistic regression on 6 principal components", "all but shifts of the mean wave",
               logistic_pca),
    Classifier("nearest_neighbour", "the label of the nearest wave", "defects smaller than the gaps between waves",
               nearest_neighbour),
    Classifier("boosted_trees", "gradient-boosted trees on points and features (waves: sine fit; series: spectrum)",
               "patterns over many points", boosted_trees),
    Classifier("logistic_features", "logistic regression on features (waves: sine fit; series: spectrum)",
               "wrong distributions of phase and frequency; all but the spectrum of series", logistic_features),
)  # fmt: skip
"""Without TensorFlow. `sinegan.classifiers.conv_net.conv_classifier` gives one more, and
`sinegan.classifiers.series_net.series_classifier` another for series whose distribution is unknown."""
