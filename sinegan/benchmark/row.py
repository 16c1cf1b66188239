"""A row of the leaderboard: a generator, what it cost, and its scores for each seed."""

import statistics
from collections.abc import Iterable
from typing import Self

from sinegan.benchmark import protocol
from sinegan.benchmark.entry import Entry
from sinegan.benchmark.submission import SeedWaves
from sinegan.schema.scores import Score, headlines
from sinegan.schema.strict import StrictModel


class Value(StrictModel):
    """A score with the ends of its 95 % interval; None if there is no such number."""

    value: float | None
    low: float | None = None
    high: float | None = None


class SeedScores(StrictModel):
    """The headline scores of one seed.

    Attributes
    ----------
    seed
        Name of the file of its waves, or number of the seed.
    sha256
        Of the waves, as `SeedWaves.sha256`. None if they were not kept.
    scores
        By name.
    """

    seed: str
    sha256: str | None
    scores: dict[str, Value]

    @classmethod
    def of(cls, seed: SeedWaves, scores: Iterable[Score]) -> Self:
        """Those of a submitted seed."""
        values = {
            name: Value(value=score.value, low=score.low, high=score.high) for name, score in headlines(scores).items()
        }
        return cls(seed=seed.name, sha256=seed.sha256, scores=values)


class Row(StrictModel):
    """One row.

    Attributes
    ----------
    protocol
        Version of the benchmark.
    entry
        Name and costs.
    seeds
        In the order of the files' names.
    """

    protocol: int = protocol.VERSION
    entry: Entry
    seeds: list[SeedScores]


def median(values: Iterable[float | None]) -> float | None:
    """Of the numbers among the values; None if there is none."""
    numbers = [value for value in values if value is not None]
    return statistics.median(numbers) if numbers else None
