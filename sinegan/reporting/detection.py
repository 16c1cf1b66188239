"""Which score detects which known fault, read off ``reports/calibration.json``."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from sinegan.schema.impaired import Impaired
from sinegan.schema.scores import FLAGGED_BEYOND


class KnownFaults(BaseModel):
    """What a report takes from ``reports/calibration.json``, whatever else is in it.

    Attributes
    ----------
    law
        ``n_points`` and ``step`` of all waves; ``offset`` and ``multiplier`` too, where they follow a law.
    impaired
        Each fault from weak to strong; none where no law is known.
    """

    model_config = ConfigDict(frozen=True, strict=True, allow_inf_nan=False)

    law: dict[str, Any]
    impaired: list[Impaired]

    @property
    def has_law(self) -> bool:
        """Whether real waves follow a law that is known."""
        return "offset" in self.law


def distances(
    impaired: Sequence[Impaired], keys: Iterable[str]
) -> tuple[list[tuple[str, str]], list[str], NDArray[np.float64]]:
    """How far each fault moves each score.

    Parameters
    ----------
    impaired
        The faults with their scores.
    keys
        Of the scores to be shown, in their order.

    Returns
    -------
    faults
        Name and strength of each, weak to strong.
    scores
        Those of the keys that were computed of any fault.
    distances
        ``(faults, scores)``, in floor standard deviations; NaN where not computed, infinite where real waves never
        differ.
    """
    known = [key for key in keys if any(key in fault.distances for fault in impaired)]
    table = [[_distance(fault, key) for key in known] for fault in impaired]
    faults = [(fault.name, f"{fault.strength:g} {fault.unit}" if fault.unit else "") for fault in impaired]
    return faults, known, np.array(table)


def detected_from(impaired: Sequence[Impaired], keys: Iterable[str]) -> dict[str, dict[str, float | None]]:
    """By score and fault: the least strength from which on it is always flagged; None if never.

    Where a score was not computed at every strength, as those of judges, the others decide.
    """
    names = dict.fromkeys(fault.name for fault in impaired)
    known = [key for key in keys if any(key in fault.distances for fault in impaired)]
    return {key: {name: _detected_from(impaired, key, name) for name in names} for key in known}


def _detected_from(impaired: Sequence[Impaired], key: str, name: str) -> float | None:
    found = None
    for fault in reversed([fault for fault in impaired if fault.name == name and key in fault.distances]):
        if _distance(fault, key) <= FLAGGED_BEYOND:
            break
        found = fault.strength
    return found


def _distance(fault: Impaired, key: str) -> float:
    far = fault.distances.get(key, np.nan)
    return np.inf if far is None else far
