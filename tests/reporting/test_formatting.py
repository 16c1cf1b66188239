"""Numbers and scores as text."""

import pytest

from sinegan.reporting import formatting
from tests.fixtures.scores import made


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (1.0, "1"), (0.9996, "1"), (-11.1249, "-11.1"), (0.000123456, "0.000123"), (123456.0, "1.23e+05")],
)
def test_numbers_have_three_significant_digits(value: float, text: str) -> None:
    assert formatting.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (1.0, "1"), (0.9949, "0.99"), (0.995, "> 0.99"), (0.99999, "> 0.99"), (-11.12, "-11"), (131.4, "130")],
)
def test_short_numbers_have_two_significant_digits_and_nothing_below_1_is_1(value: float, text: str) -> None:
    assert formatting.short(value) == text


def test_no_number_is_an_en_dash() -> None:
    assert formatting.number(None) == "–"


@pytest.mark.parametrize(
    ("fraction", "text"), [(0.0, "0 %"), (0.125, "12.5 %"), (0.0025, "0.25 %"), (0.9999, "> 99.9 %"), (1.0, "100 %")]
)
def test_fractions_as_percentages(fraction: float, text: str) -> None:
    assert formatting.percent(fraction) == text


def test_parameters_keep_six_digits_and_counts_all() -> None:
    assert formatting.parameter(100.0) == "100"
    assert formatting.parameter(-0.123456) == "-0.123456"
    assert formatting.thousands(1_234_567) == "1,234,567"


@pytest.mark.parametrize(
    ("mean", "sd", "text"),
    [
        (0.5, 0.0123, "0.5 ± 0.012"),
        (110.0, 0.0, "110 ± 0"),
        (0.123456, None, "0.123"),  # a single comparison
        (None, None, "–"),
    ],
)
def test_a_baseline_has_its_standard_deviation_if_there_is_one(mean: float | None, sd: float | None, text: str) -> None:
    assert formatting.baseline(made("a/b", baseline=mean, baseline_sd=sd)) == text


def test_an_interval_is_empty_if_there_is_none() -> None:
    assert formatting.interval(made("a/b", low=-1.0, high=11.25)) == "[-1, 11.2]"
    assert formatting.interval(made("a/b")) == ""


def test_a_value_may_be_replaced_by_the_reason_why_there_is_none() -> None:
    assert formatting.value(made("a/b", value=0.25)) == "0.25"
    assert formatting.value(made("a/b", value=None)) == "–"
    assert formatting.value(made("a/b", value=None, missing="not applicable")) == "not applicable"
