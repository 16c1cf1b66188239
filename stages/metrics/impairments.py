"""Known faults, in known strengths, to find out which score sees which fault."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stages.metrics import faults
from stages.metrics.faults import Drawn


@dataclass(frozen=True)
class Impairment:
    """A fault.

    Attributes
    ----------
    name, unit
        As shown; the unit is that of the strengths.
    strengths
        From weak to strong; the last is the one that judges are shown as well.
    apply
        From drawn waves and a strength to impaired waves ``(n, n_points)``.
    """

    name: str
    unit: str
    strengths: tuple[float, ...]
    apply: Callable[[Drawn, float], NDArray[np.float64]]


IMPAIRMENTS = (
    Impairment("none", "", (0,), faults.unimpaired),
    Impairment("white noise", "y", (0.0001, 0.001, 0.01, 0.05), faults.white_noise),
    Impairment("third harmonic", "of A", (0.0001, 0.001, 0.01, 0.05), faults.third_harmonic),
    Impairment("clipping", "of A", (0.001, 0.01, 0.05, 0.2), faults.clipping),
    Impairment("chirp", "of w", (0.001, 0.01, 0.05, 0.2), faults.chirp),
    Impairment("amplitude", "of A", (0.001, 0.01, 0.03, 0.1), faults.amplitude),
    Impairment("phase gap", "of circle", (0.02, 0.05, 0.2, 0.5), faults.phase_gap),
    Impairment("frequency narrowed", "of range", (0.02, 0.05, 0.2, 0.8), faults.frequency_narrowed),
    Impairment("one wave repeated", "of waves", (0.01, 0.05, 0.2, 1.0), faults.one_wave),
    Impairment("few waves repeated", "waves", (2000, 500, 100, 10), faults.few_waves),
    Impairment("training waves copied", "of waves", (0.05, 0.2, 0.5, 1.0), faults.copies),
    Impairment("smoothed", "points", (2, 3, 5, 9), faults.smoothed),
    Impairment("jagged ends", "y", (0.0001, 0.001, 0.01, 0.05), faults.jagged_ends),
    Impairment("noise instead", "of waves", (0.001, 0.01, 0.1, 1.0), faults.noise_instead),
)
