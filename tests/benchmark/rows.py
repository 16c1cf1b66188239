"""Rows with scores chosen by hand."""

from collections.abc import Sequence
from typing import Any

from sinegan.benchmark.entry import Entry
from sinegan.benchmark.row import Row, SeedScores, Value
from sinegan.schema.headlines import headlines_of

REAL = {
    "sinad_db": 110.0, "valid_fraction": 1.0, "grid_coverage": 1.0, "ks_frequency": 0.009, "ks_phase": 0.0085,
    "memorization": 0.504, "c2st_accuracy": 0.506, "noise_threshold": 0.0,
}  # fmt: skip
"""About what real waves score."""


def row(name: str = "Mine", *, link: str | None = None, **scores: float | Sequence[float | None]) -> Row:
    """A row of three seeds with the scores of real waves, but for those given: one number, or one for each seed."""
    entry = Entry(name=name, seconds=60.0, cores=2, parameters=12_345, settings_tried=4, link=link, note="by hand")
    return Row(entry=entry, seeds=[_seed(index, scores) for index in range(3)])


def _seed(index: int, scores: dict[str, Any]) -> SeedScores:
    values = {name: scores.get(name, REAL[name]) for name in headlines_of(has_law=True)}
    each = {name: value[index] if isinstance(value, list) else value for name, value in values.items()}
    found = {
        name: Value(value=value) if value is None else Value(value=value, low=value - 0.001, high=value + 0.002)
        for name, value in each.items()
    }
    return SeedScores(seed=f"seed-{index}", sha256=None, scores=found)
