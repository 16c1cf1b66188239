"""The verdict's phrases, each by hand."""

from typing import Any

import pytest

from sinegan.reporting.summary import verdict
from tests.made_scores import made_headlines

VALUES = {
    "reference_sinad_median_db": (11.17, 110.0),
    "valid_share": (0.125, 1.0),
    "coverage": (0.25, 0.8),
    "ks_frequency": (0.5449, 0.0087),
    "ks_phase": (0.0085, 0.0086),
    "nearer_to_training": (0.45, 0.501),
    "judge_accuracy": (0.9985, 0.505),
    "sigma_star": (5.782, 0.0),
}
"""Value and floor of each headline; frequency alone is flagged."""


def said(*, bits: float = 1.56, flagged: dict[str, bool | None] | None = None, **values: Any) -> str:
    """The verdict of `VALUES` with other values or flags."""
    flags: dict[str, bool | None] = {name: name == "ks_frequency" for name in VALUES} | (flagged or {})
    rows = {
        name: {"value": values.get(name, value), "floor": values.get(f"{name}_floor", floor), "flagged": flags[name]}
        for name, (value, floor) in VALUES.items()
    }
    return verdict(made_headlines(**rows), bits)


def test_the_whole_verdict() -> None:
    assert said() == (
        "**Rough waves: the median wave is one of the law's to 11.2 dB (1.6 bits), and 12.5% of the waves are valid "
        "sines, of limited variety: they cover 25.0% of the phase-frequency plane, where as many real waves cover "
        "80.0%.** "
        "The law of frequency is missed (Kolmogorov-Smirnov distances 0.545 against 0.009 among real waves, and 0.009 "
        "against 0.009 among real waves). "
        "They are nearer to the training waves than fresh ones are with a chance of 0.450 against 0.501 among real "
        "waves; copies would raise it. "
        "The strongest fresh judge is right in 99.9% of cases; only under noise of 5.8 on both sides does it fall to "
        "guessing. "
        "1 of 8 headline scores lie more than five floor standard deviations from what real waves score."
    )


@pytest.mark.parametrize(
    ("sinad", "kind"),
    [(110.0, "Clean"), (40.0, "Clean"), (39.9, "Good"), (25.0, "Good"), (24.9, "Rough"), (-3.0, "Rough")],
)
def test_waves_are_clean_good_or_rough(sinad: float, kind: str) -> None:
    nouns = {"Clean": "Clean sines: ", "Good": "Good sines: ", "Rough": "Rough waves: "}
    text = said(reference_sinad_median_db=sinad)
    assert text.startswith(f"**{nouns[kind]}the median wave is one of the law's to {sinad:.1f} dB ")


def test_bits_are_never_below_none() -> None:
    assert "to 11.2 dB (0.0 bits)" in said(bits=-0.4)


@pytest.mark.parametrize(
    ("covered", "words"),
    [
        (0.0, "so that none of the phase-frequency plane is covered.**"),
        (0.0025, "nearly always the same: they cover 0.2% of"),
        (0.0399, "nearly always the same: they cover 4.0% of"),  # below .05 of the floor, .8
        (0.0401, "of limited variety: they cover 4.0% of"),
        (0.791, "of limited variety: they cover 79.1% of"),  # .99 of the floor is .792
        (0.793, "of every kind: they cover 79.3% of"),
        (0.9, "of every kind: they cover 90.0% of"),
    ],
)
def test_variety_is_held_against_that_of_as_many_real_waves(covered: float, words: str) -> None:
    assert f"sines, {words}" in said(coverage=covered)


@pytest.mark.parametrize(
    ("frequency", "phase", "words"),
    [
        (False, False, "Frequencies and phases follow the law as far as can be told ("),
        (True, False, "The law of frequency is missed ("),
        (False, True, "The law of phase is missed ("),
        (True, True, "The law of frequency and phase is missed ("),
        (None, None, "How far frequency and phase are from the law is for the reader to judge ("),
    ],
)
def test_the_law_is_followed_or_missed(frequency: bool | None, phase: bool | None, words: str) -> None:
    assert f".** {words}Kolmogorov-Smirnov" in said(flagged={"ks_frequency": frequency, "ks_phase": phase})


@pytest.mark.parametrize(
    ("value", "flag", "copied"),
    [
        (0.9, True, True),
        (0.1, True, False),  # farther off than real waves, as most generators' are
        (0.505, False, False),
        (0.505, None, False),  # one comparison, without a spread, accuses nobody
        (0.9, None, False),
    ],
)
def test_waves_are_called_copies_only_where_it_is_sure(value: float, flag: bool | None, copied: bool) -> None:
    text = said(nearer_to_training=value, flagged={"nearer_to_training": flag})
    accused = f"fresh ones do ({value:.3f} against 0.501 among real waves): some are copied."
    assert (accused in text) == copied
    assert (f"with a chance of {value:.3f} against 0.501 among real waves; copies would raise it." in text) != copied


def test_without_training_waves_copies_are_not_known() -> None:
    text = said(nearer_to_training=None)
    assert "Whether waves were copied is not known, without the training waves. The strongest" in text


def test_where_real_waves_were_not_scored_the_value_stands_alone() -> None:
    text = said(nearer_to_training=0.4, nearer_to_training_floor=None, flagged=dict.fromkeys(VALUES))
    assert "with a chance of 0.400; copies would raise it." in text


def test_a_judge_that_needs_no_noise_is_guessing() -> None:
    text = said(judge_accuracy=0.5123, sigma_star=0.0)
    assert "The strongest judge is right in 51.2% of cases: it is guessing." in text
    assert "noise of" not in text


def test_sigma_star_has_two_digits() -> None:
    assert "only under noise of 0.0012 on both sides" in said(sigma_star=0.00123)


def test_flagged_headlines_are_counted_among_those_with_a_spread() -> None:
    flags = {"valid_share": True, "coverage": None, "sigma_star": None}
    assert said(flagged=flags).endswith(" 2 of 6 headline scores lie more than five floor standard deviations from "
                                        "what real waves score.")  # fmt: skip


def test_with_one_split_alone_nothing_is_flagged() -> None:
    text = said(flagged=dict.fromkeys(VALUES))
    assert text.endswith(" Floors are single comparisons here, without a spread, so no score is flagged.")
    assert "headline scores lie" not in text


def test_without_a_law_nothing_is_said_of_it() -> None:
    rows = {
        name: {"value": value if name in ("nearer_to_training", "judge_accuracy", "sigma_star") else None}
        | {"floor": floor, "flagged": False if name in ("judge_accuracy", "sigma_star") else None}
        for name, (value, floor) in VALUES.items()
    }
    said = verdict(made_headlines(**rows), None)
    assert said.startswith("**No law is known of these waves: no score can tell")
    assert "Kolmogorov" not in said
    assert said.endswith(
        "0 of 2 headline scores lie more than five floor standard deviations from what real waves score."
    )
