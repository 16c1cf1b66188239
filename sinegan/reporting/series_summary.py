"""What the headline scores of series mean whose distribution is unknown, as a paragraph."""

from collections.abc import Mapping

from sinegan.reporting.formatting import number, percent
from sinegan.schema.scores import Score

_CLOSE = (
    "series are nearer to training series than fresh ones are: they are copies, a few series repeated, or have less "
    "noise than real ones"
)
"""Noise moves each real series away from all others; a generator that leaves it out stays nearer to them."""


def overview(scores: Mapping[str, Score], alike: str) -> str:
    """A paragraph in Markdown, the most important first; each number stands beside its baseline, if there is one.

    Parameters
    ----------
    scores
        The headline scores by name.
    alike
        A sentence to begin with, or nothing.
    """
    precision, coverage, accuracy = scores["precision"], scores["coverage"], scores["c2st_accuracy"]
    return " ".join(
        [
            f"**{alike}{_percent(precision)} of the generated series are near real ones{_percent_of_real(precision)}, "
            f"and {_percent(coverage)} of the real series have a generated one beside them"
            f"{_percent_of_real(coverage)}.**",
            f"The strongest classifier is correct for {_percent(accuracy)} of the series{_percent_of_real(accuracy)}; "
            "50 % is guessing.",
            _spectra(scores["spectral_distance_db"]),
            memorization(scores["memorization"], wave="series", high=_CLOSE),
            flags(scores),
        ]
    )


def memorization(score: Score, *, wave: str, high: str) -> str:
    """Whether generated waves, or series, are copies; ``high`` says what a score far above the baseline means."""
    if score.value is None:
        return f"Memorization: unknown without the training {wave}."
    real = "" if score.baseline is None else f"real {wave}: {number(score.baseline)}"
    if score.flagged and score.value > (score.baseline or 0.0):
        return f"Memorization: {number(score.value)} ({real}), so {high}."
    return f"Memorization: {number(score.value)} ({real}{'; ' if real else ''}copies would raise it)."


def flags(scores: Mapping[str, Score]) -> str:
    """How many headline scores are flagged."""
    flagged = [score.flagged for score in scores.values() if score.flagged is not None]
    if flagged:
        count = f"{sum(flagged)} of {len(flagged)} headline scores"
        return f"{count} are more than five standard deviations from the baseline."
    if all(score.baseline is None for score in scores.values()):
        return "No score can be flagged: there is no baseline to compare with."
    return "No score can be flagged: each baseline is a single comparison, without a standard deviation."


def _spectra(score: Score) -> str:
    real = "" if score.baseline is None else f" (other real series: {number(score.baseline)} dB)"
    return f"The mean spectra differ by {number(score.value)} dB{real}."


def _percent(score: Score) -> str:
    return percent(score.value or 0.0)


def _percent_of_real(score: Score) -> str:
    return "" if score.baseline is None else f" (other real series: {percent(score.baseline)})"
