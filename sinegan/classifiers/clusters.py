"""How many independent predictions those on overlapping windows are worth.

Windows of a block of a record overlap, so that a classifier is right or wrong on many of them together. The variance
of a mean over them is that of the blocks (ultimate clusters; Korn & Graubard 1999, section 2.3). The effective number
of predictions is the number of independent ones with that variance; Clopper & Pearson's interval for that number is
Korn & Graubard's (1998, Survey Methodology 24, 193-201).
"""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import stats

_P = 0.975
Array = NDArray[np.floating]


class Clusters(NamedTuple):
    """What a classifier predicted of each wave; the real ones are windows of blocks.

    Attributes
    ----------
    block
        Of each real wave, ``(n_real,)``.
    correct
        1 where a prediction was correct, else 0: ``(n_real,)`` and ``(n_generated,)``.
    won
        For each wave, the fraction of the waves of the other side that it is on the right side of; ties count half.
    """

    block: NDArray[np.int64]
    correct: tuple[Array, Array]
    won: tuple[Array, Array]

    @classmethod
    def of(cls, block: NDArray[np.int64], real: Array, generated: Array, threshold: float) -> Self:
        """From predictions on both sides; what is above the threshold counts as real."""
        correct = ((real > threshold).astype(np.float64), (generated <= threshold).astype(np.float64))
        return cls(block, correct, (_above(real, generated), 1 - _above(generated, real)))

    @classmethod
    def pooled(cls, parts: list[Self]) -> Self:
        """Those of several sets of waves together; the same block may occur in several."""
        real, generated = ([part.correct[side] for part in parts] for side in (0, 1))
        won_real, won_generated = ([part.won[side] for part in parts] for side in (0, 1))
        return cls(
            np.concatenate([part.block for part in parts]),
            (np.concatenate(real), np.concatenate(generated)),
            (np.concatenate(won_real), np.concatenate(won_generated)),
        )

    def n_predictions(self, accuracy: float) -> float:
        """The effective number of predictions behind an accuracy, the mean over both sides."""
        real, generated = self.correct
        parts = _variance_by_block(real, self.block) / 4, generated.var() / len(generated) / 4
        return self._effective(accuracy, parts, len(real) + len(generated))

    def n_pairs(self, auc: float) -> float:
        """The effective number of disjoint pairs behind an AUC (Obuchowski 1997)."""
        real, generated = self.won
        parts = _variance_by_block(real, self.block), generated.var() / len(generated)
        return self._effective(auc, parts, min(len(real), len(generated)))

    def _effective(self, mean: float, parts: tuple[float, float], n: int) -> float:
        """At most `n`; it is `n` if all blocks agree, when nothing is known of their variance."""
        variance, n_blocks = sum(parts), len(np.unique(self.block))
        if variance == 0 or n_blocks < 2:
            return float(n)
        freedom = variance**2 / (parts[0] ** 2 / (n_blocks - 1) + parts[1] ** 2 / max(len(self.correct[1]) - 1, 1))
        widening = stats.norm.ppf(_P) / stats.t.ppf(_P, freedom)  # the variance is itself estimated, from few blocks
        return float(min(n, mean * (1 - mean) / variance * widening**2))


def _variance_by_block(values: Array, block: NDArray[np.int64]) -> float:
    """Of the mean of `values`, from the sums of deviations of whole blocks."""
    _, number = np.unique(block, return_inverse=True)
    sums = np.bincount(number, values - values.mean())
    return float(len(sums) / max(len(sums) - 1, 1) * (sums**2).sum() / len(values) ** 2)


def _above(values: Array, others: Array) -> Array:
    """For each value, the fraction of the others that it is above; ties count half."""
    ordered = np.sort(others)
    ranks = [np.searchsorted(ordered, values, side) for side in ("left", "right")]
    fractions: Array = (ranks[0] + ranks[1]) / (2 * len(others))
    return fractions
