"""Scores made by hand."""

from collections.abc import Iterable
from typing import Any

from sinegan.schema.scores import HEADLINES, Score, headline_of

_PLAIN: dict[str, Any] = {
    "value": 0.5, "low": None, "high": None, "missing": None, "floor": None, "floor_sd": None, "floor_repeats": 20,
    "flagged": None, "collapsed": None, "noise": None, "better": "lower", "unit": "", "bounds": "0 to 1", "best": "0",
    "estimator": "by counting", "blind_to": "colour", "source": "a book",
}  # fmt: skip


def made(key: str, **fields: Any) -> Score:
    """A score of that key, with those fields."""
    family, name = key.split("/")
    family, _, n = family.partition("_")
    place = {"family": family, "name": name, "n": int(n) if n else None, "headline": headline_of(family, name)}
    return Score(**_PLAIN | place | fields)


def by_key(scores: Iterable[Score]) -> dict[str, Score]:
    """The same by their keys."""
    return {score.key: score for score in scores}


def made_headlines(**fields: dict[str, Any]) -> dict[str, Score]:
    """All headline scores by their names; `fields` by these names."""
    return {name: made("/".join(place), **fields.get(name, {})) for name, place in HEADLINES.items()}
