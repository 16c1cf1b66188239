"""What the report's pictures need of a scorecard, as plain arrays and numbers."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stages.judges.scorecard import Scorecard
from stages.metrics import manifold
from stages.schema.scores import NoiseLevel


def arrays(card: Scorecard, reference: NDArray[np.floating]) -> dict[str, NDArray[Any]]:
    """What the pictures need, as named arrays.

    ``waves`` float32 ``(n, n_points)``; with a law ``reference_*`` and ``free_*``, the fits, float64 ``(n,)``, and
    ``valid`` ``(n,)``; ``spectra`` float64 ``(n, n_points // 2 + 1)``; ``reach`` and ``reach_of_real``, the rms
    distance of each test wave to the nearest generated one, and to the nearest of `reference`; infinity beyond .1.
    """
    sample, real = card.generated, card.real
    named: dict[str, NDArray[Any]] = {}
    if sample.fits:
        named["valid"] = sample.valid
        for name, fit in {"reference": sample.reference, "free": sample.free}.items():
            named |= {f"{name}_{field}": values for field, values in vars(fit).items()}
    others = replace(real, waves=reference[: len(sample.waves)].astype(np.float64))
    reaches = {"reach": manifold.reach(real, sample), "reach_of_real": manifold.reach(real, others)}
    known: dict[str, NDArray[Any]] = {"waves": sample.waves.astype(np.float32), "spectra": sample.spectra}
    return named | known | reaches


def curve(card: Scorecard) -> list[NoiseLevel]:
    """The judges' accuracies by level of noise."""
    return [
        NoiseLevel(sigma=level, accuracy={name: verdict.accuracy.value for name, verdict in verdicts.items()})
        for level, verdicts in card.curve.items()
    ]
