"""What a judge's scores of real and of generated waves say of it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score


class Verdicts(NamedTuple):
    """How well a judge tells two sides apart.

    Attributes
    ----------
    accuracy
        Mean of the shares of real and of generated waves told rightly at the threshold; 1/2 is chance.
    auc
        Chance that a real wave scores above a generated one, ties counting half; 1/2 is chance.
    mean_on_real, mean_on_generated
        Mean score of each side, in [0, 1].
    """

    accuracy: float
    auc: float
    mean_on_real: float
    mean_on_generated: float


def weigh(on_real: NDArray[np.floating], on_generated: NDArray[np.floating], *, threshold: float = 0.5) -> Verdicts:
    """Summarise scores ``(n,)`` in [0, 1], 1 meaning "real"."""
    accuracy = ((on_real > threshold).mean() + (on_generated <= threshold).mean()) / 2
    labels = np.concatenate([np.ones(len(on_real)), np.zeros(len(on_generated))])
    auc = roc_auc_score(labels, np.concatenate([on_real, on_generated]))
    return Verdicts(float(accuracy), float(auc), float(on_real.mean()), float(on_generated.mean()))
