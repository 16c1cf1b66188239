"""The five numbers that count, and the sixth that finds copies: how they follow from the headline scores."""

from typing import Literal, NamedTuple

from sinegan.benchmark import protocol
from sinegan.benchmark.row import Row, SeedScores, Value, median
from sinegan.metrics.baseline import Baseline
from sinegan.schema.scores import FLAGGED_BEYOND

KS_MAX = Baseline(mean=0.0101072, sd=0.0025269, repeats=1_000_000)
"""Of the larger of two independent Kolmogorov-Smirnov statistics of 10,000 numbers each, from their exact distribution
(`scipy.stats.kstwo`) and not from draws."""
COPIES = "memorization"
"""The score that finds copies of training waves."""


class Number(NamedTuple):
    """One of the numbers that count.

    Attributes
    ----------
    name
        Of the column.
    of
        The headline scores that it is the largest of.
    better
        Which direction is.
    """

    name: str
    of: tuple[str, ...]
    better: Literal["higher", "lower"]

    @property
    def baseline(self) -> Baseline:
        """Of real waves."""
        return KS_MAX if len(self.of) > 1 else protocol.baselines()[self.of[0]]

    def of_seed(self, seed: SeedScores) -> Value:
        """The number for one seed, with its interval; no value if a score has none."""
        scores = [seed.scores[name] for name in self.of]
        if any(score.value is None for score in scores):
            return Value(value=None)
        return max(scores, key=lambda score: score.value or 0.0)

    def values(self, row: Row) -> list[float]:
        """Of each seed that has one."""
        values = (self.of_seed(seed).value for seed in row.seeds)
        return [value for value in values if value is not None]

    def shortfall(self, row: Row) -> float:
        """How much the median is worse than real waves; 0 within five standard deviations of their baseline."""
        value, real = median(self.values(row)), self.baseline
        if value is None or real.mean is None:
            return float("inf")
        worse = real.mean - value if self.better == "higher" else value - real.mean
        return worse if worse > 0 and real.distance(value) > FLAGGED_BEYOND else 0.0


NUMBERS = (
    Number("sinad_db", ("sinad_db",), "higher"),
    Number("valid_fraction", ("valid_fraction",), "higher"),
    Number("grid_coverage", ("grid_coverage",), "higher"),
    Number("ks_max", ("ks_frequency", "ks_phase"), "lower"),
    Number("noise_threshold", ("noise_threshold",), "lower"),
)
SIXTH = Number(COPIES, (COPIES,), "lower")


def copied(row: Row) -> list[str]:
    """The seeds whose waves are nearer to the training waves than real ones can be."""
    real = SIXTH.baseline
    values = {seed.seed: seed.scores[COPIES].value for seed in row.seeds}
    limit = (real.mean or 0.0) + FLAGGED_BEYOND * (real.sd or 0.0)
    return [name for name, value in values.items() if value is not None and value > limit]
