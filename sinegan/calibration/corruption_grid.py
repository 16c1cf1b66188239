"""Known faults, in known strengths, to find out which score sees which fault."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinegan.calibration import corruptions
from sinegan.calibration.corruptions import Drawn


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
    Impairment("none", "", (0,), corruptions.unimpaired),
    Impairment("white noise", "y", (0.0001, 0.001, 0.01, 0.05), corruptions.white_noise),
    Impairment("third harmonic", "of A", (0.0001, 0.001, 0.01, 0.05), corruptions.third_harmonic),
    Impairment("clipping", "of A", (0.001, 0.01, 0.05, 0.2), corruptions.clipping),
    Impairment("chirp", "of w", (0.001, 0.01, 0.05, 0.2), corruptions.chirp),
    Impairment("amplitude", "of A", (0.001, 0.01, 0.03, 0.1), corruptions.amplitude),
    Impairment("phase gap", "of circle", (0.02, 0.05, 0.2, 0.5), corruptions.phase_gap),
    Impairment("frequency narrowed", "of range", (0.02, 0.05, 0.2, 0.8), corruptions.frequency_narrowed),
    Impairment("one wave repeated", "of waves", (0.01, 0.05, 0.2, 1.0), corruptions.one_wave),
    Impairment("few waves repeated", "waves", (2000, 500, 100, 10), corruptions.few_waves),
    Impairment("training waves copied", "of waves", (0.05, 0.2, 0.5, 1.0), corruptions.copies),
    Impairment("smoothed", "points", (2, 3, 5, 9), corruptions.smoothed),
    Impairment("jagged ends", "y", (0.0001, 0.001, 0.01, 0.05), corruptions.jagged_ends),
    Impairment("noise instead", "of waves", (0.001, 0.01, 0.1, 1.0), corruptions.noise_instead),
)
