"""What the headline scores mean, as a paragraph."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sinegan.reporting import series_summary
from sinegan.reporting.formatting import number, percent
from sinegan.schema.scores import Score, headlines

_NO_NOISE_SUFFICES = 32
"""Noise thresholds above this stand at the last level of noise that is tried."""
_CLEAN, _GOOD = 40, 25
"""SINAD in decibels."""
_CLOSE = "waves are nearer to training waves than fresh ones are: they are copies, or a few waves repeated"
_ALIKE = 0.3
"""Waves whose spread is less than this fraction of the real waves' are called alike."""
_MOSTLY_VALID = 0.5
"""With fewer valid waves, coverage, which counts those alone, says nothing about variety."""


class Evaluated(Protocol):
    """What an evaluation has, whether it was read from a file or just made."""

    @property
    def scores(self) -> Sequence[Score]:
        """All scores, headlines included."""

    @property
    def effective_bits(self) -> float | None:
        """Of the median wave; None if the distribution is unknown."""


def overview(evaluation: Evaluated) -> str:
    """A paragraph in Markdown, the most important first; shorter if the distribution of the real waves is unknown."""
    scores, spread = headlines(evaluation.scores), _spread(evaluation.scores)
    if evaluation.effective_bits is None:
        return series_summary.overview(scores, _alike(spread, "series"))
    alike = _alike(spread, "waves")
    quality = _quality(evaluation.scores, evaluation.effective_bits, varied=not alike)
    sentences = [
        f"**{alike}{quality}, {_coverage(scores['grid_coverage'])}.{_varied(scores['valid_fraction'], spread)}**",
        _distribution(scores["ks_frequency"], scores["ks_phase"]),
        series_summary.memorization(scores["memorization"], wave="waves", high=_CLOSE),
        _classifiers(scores),
        series_summary.flags(scores),
    ]
    return " ".join(sentences)


def _by_key(scores: Sequence[Score], key: str) -> Score | None:
    return next((score for score in scores if score.key == key), None)


def _spread(scores: Sequence[Score]) -> Score | None:
    """How much the waves differ from each other, valid or not; None without a value or a baseline."""
    spread = _by_key(scores, "diversity/std_per_point")
    return None if spread is None or spread.value is None or not spread.baseline else spread


def _is_alike(spread: Score) -> bool:
    return (spread.value or 0.0) < _ALIKE * (spread.baseline or 0.0)


def _alike(spread: Score | None, waves: str) -> str:
    """A sentence if the waves, or series, hardly differ from each other; else empty."""
    if spread is None or not _is_alike(spread):
        return ""
    return (
        f"All {waves} are nearly alike: they differ by {number(spread.value)} at a point, real {waves} by "
        f"{number(spread.baseline)} (standard deviation). "
    )


def _varied(valid: Score, spread: Score | None) -> str:
    """A sentence if the waves do differ from each other, although most are not valid; else empty."""
    if spread is None or _is_alike(spread) or (valid.value or 0.0) >= _MOSTLY_VALID:
        return ""
    return (
        f" The waves do differ from each other, by {number(spread.value)} at a point (real waves: "
        f"{number(spread.baseline)}), but most are not valid, and coverage counts valid waves alone."
    )


def _quality(scores: Sequence[Score], bits: float, *, varied: bool) -> str:
    by_name = headlines(scores)
    sinad, valid = by_name["sinad_db"].value or 0.0, by_name["valid_fraction"].value or 0.0
    any_sine = _by_key(scores, "quality/free_sinad_db")
    kind = _kind(sinad, any_sine.value if any_sine else None)
    uneven = _by_key(scores, "distribution/grid_entropy")
    variety = _variety(by_name["grid_coverage"], uneven) if varied and valid >= _MOSTLY_VALID else ""
    return (
        f"{kind}{variety}: median SINAD {number(sinad)} dB "
        f"({number(max(bits, 0.0))} effective bits), {percent(valid)} valid waves"
    )


def _kind(sinad: float, of_any_sine: float | None) -> str:
    """From SINAD against the closest target sine, and against any sine: smooth sines may be far from all targets."""
    if sinad >= _CLEAN:
        return "Clean sines"
    if sinad >= _GOOD:
        return "Good sines"
    return "Rough waves" if (of_any_sine or 0.0) < _GOOD else "Inaccurate sines"


def _variety(coverage: Score, entropy: Score | None) -> str:
    """How varied the waves are, compared with as many real ones; right only if most of them are valid."""
    covered, baseline = coverage.value or 0.0, coverage.baseline or 0.0
    if covered < 0.99 * baseline:
        return ", limited variety"
    return ", uneven variety" if entropy is not None and entropy.flagged else ", full variety"


def _coverage(coverage: Score) -> str:
    real = "" if coverage.baseline is None else f" (real waves: {percent(coverage.baseline)})"
    return f"{percent(coverage.value or 0.0)} of the phase-frequency plane covered{real}"


def _distribution(frequency: Score, phase: Score) -> str:
    distances = (
        f"Kolmogorov-Smirnov distance {_with_baseline(frequency)} for frequency, {_with_baseline(phase)} for phase"
    )
    if frequency.flagged is None:
        return f"Whether frequency and phase follow the target distribution was not tested: {distances}."
    wrong = [name for name, score in (("frequency", frequency), ("phase", phase)) if score.flagged]
    if wrong:
        return f"The distribution of {' and '.join(wrong)} is wrong: {distances}."
    return f"No deviation of frequency and phase from the target distribution is flagged: {distances}."


def _with_baseline(score: Score) -> str:
    """The value, with the baseline if there is one."""
    return number(score.value) + ("" if score.baseline is None else f" (real waves: {number(score.baseline)})")


def _classifiers(scores: Mapping[str, Score]) -> str:
    accuracy, threshold = scores["c2st_accuracy"].value or 0.0, scores["noise_threshold"].value or 0.0
    correct = f"The strongest classifier is correct for {percent(accuracy)} of the waves"
    if threshold == 0:
        above = scores["c2st_accuracy"].flagged
        return f"{correct}, {'little better than' if above else 'which is'} chance, without any noise."
    if threshold > _NO_NOISE_SUFFICES:
        return f"{correct}, and no noise on both sides reduces it to chance."
    return f"{correct}. It takes noise of standard deviation {number(threshold)} on both sides to reduce it to chance."
