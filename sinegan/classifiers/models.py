"""A ladder of judges: classifiers trained from scratch to tell real waves from generated ones.

Classifier two-sample tests after Lopez-Paz & Oquab 2017 (arXiv 1610.06545). None of them saw the training, unlike
the GAN's own discriminator, whose verdict the generator was made to please. Real waves lie on an exact surface, so a
strong enough judge always wins: a verdict is a property of the judge, hence several.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sinegan.classifiers.features import Exhibits

Scores = NDArray[np.float64]
Train = Callable[[Exhibits, NDArray[np.int64], Exhibits, int], Scores]
"""From exhibits and labels (1: real) to learn from, exhibits to judge, and a seed, to scores in [0, 1], 1 for real."""

_COMPONENTS = 6  # hold all but 1e-5 of the variance of the article's waves


@dataclass(frozen=True)
class Judge:
    """A rung of the ladder: its name, what it looks at, what it cannot see, and how it learns and judges.

    `counts` tells whether it is asked when the strongest judge is sought, and under noise.
    """

    name: str
    looks_at: str
    blind_to: str
    train: Train
    counts: bool = True


def logistic(learn: Exhibits, labels: NDArray[np.int64], judged: Exhibits, _seed: int) -> Scores:
    """Logistic regression on six principal components: sees little but shifts of the mean."""
    components = min(_COMPONENTS, learn.waves.shape[1])
    model = make_pipeline(PCA(components, svd_solver="full"), StandardScaler(), LogisticRegression())
    return _scores(model.fit(learn.waves, labels).predict_proba(judged.waves))


def one_neighbour(learn: Exhibits, labels: NDArray[np.int64], judged: Exhibits, _seed: int) -> Scores:
    """The label of the nearest wave."""
    model = KNeighborsClassifier(1, algorithm="brute")
    return _scores(model.fit(learn.waves, labels).predict_proba(judged.waves))


def trees(learn: Exhibits, labels: NDArray[np.int64], judged: Exhibits, seed: int) -> Scores:
    """Gradient-boosted trees on the points and the features."""
    model = HistGradientBoostingClassifier(random_state=seed, early_stopping=False, max_leaf_nodes=15)
    columns = (np.concatenate([side.waves, side.features], axis=1) for side in (learn, judged))
    return _scores(model.fit(next(columns), labels).predict_proba(next(columns)))


def oracle(learn: Exhibits, labels: NDArray[np.int64], judged: Exhibits, _seed: int) -> Scores:
    """Logistic regression on what a signal engineer would measure of each wave: the features alone."""
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return _scores(model.fit(learn.features, labels).predict_proba(judged.features))


def _scores(probabilities: NDArray[np.floating]) -> Scores:
    return probabilities[:, 1].astype(np.float64)


LADDER = (
    Judge("logistic", "logistic regression on 6 principal components", "all but shifts of the mean wave", logistic),
    Judge(
        "one_neighbour", "the label of the nearest wave", "faults smaller than the gaps between waves", one_neighbour
    ),
    Judge("trees", "gradient-boosted trees on points and sine-fit features", "patterns over many points", trees),
    Judge("oracle", "logistic regression on sine-fit features and residuals", "laws of phase and frequency", oracle),
)
"""Without TensorFlow; the article's own discriminator, trained anew, is the further rung of `rung`."""
