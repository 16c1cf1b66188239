"""The columns of the leaderboard, and how each follows from the headline scores."""

from typing import Literal, NamedTuple

from sinegan.benchmark import protocol
from sinegan.benchmark.row import Row, SeedScores, Value, median
from sinegan.metrics.baseline import Baseline
from sinegan.schema.scores import FLAGGED_BEYOND

KS_MAX = Baseline(mean=0.0101072, sd=0.0025269, repeats=1_000_000)
"""Of the larger of two independent Kolmogorov-Smirnov statistics of 10,000 numbers each, from their exact distribution
(`scipy.stats.kstwo`) and not from draws."""


class Column(NamedTuple):
    """A column of the leaderboard.

    Attributes
    ----------
    name
        In its header.
    scores
        The headline scores that it is the largest of.
    better
        Which direction is.
    """

    name: str
    scores: tuple[str, ...]
    better: Literal["higher", "lower", "near real waves"]

    @property
    def baseline(self) -> Baseline:
        """Of real waves."""
        return KS_MAX if len(self.scores) > 1 else protocol.baselines()[self.scores[0]]

    def of_seed(self, seed: SeedScores) -> Value:
        """The number for one seed, with its interval; no value if a score has none."""
        scores = [seed.scores[name] for name in self.scores]
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

    def is_flagged(self, row: Row) -> bool:
        """Whether the row is worse than real waves here: in `MEMORIZATION` if any seed is."""
        return bool(copied(row)) if self == MEMORIZATION else self.shortfall(row) > 0


NOISE_THRESHOLD = Column("noise_threshold", ("noise_threshold",), "lower")
"""The rows are sorted by it."""
RANKED = (
    Column("sinad_db", ("sinad_db",), "higher"),
    Column("valid_fraction", ("valid_fraction",), "higher"),
    Column("grid_coverage", ("grid_coverage",), "higher"),
    Column("ks_max", ("ks_frequency", "ks_phase"), "lower"),
    NOISE_THRESHOLD,
)
"""The five in which generators are compared."""
MEMORIZATION = Column("memorization", ("memorization",), "near real waves")
"""It finds copies of training waves; values below the baseline are no fault."""
COLUMNS = (*RANKED, MEMORIZATION)


def copied(row: Row) -> list[str]:
    """The seeds whose waves are nearer to the training waves than real ones can be."""
    real = MEMORIZATION.baseline
    limit = (real.mean or 0.0) + FLAGGED_BEYOND * (real.sd or 0.0)
    values = {seed.seed: MEMORIZATION.of_seed(seed).value for seed in row.seeds}
    return [name for name, value in values.items() if value is not None and value > limit]
