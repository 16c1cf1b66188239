"""The few scores that people compare runs by."""

from collections.abc import Mapping
from typing import Any

from stages.metrics.quality import effective_bits

NAMES = {
    "reference_sinad_median_db": ("quality", "reference_sinad_median"),
    "valid_share": ("quality", "valid_share"),
    "coverage": ("law", "coverage"),
    "ks_frequency": ("law", "ks_frequency"),
    "ks_phase": ("law", "ks_phase"),
    "nearer_to_training": ("copying", "nearer_to_training"),
    "judge_accuracy": ("judge", "strongest_accuracy"),
    "sigma_star": ("judge", "sigma_star"),
}
"""What ``dvc metrics`` and the README show, by family and name; the rest is in the full table."""

Scores = Mapping[str, Mapping[str, Any]]


class IncompleteError(ValueError):
    """Scores among which a headline is missing."""


def keys(scores: Scores) -> list[str]:
    """The key of each headline's score, in order; it may tell the number of waves.

    Raises
    ------
    IncompleteError
        A headline is not among the scores.
    """
    by_name = {(row.get("family"), row.get("name")): key for key, row in scores.items()}
    missing = ["/".join(name) for name in NAMES.values() if name not in by_name]
    if missing:
        raise IncompleteError(f"reports/metrics.json lacks {', '.join(missing)}; remove it and run 'dvc repro'")
    return [by_name[name] for name in NAMES.values()]


def rows(scores: Scores) -> dict[str, Mapping[str, Any]]:
    """The row of each headline, by its name."""
    return {name: scores[key] for name, key in zip(NAMES, keys(scores), strict=True)}


def bits(scores: Scores) -> float | None:
    """Effective bits of the median wave, against the law's nearest; None without a law."""
    sinad = rows(scores)["reference_sinad_median_db"]["value"]
    return None if sinad is None else effective_bits(sinad)


def values(scores: Scores) -> dict[str, float | None]:
    """The value of each headline, by its name."""
    return {name: row["value"] for name, row in rows(scores).items()}
