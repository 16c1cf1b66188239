"""Scores with values chosen by hand."""

from collections.abc import Iterable
from typing import Any

from sinegan.schema.headlines import HEADLINES, headlines_of, is_headline
from sinegan.schema.scores import Score

_DEFAULTS: dict[str, Any] = {
    "value": 0.5, "low": None, "high": None, "missing": None, "baseline": None, "baseline_sd": None,
    "baseline_repeats": 20, "flagged": None, "mode_collapse": None, "uniform_noise": None, "better": "lower",
    "unit": "", "bounds": "0 to 1", "best": "0", "estimator": "by counting", "blind_to": "colour", "source": "a book",
}  # fmt: skip


def made(key: str, **fields: Any) -> Score:
    """A score with that key and those fields."""
    family, name = key.split("/")
    family, _, n = family.partition("_")
    identity = {"family": family, "name": name, "n": int(n) if n else None, "headline": _is_headline(family, name)}
    return Score(**_DEFAULTS | identity | fields)


def by_key(scores: Iterable[Score]) -> dict[str, Score]:
    """The scores by key."""
    return {score.key: score for score in scores}


def made_headlines(*, has_law: bool = True, **fields: dict[str, Any]) -> dict[str, Score]:
    """All headline scores by name; `fields` by these names."""
    return {
        name: made(f"{headline.family}/{name}", **fields.get(name, {}))
        for name, headline in headlines_of(has_law=has_law).items()
    }


def _is_headline(family: str, name: str) -> bool:
    """Where the distribution is known, or of scores that are none there, where it is not."""
    return name in HEADLINES and is_headline(family, name, has_law=HEADLINES[name].where != "unknown")
