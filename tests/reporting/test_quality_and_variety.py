"""The overview's first sentence: how good the waves are, and how varied."""

import pytest

from tests.reporting.overviews import text


@pytest.mark.parametrize(
    ("sinad", "kind"),
    [(110.0, "Clean"), (40.0, "Clean"), (39.9, "Good"), (25.0, "Good"), (24.9, "Rough"), (-3.0, "Rough")],
)
def test_waves_are_clean_good_or_rough(sinad: float, kind: str) -> None:
    nouns = {"Clean": "Clean sines", "Good": "Good sines", "Rough": "Rough waves"}
    assert text(sinad_db=sinad).startswith(f"**{nouns[kind]}, limited variety: median SINAD {sinad:.3g} dB ")


def test_smooth_sines_far_from_the_targets_are_not_called_rough() -> None:
    message = text(sinad_db=20.0, free_sinad_db=110.0)
    assert message.startswith("**Inaccurate sines, limited variety: median SINAD 20 ")


def test_variety_is_uneven_if_the_entropy_of_the_plane_is_flagged() -> None:
    """As where a fifth of the waves are the same one."""
    assert text(grid_coverage=0.8, uneven=True).startswith("**Rough waves, uneven variety: ")
    assert text(grid_coverage=0.5, uneven=True).startswith("**Rough waves, limited variety: ")


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
