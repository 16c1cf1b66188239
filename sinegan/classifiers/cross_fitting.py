"""Train a classifier on one half of the waves, test it on the other half, and the other way round."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sinegan.classifiers.clusters import Clusters
from sinegan.classifiers.models import Classifier
from sinegan.metrics.jackknife import Estimate

_FOLDS = 2

Blocks = NDArray[np.int64] | None


class C2STResult(NamedTuple):
    """The result of a classifier two-sample test on waves that the classifier was not trained on.

    Attributes
    ----------
    n_correct
        Number of correct predictions; half of the waves were real.
    n_total
        Number of predictions.
    auc
        Probability that a real wave scores above a generated one, ties counting half; 1/2 is chance.
    clusters
        The predictions by block, if the real waves are windows that may overlap: intervals are then wider.
    """

    n_correct: int
    n_total: int
    auc: float
    clusters: Clusters | None = None

    @property
    def accuracy(self) -> Estimate:
        """Fraction of correct predictions, with the exact 95 % interval of Clopper & Pearson 1934."""
        if self.clusters is None:
            return _exact(self.n_correct, self.n_total)
        value = self.n_correct / self.n_total
        n = self.clusters.n_predictions(value)
        return _exact(value * n, n)._replace(value=value)

    @property
    def auc_interval(self) -> Estimate:
        """The AUC with the 95 % interval for that many disjoint pairs.

        It is rather too wide: all pairs together vary no more than disjoint ones do (Hoeffding 1963, section 5).
        """
        pairs = self.n_total // 2 if self.clusters is None else self.clusters.n_pairs(self.auc)
        return _exact(self.auc * pairs, pairs)._replace(value=self.auc)

    @classmethod
    def pooled(cls, parts: list[Self]) -> Self:
        """The results on disjoint sets of waves as one."""
        counts = (sum(part.n_correct for part in parts), sum(part.n_total for part in parts))
        clusters = [part.clusters for part in parts if part.clusters is not None]
        auc = float(np.mean([part.auc for part in parts]))
        return cls(*counts, auc, Clusters.pooled(clusters) if clusters else None)


def score_predictions(
    on_real: NDArray[np.floating],
    on_generated: NDArray[np.floating],
    *,
    threshold: float = 0.5,
    block: Blocks = None,
) -> C2STResult:
    """The result from predictions ``(n,)`` on each side, such as probabilities of "real".

    What is above the threshold counts as real. `block` is that of each real wave.
    """
    n_correct = int((on_real > threshold).sum() + (on_generated <= threshold).sum())
    # Mann & Whitney's U counts the pairs; scikit-learn's roc_auc_score takes ten times as long.
    pairs = stats.mannwhitneyu(on_real, on_generated, method="asymptotic").statistic
    auc = float(pairs / (len(on_real) * len(on_generated)))
    clusters = None if block is None else Clusters.of(block, on_real, on_generated, threshold)
    return C2STResult(n_correct, len(on_real) + len(on_generated), auc, clusters)


class Split(NamedTuple):
    """The random numbers of a cross-fit: the rows of each half of the real and of the generated waves, and seeds."""

    halves: list[list[NDArray[np.intp]]]
    seeds: list[int]


def random_split(n: int, rng: np.random.Generator) -> Split:
    """Of `n` waves of each side."""
    halves = [np.array_split(rng.permutation(n), _FOLDS) for _ in ("real", "generated")]
    return Split(halves, _seeds(rng))


def split(n: int, blocks: Sequence[Blocks], rng: np.random.Generator) -> Split:
    """Of `n` waves of each side; all windows of a block are in one half, since they overlap.

    Parameters
    ----------
    blocks
        Numbers of the blocks ``(n,)`` of the real and of the generated waves. None for a side without blocks, which is
        split at random into halves as large as those of the other side.
    rng
        Random numbers.
    """
    if all(numbers is None for numbers in blocks):
        return random_split(n, rng)
    by_block = [None if numbers is None else halves_by_block(numbers, rng) for numbers in blocks]
    first = next(len(halves[0]) for halves in by_block if halves is not None)
    halves = [np.split(rng.permutation(n), [first]) if parts is None else parts for parts in by_block]
    return Split(halves, _seeds(rng))


def halves_by_block(numbers: NDArray[np.int64], rng: np.random.Generator) -> list[NDArray[np.intp]]:
    """Rows of one random half of at least two blocks, and of the others; `numbers` ``(n,)`` are those of the blocks."""
    distinct = rng.permutation(np.unique(numbers))
    in_first = np.isin(numbers, distinct[: (len(distinct) + 1) // _FOLDS])
    return [np.flatnonzero(in_first), np.flatnonzero(~in_first)]


def _seeds(rng: np.random.Generator) -> list[int]:
    return [int(rng.integers(2**31)) for _ in range(_FOLDS)]


def cross_fitted(
    classifier: Classifier,
    real: NDArray[np.float64],
    generated: NDArray[np.float64],
    n_points: int,
    split: Split,
    block: Blocks = None,
) -> C2STResult:
    """Train on each half of the waves in turn, and test on the other half.

    Parameters
    ----------
    classifier
        A new estimator is built for each half.
    real, generated
        As `sinegan.classifiers.features.extract` gives them, as many rows on each side.
    n_points
        Of a wave: the first columns.
    split
        Of the waves, and seeds of the classifier.
    block
        Of each real wave, if they are windows that may overlap.
    """
    parts = []
    for fold, seed in enumerate(split.seeds):
        train, test = ([side[number] for side in split.halves] for number in (1 - fold, fold))
        labels = np.repeat([1, 0], [len(rows) for rows in train])
        model = classifier.build(n_points, seed)
        model.fit(np.concatenate([real[train[0]], generated[train[1]]]), labels)
        probabilities = model.predict_proba(np.concatenate([real[test[0]], generated[test[1]]]))[:, 1]
        on_real, on_generated = np.split(probabilities, [len(test[0])])
        tested = None if block is None else block[test[0]]
        parts.append(score_predictions(on_real, on_generated, block=tested))
    return C2STResult.pooled(parts)


def _exact(n_correct: float, n_total: float) -> Estimate:
    """Clopper & Pearson's interval from quantiles of the beta distribution; counts need not be whole numbers."""
    low = stats.beta.ppf(0.025, n_correct, n_total - n_correct + 1) if n_correct > 0 else 0.0
    high = stats.beta.ppf(0.975, n_correct + 1, n_total - n_correct) if n_correct < n_total else 1.0
    return Estimate(n_correct / n_total, float(low), float(high))
