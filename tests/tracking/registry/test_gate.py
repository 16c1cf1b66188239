"""Who may pass, and who is better by more than chance."""

import pytest

from sinegan.tracking.registry.gate import Gate

GATE = Gate(coverage=0.99, valid_share=0.98, sinad_db=25.0, spreads=2.0)
GOOD = {"coverage": 0.99, "valid_share": 1.0, "reference_sinad_median_db": 25.0, "sigma_star": 0.01}


def test_what_reaches_every_limit_passes() -> None:
    assert GATE.faults(GOOD) == []


@pytest.mark.parametrize(
    ("headline", "value", "words"),
    [
        ("coverage", 0.9, "coverage is 0.9, below 0.99"),
        ("valid_share", 0.97, "valid_share is 0.97, below 0.98"),
        ("reference_sinad_median_db", 24.99, "reference_sinad_median_db is 24.99, below 25"),
        ("sigma_star", None, "sigma_star has no value"),
    ],
)
def test_what_is_missing_or_too_low_is_named(headline: str, value: float | None, words: str) -> None:
    assert GATE.faults(GOOD | {headline: value}) == [words]


# With sds of 3 and 4 dB a difference scatters by 5 dB; two of them are 10.
@pytest.mark.parametrize(("sinad", "better"), [(40.01, True), (39.99, False), (20.0, False)])
def test_better_is_what_seeds_do_not_explain(sinad: float, better: bool) -> None:
    said = GATE.ahead((sinad, 3.0), (30.0, 4.0))
    assert said[0] is better
    assert "10.00 dB that other seeds may make" in said[1]


def test_without_a_study_nothing_is_better() -> None:
    assert GATE.ahead((99.0, None), (10.0, 1.0))[0] is False
    assert "no study" in GATE.ahead((99.0, 1.0), (10.0, None))[1]
