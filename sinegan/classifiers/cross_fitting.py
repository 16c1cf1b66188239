"""What a judge's scores of real and of generated waves say of it."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import roc_auc_score

from sinegan.classifiers.features import Exhibits
from sinegan.classifiers.models import Judge
from sinegan.metrics.jackknife import Estimate

_FOLDS = 2


class Verdicts(NamedTuple):
    """How well a judge told waves apart that it had not learnt from.

    Attributes
    ----------
    right
        How many waves it told rightly; as many were real as generated.
    asked
        How many it was asked about.
    auc
        Chance that a real wave scores above a generated one, ties counting half; 1/2 is chance.
    """

    right: int
    asked: int
    auc: float

    @property
    def accuracy(self) -> Estimate:
        """Share told rightly, with the exact 95 % interval of Clopper & Pearson 1934."""
        return _exact(self.right, self.asked)

    @property
    def ranking(self) -> Estimate:
        """The AUC with a 95 % interval, that of as many disjoint pairs.

        All pairs together scatter no more than disjoint ones do (Hoeffding 1963, section 5), so it is rather too wide.
        """
        pairs = self.asked // 2
        return _exact(self.auc * pairs, pairs)._replace(value=self.auc)

    @classmethod
    def pooled(cls, parts: list[Self]) -> Self:
        """Verdicts on disjoint sets of waves as one."""
        counts = (sum(part.right for part in parts), sum(part.asked for part in parts))
        return cls(*counts, float(np.mean([part.auc for part in parts])))


def weigh(on_real: NDArray[np.floating], on_generated: NDArray[np.floating], *, threshold: float = 0.5) -> Verdicts:
    """Count scores ``(n,)`` in [0, 1] of each side, 1 meaning "real"."""
    right = int((on_real > threshold).sum() + (on_generated <= threshold).sum())
    labels = np.concatenate([np.ones(len(on_real)), np.zeros(len(on_generated))])
    auc = roc_auc_score(labels, np.concatenate([on_real, on_generated]))
    return Verdicts(right, len(labels), float(auc))


def cross_fitted(judge: Judge, real: Exhibits, generated: Exhibits, rng: np.random.Generator) -> Verdicts:
    """Train `judge` on each half of the waves, and let it tell the other half; as many waves on each side."""
    n = len(real.waves)
    halves = [np.array_split(rng.permutation(n), _FOLDS) for _ in ("real", "generated")]
    parts = []
    for fold in range(_FOLDS):
        learn, asked = ([side[number] for side in halves] for number in (1 - fold, fold))
        labels = np.repeat([1, 0], [len(rows) for rows in learn])
        shown = Exhibits.joined(real.take(learn[0]), generated.take(learn[1]))
        to_judge = Exhibits.joined(real.take(asked[0]), generated.take(asked[1]))
        scores = judge.train(shown, labels, to_judge, int(rng.integers(2**31)))
        parts.append(weigh(scores[: len(asked[0])], scores[len(asked[0]) :]))
    return Verdicts.pooled(parts)


def _exact(right: float, asked: int) -> Estimate:
    """Clopper & Pearson's interval from quantiles of the beta distribution."""
    low = stats.beta.ppf(0.025, right, asked - right + 1) if right > 0 else 0.0
    high = stats.beta.ppf(0.975, right + 1, asked - right) if right < asked else 1.0
    return Estimate(right / asked, float(low), float(high))
