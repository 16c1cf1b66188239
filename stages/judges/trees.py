"""A judge trained from scratch: gradient-boosted trees on the points of the waves.

A classifier two-sample test after Lopez-Paz & Oquab 2017, arXiv 1610.06545. It never saw the training, unlike the
GAN's own discriminator, whose verdict the generator was made to please.
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from stages.judges.verdicts import Verdicts, weigh


def judge(real: NDArray[np.floating], generated: NDArray[np.floating], *, n: int, rng: np.random.Generator) -> Verdicts:
    """Train on half of `n` waves of each side, and judge the other half.

    Parameters
    ----------
    real, generated
        Waves, ``(at least n, n_points)``; `n` of each are chosen at random.
    n
        Waves per side.
    rng
        Chooses the waves and seeds the trees.

    Returns
    -------
    Verdicts
        On ``n - n // 2`` held-out waves of each side.
    """
    sides = [side[rng.choice(len(side), n, replace=False)] for side in (real, generated)]
    half = n // 2
    trees = HistGradientBoostingClassifier(random_state=int(rng.integers(2**31)), early_stopping=False)
    trees.fit(np.concatenate([side[:half] for side in sides]), np.repeat([1, 0], half))
    on_real, on_generated = (trees.predict_proba(side[half:])[:, 1] for side in sides)
    return weigh(on_real, on_generated)
