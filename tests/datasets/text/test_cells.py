"""The kind of a cell, and the problem with a cell that is no number."""

import pytest

from sinegan.datasets.text import cells


@pytest.mark.parametrize("cell", ["0", "-1.5", "+.5", "1.", "1e-7", "1E+5", "007"])
def test_numbers_with_a_decimal_point(cell: str) -> None:
    assert cells.kind(cell, ".") == "number"
    assert cells.problem(cell, ".") is None


@pytest.mark.parametrize("cell", ["0,5", ",5", "-1,25e3", "12"])
def test_numbers_with_a_decimal_comma(cell: str) -> None:
    assert cells.kind(cell, ",") == "number"
    assert cells.problem(cell, ",") is None


@pytest.mark.parametrize(
    "cell",
    [
        *("2020-01-01", "01.02.2020", "2020/1/31", "01-Feb-2020", "2020-01-01 00:00:00", "2020-01-01T12:00:00.250Z"),
        *("12:30", "12:30:05", "1:05 pm", "2020-01-01 00:00+01:00", "31 Dec 1999"),
    ],
)
def test_times(cell: str) -> None:
    assert cells.kind(cell, ".") == "time"


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "NaN", "null", "-", "?"])
def test_missing_values(cell: str) -> None:
    assert cells.kind(cell, ".") == "missing"
    assert "missing value; fill it in" in str(cells.problem(cell, "."))


@pytest.mark.parametrize("cell", ["1_000", "0x10", "١", "1 2", "1e", "--1", "1d5", "True", "12.5.1.2", "1,5"])
def test_python_would_read_more_than_tables_mean(cell: str) -> None:
    assert cells.kind(cell, ".") == "text"


@pytest.mark.parametrize(
    ("cell", "decimal", "problem"),
    [
        ("1,234.5", ".", "'1,234.5' has separators between thousands; write the number without them"),
        ("1.234.567", ",", "has separators between thousands"),
        ("0,5", ".", "'0,5' has a decimal comma; write all numbers with a decimal point"),
        ("0.5", ",", "'0.5' has a decimal point; write all numbers with a decimal comma"),
        ("5%", ".", "'5%' is a percentage; leave the percent signs out"),
        ("-Infinity", ".", "is infinite; give finite numbers"),
        ("1e999", ".", "beyond the range of numbers; give smaller units"),
        ("12:30", ".", "is a time among numbers"),
        (
            *("half", "."),
            "'half' is no number; correct it, or name the columns of numbers in waves.columns or with --columns",
        ),
        ("x" * 500, ".", f"'{'x' * 40}...' is no number"),
    ],
)
def test_each_problem_has_its_own_cure(cell: str, decimal: cells.Decimal, problem: str) -> None:
    assert problem in str(cells.problem(cell, decimal))


def test_misspelt_numbers_are_no_names() -> None:
    assert all(cells.is_name(cell, ".") for cell in ("load", "t0", "2nd", "flow [m/s]", "Größe"))
    assert not any(cells.is_name(cell, ".") for cell in ("1,234.5", "5%", "inf", "0,5", "", "NA", "12:30", "1"))
