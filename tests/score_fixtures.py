"""Scores with values chosen by hand."""

from collections.abc import Iterable
from typing import Any

from sinegan.schema.scores import HEADLINES, Score, is_headline

_DEFAULTS: dict[str, Any] = {
    "value": 0.5, "low": None, "high": None, "missing": None, "baseline": None, "baseline_sd": None,
    "baseline_repeats": 20, "flagged": None, "mode_collapse": None, "uniform_noise": None, "better": "lower",
    "unit": "", "bounds": "0 to 1", "best": "0", "estimator": "by counting", "blind_to": "colour", "source": "a book",
}  # fmt: skip


def made(key: str, **fields: Any) -> Score:
    """A score with that key and those fields."""
    family, name = key.split("/")
    family, _, n = family.partition("_")
    identity = {"family": family, "name": name, "n": int(n) if n else None, "headline": is_headline(family, name)}
    return Score(**_DEFAULTS | identity | fields)


def by_key(scores: Iterable[Score]) -> dict[str, Score]:
    """The scores by key."""
    return {score.key: score for score in scores}


def made_headlines(**fields: dict[str, Any]) -> dict[str, Score]:
    """All headline scores by name; `fields` by these names."""
    return {name: made(f"{family}/{name}", **fields.get(name, {})) for name, family in HEADLINES.items()}
