"""The sets of real waves that a calibration scores: corrupted in every way, and fresh draws for the baselines."""

from typing import NamedTuple

from sinegan.calibration.corruption_grid import CORRUPTIONS, Corruption
from sinegan.calibration.options import Calibrate


class CalibrationSet(NamedTuple):
    """A set of waves to score: a fresh draw of real waves, corrupted or not.

    Attributes
    ----------
    corruption, strength
        What is done to the waves; None and 0 for nothing.
    classified
        Whether the classifiers, which take seconds, are run on it.
    stream
        Of random numbers; each set has its own.
    """

    corruption: Corruption | None
    strength: float
    classified: bool
    stream: int


def calibration_sets(options: Calibrate, *, with_corruptions: bool) -> list[CalibrationSet]:
    """The sets to score, those that take long first, each with its own random stream."""
    classified = options.classifier_baseline_repeats
    clean = [(None, 0.0, turn < classified) for turn in range(max(options.baseline_repeats, classified))]
    corrupted = [(kind, level, level == kind.strengths[-1]) for kind in CORRUPTIONS for level in kind.strengths]
    sets = [*(corrupted if with_corruptions else []), *clean]
    numbered = [CalibrationSet(*values, stream) for stream, values in enumerate(sets)]
    return sorted(numbered, key=lambda item: not item.classified)
