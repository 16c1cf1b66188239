"""Which generators pass the gate, and which beat the champion."""

import pytest

from sinegan.tracking.registry.gate import Gate

GATE = Gate(grid_coverage=0.99, valid_fraction=0.98, sinad_db=25.0, min_lead_sd=2.0)
GOOD = {"grid_coverage": 0.99, "valid_fraction": 1.0, "sinad_db": 25.0, "noise_threshold": 0.01}


def test_a_generator_that_meets_every_minimum_passes() -> None:
    assert GATE.failures(GOOD) == []


@pytest.mark.parametrize(
    ("headline", "value", "message"),
    [
        ("grid_coverage", 0.9, "grid_coverage is 0.9, below 0.99"),
        ("valid_fraction", 0.97, "valid_fraction is 0.97, below 0.98"),
        ("sinad_db", 24.99, "sinad_db is 24.99, below 25"),
        ("noise_threshold", None, "noise_threshold has no value"),
    ],
)
def test_missing_and_low_scores_are_named(headline: str, value: float | None, message: str) -> None:
    assert GATE.failures(GOOD | {headline: value}) == [message]


# With standard deviations of 3 and 4 dB that of a difference is 5 dB; twice that is 10.
@pytest.mark.parametrize(("sinad", "better"), [(40.01, True), (39.99, False), (20.0, False)])
def test_a_better_generator_leads_by_more_than_the_variation_between_seeds(sinad: float, better: bool) -> None:
    beats, message = GATE.beats((sinad, 3.0), (30.0, 4.0))
    assert beats is better
    assert f"the lead is {'more' if better else 'not more'} than the required 10.00 dB" in message


@pytest.mark.parametrize(
    ("new", "old", "named"),
    [(None, 1.0, "the new model"), (1.0, None, "the champion"), (None, None, "the new model nor of the champion")],
)
def test_without_trials_the_required_lead_is_unknown_and_no_generator_is_better(
    new: float | None, old: float | None, named: str
) -> None:
    better, message = GATE.beats((99.0, new), (10.0, old))
    assert better is False
    assert message.startswith("99.00 dB against 10.00 dB, but the required lead is unknown")
    assert f"no two trials with the configuration of {named} on these data; add an arm" in message
