"""Which score sees which fault, read off a calibration."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from stages.metrics.floors import Calibration
from stages.schema.scores import FLAGGED_BEYOND


def seen_from(calibration: Calibration, scores: Iterable[str]) -> dict[str, dict[str, float | None]]:
    """By key of `scores` and fault: the least strength from which on it is always flagged; None if never.

    Where a score was not computed at every strength, as those of judges, the others decide.
    """
    faults = dict.fromkeys(row.name for row in calibration.impaired)
    return {
        key: {name: _seen_from(calibration, key, name) for name in faults}
        for key in scores
        if key in calibration.floors
    }


def _seen_from(calibration: Calibration, key: str, name: str) -> float | None:
    rows = [row for row in calibration.impaired if row.name == name and key in row.scores]
    found = None
    for row in reversed(rows):  # from strong to weak
        if calibration.floors[key].distance(row.scores[key]) <= FLAGGED_BEYOND:
            break
        found = row.strength
    return found


def distances(
    calibration: Calibration, scores: Iterable[str]
) -> tuple[list[tuple[str, str]], list[str], NDArray[np.float64]]:
    """How far each fault moves each of `scores`, by their keys.

    Returns
    -------
    faults
        Name and strength of each, weak to strong.
    scores
        Keys of the scores that the calibration knows.
    distances
        ``(faults, scores)``, in floor standard deviations; NaN where not computed.
    """
    known = [key for key in scores if key in calibration.floors]
    table = [
        [calibration.floors[key].distance(row.scores[key]) if key in row.scores else np.nan for key in known]
        for row in calibration.impaired
    ]
    faults = [(row.name, f"{row.strength:g} {row.unit}" if row.unit else "") for row in calibration.impaired]
    return faults, known, np.array(table)
