"""The corruptions and strengths with which it is measured which score detects which defect."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinegan.calibration import corruptions
from sinegan.calibration.corruptions import CleanWaves


@dataclass(frozen=True)
class Corruption:
    """A kind of defect.

    Attributes
    ----------
    name, unit
        As shown; the unit is that of the strengths.
    strengths
        From weak to strong; the classifiers are run on the last one only.
    apply
        From clean waves and a strength to corrupted waves ``(n, n_points)``.
    """

    name: str
    unit: str
    strengths: tuple[float, ...]
    apply: Callable[[CleanWaves, float], NDArray[np.float64]]


CORRUPTIONS = (
    Corruption("none", "", (0,), corruptions.clean),
    Corruption("white noise", "y", (0.0001, 0.001, 0.01, 0.05), corruptions.white_noise),
    Corruption("third harmonic", "of A", (0.0001, 0.001, 0.01, 0.05), corruptions.third_harmonic),
    Corruption("clipping", "of A", (0.001, 0.01, 0.05, 0.2), corruptions.clipping),
    Corruption("chirp", "of w", (0.001, 0.01, 0.05, 0.2), corruptions.chirp),
    Corruption("amplitude", "of A", (0.001, 0.01, 0.03, 0.1), corruptions.amplitude),
    Corruption("phase gap", "of circle", (0.02, 0.05, 0.2, 0.5), corruptions.phase_gap),
    Corruption("narrow frequency range", "of range", (0.02, 0.05, 0.2, 0.8), corruptions.narrow_frequency_range),
    Corruption("mode collapse", "of waves", (0.01, 0.05, 0.2, 1.0), corruptions.mode_collapse),
    Corruption("few distinct waves", "waves", (2000, 500, 100, 10), corruptions.few_distinct_waves),
    Corruption("training waves copied", "of waves", (0.05, 0.2, 0.5, 1.0), corruptions.copied_training_waves),
    Corruption("smoothing", "points", (2, 3, 5, 9), corruptions.smoothing),
    Corruption("noisy ends", "y", (0.0001, 0.001, 0.01, 0.05), corruptions.noisy_ends),
    Corruption("uniform noise", "of waves", (0.001, 0.01, 0.1, 1.0), corruptions.uniform_noise),
)
