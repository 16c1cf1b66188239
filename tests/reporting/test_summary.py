"""The whole overview, and its sentences on distribution, copies, classifiers and flags, each by hand."""

import pytest

from sinegan.schema.headlines import headlines_of
from tests.reporting.overviews import VALUES, text

HEADLINES = list(headlines_of(has_law=True))


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
    ("frequency", "phase", "words"),
    [
        (False, False, "No deviation of frequency and phase from the target distribution is flagged: "),
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
def test_waves_are_called_too_near_only_if_that_is_certain(value: float, flag: bool | None, copied: bool) -> None:
    message = text(memorization=value, flagged={"memorization": flag})
    claim = (
        f"Memorization: {value:.3g} (real waves: 0.501), so waves are nearer to training waves than fresh ones are: "
        "they are copies, or a few waves repeated."
    )
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
    assert "The strongest classifier is correct for 51.2 % of the waves, which is chance, without any noise." in message
    assert "noise of" not in message


def test_a_flagged_accuracy_is_not_called_chance() -> None:
    message = text(c2st_accuracy=0.54, noise_threshold=0.0, flagged={"c2st_accuracy": True})
    assert "is correct for 54 % of the waves, little better than chance, without any noise." in message


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
