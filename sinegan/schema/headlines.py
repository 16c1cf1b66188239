"""The headline scores: the few that results are compared by, in display order, and what reports say about them.

The only place that lists them. DVC's metrics, MLflow, reports, model card, studies and the API take them from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Headline:
    """A headline score.

    Attributes
    ----------
    family
        Of the score.
    better
        ``higher``, ``lower``, or ``baseline``: as close as possible to the score of real waves.
    where
        Whether the distribution of the real waves must be ``known`` or ``unknown`` for it to be a headline, or either.
    meaning
        What it is, for readers who have never seen it.
    limitation
        What is wrong with waves of which it is flagged; ``{value}`` is its value, ``{baseline}`` that of real waves.
    is_fraction
        Whether the limitation gives the value as a percentage.
    meaning_if_unknown
        What it is where the distribution is unknown, if that is something else.

    Notes
    -----
    ``{wave}`` and ``{waves}`` stand for what the data consist of: waves, or series.
    """

    family: str
    better: Literal["higher", "lower", "baseline"]
    where: Literal["known", "unknown", "either"]
    meaning: str
    limitation: str
    is_fraction: bool = False
    meaning_if_unknown: str | None = None


HEADLINES: Mapping[str, Headline] = {
    "sinad_db": Headline(
        "quality", "higher", "known",
        "power of the wave over power of what is left when the closest target sine is subtracted, in decibels; median "
        "over waves",
        "the waves match sines of the target distribution only to a SINAD of {value} dB",
    ),
    "valid_fraction": Headline(
        "quality", "higher", "known",
        "waves that differ from a target sine by at most 0.05 (root mean square), with a frequency in the target range",
        "only {value} of the waves are valid sines",
        is_fraction=True,
    ),
    "grid_coverage": Headline(
        "distribution", "higher", "known",
        "cells of the phase-frequency plane, 400 in all and equally likely, that contain a valid wave",
        "only {value} of the phase-frequency plane is covered",
        is_fraction=True,
    ),
    "ks_frequency": Headline(
        "distribution", "lower", "known",
        "Kolmogorov-Smirnov distance from the true distribution",
        "the distribution of frequencies is wrong (Kolmogorov-Smirnov distance {value})",
    ),
    "ks_phase": Headline(
        "distribution", "lower", "known",
        "Kolmogorov-Smirnov distance from the true distribution",
        "the distribution of phases is wrong (Kolmogorov-Smirnov distance {value})",
    ),
    "precision": Headline(
        "sample", "higher", "unknown",
        "generated {waves} that are near real ones: within reach of a real one, which is the distance to its fifth "
        "neighbour; low if many look like no real one",
        "only {value} of the {waves} are near real ones",
        is_fraction=True,
    ),
    "recall": Headline(
        "sample", "higher", "unknown",
        "real {waves} that are within reach of a generated one; low if kinds of {waves} are missing",
        "only {value} of the real {waves} are within reach of a generated one",
        is_fraction=True,
    ),
    "density": Headline(
        "sample", "baseline", "unknown",
        "how many real {waves} a generated one is within reach of, on average, over 5; above the baseline, the "
        "generated {waves} crowd where real ones are most frequent",
        "the density of the {waves} around real ones is {value} instead of {baseline}",
    ),
    "coverage": Headline(
        "sample", "higher", "unknown",
        "real {waves} with a generated one within their reach; like recall, but outliers among the generated {waves} "
        "cannot raise it",
        "only {value} of the real {waves} have a generated one beside them",
        is_fraction=True,
    ),
    "spectral_distance_db": Headline(
        "spectrum", "lower", "unknown",
        "difference of the mean power spectra, in decibels, root mean square over frequencies",
        "the mean power spectrum differs from that of real {waves} by {value} dB",
    ),
    "memorization": Headline(
        "memorization", "baseline", "either",
        "how often a generated {wave} is nearer to the training {waves} than a fresh real {wave} is; copies would "
        "raise it",
        "the distances to the training {waves} are not those of fresh {waves} (memorization {value} instead of "
        "{baseline})",
    ),
    "c2st_accuracy": Headline(
        "c2st", "baseline", "either",
        "accuracy of the strongest of several classifiers that tell real {waves} from generated ones; 0.5 is guessing",
        "a classifier distinguishes the {waves} from real ones with an accuracy of {value}",
        is_fraction=True,
    ),
    "noise_threshold": Headline(
        "c2st", "lower", "either",
        "white noise on both sides at which that accuracy falls to guessing",
        "it takes white noise of standard deviation {value} on both sides to hide the difference from a classifier",
        meaning_if_unknown="white noise on both sides, in scaled units, at which the accuracy of the classifiers other "
        "than `series_cnn` falls to guessing",
    ),
}  # fmt: skip
"""By name, in display order; at most eight apply to the same waves."""


def headlines_of(*, has_law: bool) -> dict[str, Headline]:
    """Those of waves whose distribution is known, or of series whose distribution is unknown, by name.

    Examples
    --------
    >>> list(headlines_of(has_law=False))[:3]
    ['precision', 'recall', 'density']
    """
    other = "unknown" if has_law else "known"
    return {name: headline for name, headline in HEADLINES.items() if headline.where != other}


def is_headline(family: str, name: str, *, has_law: bool) -> bool:
    """Whether that score is one of the `headlines_of` such waves."""
    headline = headlines_of(has_law=has_law).get(name)
    return headline is not None and headline.family == family


def meanings(*, has_law: bool, wave: str, waves: str) -> Iterator[tuple[list[str], str]]:
    """What the headlines of such waves are, with what the data consist of; names with the same meaning together."""
    by_meaning: dict[str, list[str]] = {}
    for name, headline in headlines_of(has_law=has_law).items():
        meaning = headline.meaning if has_law else headline.meaning_if_unknown or headline.meaning
        by_meaning.setdefault(meaning.format(wave=wave, waves=waves), []).append(name)
    yield from ((names, meaning) for meaning, names in by_meaning.items())
