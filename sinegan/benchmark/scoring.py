"""Score a submission."""

from collections.abc import Callable

from sinegan.benchmark import protocol
from sinegan.benchmark.row import Row, SeedScores
from sinegan.benchmark.submission import SeedWaves, Submission
from sinegan.evaluation import scorecard
from sinegan.runtime import thread_map

Report = Callable[[int, dict[str, float]], None]


def steps(submission: Submission) -> int:
    """The total that `score` reports its progress against."""
    return scorecard.STEPS * len(submission.seeds)


def score(submission: Submission, report: Report = lambda _done, _numbers: None) -> Row:
    """Score the waves of each seed against the held-out waves, as the pipeline scores its own.

    Parameters
    ----------
    submission
        What was read from a folder.
    report
        Is called with the number of steps done.

    Raises
    ------
    UnscorableError
        A score could not be computed.
    """
    seeds = []
    for number, seed in enumerate(submission.seeds):
        seeds.append(_score_seed(seed, _counted_from(report, number * scorecard.STEPS)))
    return Row(entry=submission.entry, seeds=seeds)


def _counted_from(report: Report, first: int) -> Report:
    return lambda done, numbers: report(first + done, numbers)


def _score_seed(seed: SeedWaves, report: Report) -> SeedScores:
    card = scorecard.evaluate(
        protocol.held_out(), seed.waves, protocol.LAW, protocol.SCORING_SEED,
        training=protocol.pool(), calibration=protocol.calibration(),
        parallel_map=thread_map.parallel_map, report=report,
    )  # fmt: skip
    return SeedScores.of(seed, card.scores)
