"""Which score detects which corruption, from ``reports/calibration.json``."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from sinegan.schema.corrupted import CorruptedScores
from sinegan.schema.scores import FLAGGED_BEYOND

_UNITS = {"of A": "of amplitude", "of w": "of frequency"}


class KnownCorruptions(BaseModel):
    """The part of ``reports/calibration.json`` that the report uses; other keys are ignored.

    Attributes
    ----------
    law
        ``n_points`` and ``step`` of all waves; ``offset`` and ``multiplier`` too, if their distribution is known.
    corrupted
        Each corruption from weak to strong; none if the distribution is unknown.
    """

    model_config = ConfigDict(frozen=True, strict=True, allow_inf_nan=False)

    law: dict[str, Any]
    corrupted: list[CorruptedScores]

    @property
    def has_law(self) -> bool:
        """Whether the distribution of the real waves is known."""
        return "offset" in self.law


def distances(
    corrupted: Sequence[CorruptedScores], keys: Iterable[str]
) -> tuple[list[tuple[str, str]], list[str], NDArray[np.float64]]:
    """How far each corruption moves each score.

    Parameters
    ----------
    corrupted
        The corruptions with their scores, from weak to strong.
    keys
        Of the scores to include, in order.

    Returns
    -------
    corruptions
        Name and strength of each, from weak to strong.
    scores
        Those of the keys that were computed for any corruption.
    distances
        Shape ``(corruptions, scores)``, in standard deviations of the baseline; NaN if not computed, infinite if real
        waves never differ.
    """
    scores = _computed(corrupted, keys)
    table = [[_distance(corruption, key) for key in scores] for corruption in corrupted]
    corruptions = [(corruption.name, strength(corruption.strength, corruption.unit)) for corruption in corrupted]
    return corruptions, scores, np.array(table)


def strength(value: float, unit: str) -> str:
    """The strength of a corruption with its unit, without the letters of formulas; empty if it has no unit.

    >>> strength(0.01, "of A"), strength(0.001, "y")
    ('0.01 of amplitude', '0.001 y')
    """
    return f"{value:g} {_UNITS.get(unit, unit)}" if unit else ""


def detected_from(corrupted: Sequence[CorruptedScores], keys: Iterable[str]) -> dict[str, dict[str, float | None]]:
    """By score and corruption: the smallest strength from which on it is always flagged; None if never.

    Strengths for which a score was not computed, as those of the classifiers, are skipped.
    """
    names = dict.fromkeys(corruption.name for corruption in corrupted)
    scores = _computed(corrupted, keys)
    return {key: {name: _detected_from(corrupted, key, name) for name in names} for key in scores}


def detected_by(corrupted: Sequence[CorruptedScores], keys: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """By corruption: the scores that detect it, the most sensitive first, each with the strength and its unit."""
    rows: dict[str, list[tuple[str, str]]] = {corruption.name: [] for corruption in corrupted if corruption.unit}
    detected = detected_from(corrupted, keys)
    for corruption in corrupted:
        keys = [key for key, by_name in detected.items() if by_name[corruption.name] == corruption.strength]
        if corruption.unit:
            rows[corruption.name] += [(key, strength(corruption.strength, corruption.unit)) for key in keys]
    return rows


def _computed(corrupted: Sequence[CorruptedScores], keys: Iterable[str]) -> list[str]:
    return [key for key in keys if any(key in corruption.distances for corruption in corrupted)]


def _detected_from(corrupted: Sequence[CorruptedScores], key: str, name: str) -> float | None:
    smallest = None
    for corruption in reversed([one for one in corrupted if one.name == name and key in one.distances]):
        if _distance(corruption, key) <= FLAGGED_BEYOND:
            break
        smallest = corruption.strength
    return smallest


def _distance(corruption: CorruptedScores, key: str) -> float:
    distance = corruption.distances.get(key, np.nan)
    return np.inf if distance is None else distance
