"""The sentences of the overview, each by hand."""

from types import SimpleNamespace
from typing import Any

import pytest

from sinegan.reporting.summary import overview
from sinegan.schema.headlines import headlines_of
from tests.score_fixtures import made, made_headlines

HEADLINES = list(headlines_of(has_law=True))

VALUES = {
    "sinad_db": (11.17, 110.0),
    "valid_fraction": (0.525, 1.0),
    "grid_coverage": (0.25, 0.8),
    "ks_frequency": (0.5449, 0.0087),
    "ks_phase": (0.0085, 0.0086),
    "memorization": (0.45, 0.501),
    "c2st_accuracy": (0.9985, 0.505),
    "noise_threshold": (5.782, 0.0),
}
"""Value and baseline of each headline; only frequency is flagged."""


def text(
    *,
    bits: float | None = 1.56,
    flagged: dict[str, bool | None] | None = None,
    std_per_point: float | None = 0.3,
    **values: Any,
) -> str:
    """The overview of `VALUES` with other values, baselines or flags."""
    flags: dict[str, bool | None] = {name: name == "ks_frequency" for name in VALUES} | (flagged or {})
    rows = {
        name: {
            "value": values.pop(name, value),
            "baseline": values.pop(f"{name}_baseline", baseline),
            "flagged": flags[name],
        }
        for name, (value, baseline) in VALUES.items()
    }
    assert not values
    scores = [made("spectrum/spectral_wasserstein", flagged=True), *made_headlines(**rows).values()]
    spread = made("diversity/std_per_point", value=std_per_point, baseline=0.354)
    return overview(SimpleNamespace(scores=[*scores, spread], effective_bits=bits))


def test_all_headlines_are_here() -> None:
    assert set(VALUES) == set(HEADLINES)


def test_the_whole_overview() -> None:
    assert text() == (
        "**Rough waves, limited variety: median SINAD 11.2 dB (1.56 effective bits), 52.5 % valid waves, 25 % of the "
        "phase-frequency plane covered (real waves: 80 %).** "
        "The distribution of frequency is wrong: Kolmogorov-Smirnov distance 0.545 (real waves: 0.0087) for frequency, "
        "0.0085 (real waves: 0.0086) for phase. "
        "Memorization: 0.45 (real waves: 0.501; copies would raise it). "
        "The strongest classifier is correct for 99.9 % of the waves. "
        "It takes noise of standard deviation 5.78 on both sides to reduce it to chance. "
        "1 of 8 headline scores are more than five standard deviations from the baseline."
    )


@pytest.mark.parametrize(
    ("sinad", "kind"),
    [(110.0, "Clean"), (40.0, "Clean"), (39.9, "Good"), (25.0, "Good"), (24.9, "Rough"), (-3.0, "Rough")],
)
def test_waves_are_clean_good_or_rough(sinad: float, kind: str) -> None:
    nouns = {"Clean": "Clean sines", "Good": "Good sines", "Rough": "Rough waves"}
    assert text(sinad_db=sinad).startswith(f"**{nouns[kind]}, limited variety: median SINAD {sinad:.3g} dB ")


def test_bits_are_never_negative() -> None:
    assert "11.2 dB (0 effective bits)" in text(bits=-0.4)


@pytest.mark.parametrize(
    ("covered", "variety", "percentage"),
    [
        (0.0, ", limited variety", "0 %"),
        (0.791, ", limited variety", "79.1 %"),  # 0.99 of the baseline is 0.792
        (0.793, ", full variety", "79.3 %"),
        (0.9, ", full variety", "90 %"),
    ],
)
def test_variety_is_compared_with_that_of_as_many_real_waves(covered: float, variety: str, percentage: str) -> None:
    message = text(grid_coverage=covered)
    assert message.startswith(f"**Rough waves{variety}: median")
    assert f" valid waves, {percentage} of the phase-frequency plane covered (real waves: 80 %).**" in message


VARIED = (
    " The waves do differ from each other, by 0.3 at a point (real waves: 0.354), but most are not valid, and coverage "
    "counts valid waves alone.**"
)


def test_coverage_says_nothing_of_the_variety_of_invalid_waves() -> None:
    message = text(valid_fraction=0.49)
    assert message.startswith("**Rough waves: median SINAD")
    assert f"% of the phase-frequency plane covered (real waves: 80 %).{VARIED} The distribution" in message


@pytest.mark.parametrize(
    ("valid", "coverage", "spread", "varied"),
    [
        (0.0, 0.0, 0.3, True),  # noise, or waves with a defect
        (0.49, 0.0, 0.3, True),
        (0.5, 0.0, 0.3, False),  # coverage does tell of these
        (0.0, 0.0, 0.106, False),  # alike: 0.3 of the real spread is 0.1062
        (0.0, 0.0, None, False),
    ],
)
def test_varied_waves_that_are_invalid_are_told_from_waves_that_are_alike(valid, coverage, spread, varied) -> None:
    message = text(valid_fraction=valid, grid_coverage=coverage, std_per_point=spread)
    assert (VARIED in message) == ("do differ from each other" in message) == varied
    assert ("All waves are nearly alike" in message) == (spread == 0.106)


@pytest.mark.parametrize(("spread", "alike"), [(0.05, True), (0.106, True), (0.107, False), (None, False)])
def test_that_all_waves_are_alike_is_said_first(spread: float | None, alike: bool) -> None:
    news = f"**All waves are nearly alike: they differ by {spread or 0:.3g} at a point, real waves by 0.354 "
    assert text(std_per_point=spread).startswith(news) == alike
    after = (
        "(standard deviation). Rough waves: median SINAD" if alike else "**Rough waves, limited variety: median SINAD"
    )
    assert after in text(std_per_point=spread)


def test_coverage_of_real_waves_may_be_unknown() -> None:
    assert "25 % of the phase-frequency plane covered.**" in text(grid_coverage_baseline=None)


@pytest.mark.parametrize(
    ("frequency", "phase", "words"),
    [
        (False, False, "Frequency and phase follow the target distribution: "),
        (True, False, "The distribution of frequency is wrong: "),
        (False, True, "The distribution of phase is wrong: "),
        (True, True, "The distribution of frequency and phase is wrong: "),
        (None, None, "Whether frequency and phase follow the target distribution was not tested: "),
    ],
)
def test_the_distribution_is_right_or_wrong(frequency: bool | None, phase: bool | None, words: str) -> None:
    message = text(flagged={"ks_frequency": frequency, "ks_phase": phase})
    assert f".** {words}Kolmogorov-Smirnov distance 0.545" in message


@pytest.mark.parametrize(
    ("value", "flag", "copied"),
    [
        (0.9, True, True),
        (0.1, True, False),  # farther away than real waves, as those of most generators
        (0.505, False, False),
        (0.505, None, False),  # a single comparison, without a standard deviation, is no evidence
        (0.9, None, False),
    ],
)
def test_waves_are_called_copies_only_if_that_is_certain(value: float, flag: bool | None, copied: bool) -> None:
    message = text(memorization=value, flagged={"memorization": flag})
    claim = f"Memorization: {value:.3g} (real waves: 0.501), so some waves are copies of training waves."
    assert (claim in message) == copied
    assert (f"Memorization: {value:.3g} (real waves: 0.501; copies would raise it)." in message) != copied


def test_without_training_waves_memorization_is_unknown() -> None:
    assert " Memorization: unknown without the training waves. The strongest" in text(memorization=None)


def test_without_a_baseline_the_value_stands_alone() -> None:
    message = text(memorization=0.4, memorization_baseline=None, flagged=dict.fromkeys(VALUES))
    assert "Memorization: 0.4 (copies would raise it)." in message
    assert "distance 0.545 for frequency, 0.0085 for phase." in text(
        ks_frequency_baseline=None, ks_phase_baseline=None, flagged=dict.fromkeys(VALUES)
    )


def test_a_classifier_that_needs_no_noise_is_at_chance() -> None:
    message = text(c2st_accuracy=0.5123, noise_threshold=0.0)
    assert "The strongest classifier is correct for 51.2 % of the waves, which is chance." in message
    assert "noise of" not in message


def test_no_noise_may_suffice() -> None:
    message = text(c2st_accuracy=1.0, noise_threshold=32.768)
    assert "is correct for 100 % of the waves, and no noise on both sides reduces it to chance." in message


def test_the_noise_threshold_has_three_digits() -> None:
    assert "noise of standard deviation 0.00123 on both sides" in text(noise_threshold=0.001234)


def test_flagged_headlines_are_counted_among_those_with_a_standard_deviation() -> None:
    flags = {"valid_fraction": True, "grid_coverage": None, "noise_threshold": None}
    assert text(flagged=flags).endswith(
        " 2 of 6 headline scores are more than five standard deviations from the baseline."
    )


def test_with_single_comparisons_nothing_is_flagged() -> None:
    message = text(flagged=dict.fromkeys(VALUES))
    assert message.endswith(
        " No score can be flagged: each baseline is a single comparison, without a standard deviation."
    )
    assert "headline scores are" not in message
