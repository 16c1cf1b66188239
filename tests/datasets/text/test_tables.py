"""Text tables: dialects, headers and columns of times are understood, what cannot be read is refused with its place."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.table import Columns, Table
from sinegan.datasets.text import tables


@pytest.fixture
def read(tmp_path: Path):
    """Read a text as a table."""

    def read_text(content: str | bytes, wanted: Columns | None = None) -> Table:
        path = tmp_path / "a.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tables.read(str(path), wanted)

    return read_text


@pytest.fixture
def refused(read, tmp_path: Path):
    """The message about a text, without the file's name."""

    def message(content: str | bytes, wanted: Columns | None = None) -> str:
        with pytest.raises(BadSeriesError) as caught:
            read(content, wanted)
        assert "\n" not in str(caught.value)
        return str(caught.value).removeprefix(str(tmp_path / "a.csv"))

    return message


VALUES = [[0.5, 1.0, 0.25], [0.125, -2.0, 1e-7]]


@pytest.mark.parametrize(
    "content",
    [
        "0.5,1,0.25\n0.125,-2.0,1e-7\n",
        "0.5,1,0.25\r\n0.125,-2.0,1e-7",
        "0.5,1,0.25\r0.125,-2.0,1e-7",
        "\n0.5, 1.0, 0.25\n\n0.125, -2, 1E-07\n  \n",
        '"0.5","1","0.25"\n0.125,-2,1e-7\n',
        "0.5;1;0.25\n0.125;-2;1e-7\n",
        "0,5;1;0,25\n0,125;-2;1e-7\n",
        '"0,5","1","0,25"\n"0,125","-2","1e-7"\n',
        "0.5\t1\t0.25\n0.125\t-2\t1e-7\n",
        "0,5\t1\t0,25\n0,125\t-2\t1e-7\n",
        "0.5|1|0.25\n0.125|-2|1e-7\n",
        " 5.0e-01  1 0.25\n 0.125 -2 1e-7 \n",
        "0,5 1 0,25\n0,125 -2 1e-7\n",
        "0.5,1,0.25,\n0.125,-2.0,1e-7,\n",
        "# a b c\n0.5,1,0.25\n0.125,-2.0,1e-7\n",
    ],
)
def test_dialects(read, content: str) -> None:
    found = read(content)
    np.testing.assert_array_equal(found.values, VALUES)
    assert [found.line(row) for row in (0, 1)] != ["line 0", "line 1"]


def test_numbers_are_exact(read, rng: np.random.Generator) -> None:
    values = rng.normal(size=(500, 3)) * 10.0 ** rng.integers(-300, 300, (500, 3))
    for decimal in ".,":
        text = "\n".join(";".join(repr(float(value)).replace(".", decimal) for value in row) for row in values)
        np.testing.assert_array_equal(read(text).values, values)


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("a,b\n1,2.5\n", ("a", "b")),
        ("Größe;x y\n1;2,5\n", ("Größe", "x y")),
        (",0,1\n0,1.5,2.5\n", ("", "0", "1")),
        ("a b\n1 1.5 2.5\n2 1.5 2.5\n", ("", "a", "b")),
        ("# a,b\n1,2.5\n", ("a", "b")),
        ("id,0,1,2\n7,1.5,2.5,3.5\n", ("id", "0", "1", "2")),
        ("0,1,2,3\n1.5,2.5,3.5,4.5\n", ("0", "1", "2", "3")),
        ("1,2,3,4\n1.5,2,3.5,4\n", ("1", "2", "3", "4")),
        ("name,0.0,0.1,0.2\n1,1.5,2.5,3.5\n", ("name", "0.0", "0.1", "0.2")),
        ("1,2.5\n3,4\n", None),
        ("0,1,2,3\n1,2,3,4\n", None),
        ("# made by a test\n1,2.5\n", None),
    ],
)
def test_headers(read, content: str, names: tuple[str, ...] | None) -> None:
    assert read(content).names == names


def test_what_was_understood_is_in_words(read) -> None:
    assert read("a;b\n0,5;1\n".encode("latin-1")).description == (
        "text (UTF-8), columns separated by semicolons, decimal commas, header in line 1"
    )
    assert read("1.5,2,\n3,4,\n").description == (
        "text (UTF-8), columns separated by commas, lines that end with a separator, after which there is nothing, "
        "no header"
    )
    assert read("Größe\n1\n".encode("latin-1")).description == "text (Latin-1), one column, header in line 1"
    assert (
        read("a b\n1 2\n".encode("utf-16")).description
        == "text (UTF-16), columns separated by blanks, header in line 1"
    )


def test_columns_of_times_are_left_out(read) -> None:
    found = read("time,a,day\n2020-01-01 00:00:00,0.5,2020-01-01\n2020-01-01 00:00:01,0.75,2020-01-02\n")
    np.testing.assert_array_equal(found.values, [[0.5], [0.75]])
    assert found.left_out == [
        "column 1 ('time') holds times, such as 2020-01-01 00:00:00", "column 3 ('day') holds times, such as 2020-01-01"
    ]  # fmt: skip
    assert found.column(0) == "column 2 ('a')"


def test_columns_are_chosen_by_name_and_number_in_any_order(read) -> None:
    text = "state,a,b\nwalk,1,2\nrun,3,4\n"
    np.testing.assert_array_equal(read(text, ["b", 2]).values, [[2, 1], [4, 3]])
    assert read(text, ["b", 2]).names == ("b", "a")
    np.testing.assert_array_equal(read("0.5,x\n0.7,y\n", [1]).values, [[0.5], [0.7]])


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (["c"], " has no column named 'c'; waves.columns and --columns may hold numbers, or: state, a"),
        ([3], " has 2 columns; waves.columns or --columns asks for column 3"),
        (["a", 2], ": waves.columns or --columns names a column twice; name each once"),
    ],
)
def test_columns_that_are_not_there_are_refused(refused, wanted: Columns, message: str) -> None:
    assert refused("state,a\nwalk,1\nrun,3\n", wanted) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("0.1,,0.3\n", ", line 1, column 2: an empty cell, a missing value; fill it in"),
        ("a,b\n1,2\n3,\n", ", line 3, column 2 ('b'): an empty cell, a missing value"),
        ("a,b\n1,2\n3,\n", "; or, if nothing is missing, remove the separator at the end of the line"),
        ("0.5,0.5\n\n0.5,half\n", ", line 3, column 2: 'half' is no number; correct it"),
        ("half,0.5\n0.1,0.2\n", ", line 1, column 1: 'half' is no number; correct it"),
        ("state,a\nwalk,1\nrun,2\n", ", line 2, column 1 ('state'): 'walk' is no number; correct it, or name the"),
        ("0.1,NA,0.3\n", ", line 1, column 2: 'NA' is a missing value"),
        ("0.1,inf\n", ", line 1, column 2: 'inf' is infinite"),
        ("1e999,2\n", ", line 1, column 1: '1e999' is beyond the range of numbers"),
        ("1,2,3\n1,2,3\n1,2\n", ", line 3 has 2 cells, the others have 3 (separated by commas); add what is missing"),
        ("1;2\n1;2\n1;2;3\n1;2\n", ", line 3 has 3 cells, the others have 2 (separated by semicolons); remove what is"),
        ("1.5,2,\n" * 70 + "5,6,7\n", ", line 71, column 3: not empty as in the other lines; remove the separator"),
        ("a,b,c\n1,2\n3,4\n", ", line 1: the header has 3 names, the rows below have 2 cells; give as many"),
        ("a,b\n", " has a header in line 1 but no rows below it; add them"),
        ("a,b\n[s],[m]\n1,2\n", ", line 2, column 1 ('a'): '[s]' is no number"),
        ("1,5\n2,7\n", ", line 1: '1,5' may be one number with a decimal comma or two whole numbers; write a"),
        ("0,1\n0.5,0.7\n", ", line 1: 0, 1 may be a header, the numbers of the columns, or a row of data; delete"),
        ('1.5,"2\n3,4\n', ", line 1 cannot be split into cells (unexpected end of data); check its quotes"),
        ("2020-01-01,2020-01-02\n", " has times but no numbers; add a column of numbers"),
        ("", " holds no numbers; give rows of numbers"),
        ("\n \n", " holds no numbers; give rows of numbers"),
        ("# nothing\n", " holds no numbers; give rows of numbers"),
        ("1,234.5;2\n", ", line 1, column 1: '1,234.5' has separators between thousands"),
        ("0.5," + "9" * 200_000 + "\n", ", line 1, column 1: '0.5,9999"),
        ("0.5," + "9" * 100_000 + "\n", ", line 1, column 2: '9999"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(refused, content: str, message: str) -> None:
    assert message in refused(content)


def test_a_bad_cell_far_down_is_reported_with_its_line(refused) -> None:
    assert refused("1,2.5\n" * 50_000 + "1,x\n" + "1,2\n" * 5).startswith(", line 50001, column 2: 'x' is no number")


def test_two_ways_to_read_a_comma_are_told_apart_by_header_zeros_and_signs(read) -> None:
    np.testing.assert_array_equal(read("load\n1,5\n2,7\n").values, [[1.5], [2.7]])
    np.testing.assert_array_equal(read("1,05\n2,7\n").values, [[1.05], [2.7]])
    np.testing.assert_array_equal(read("a,b\n1,5\n2,7\n").values, [[1, 5], [2, 7]])
    np.testing.assert_array_equal(read("1,5\n2,-7\n").values, [[1, 5], [2, -7]])


def test_more_numbers_than_fit_in_memory_are_refused(refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sinegan.datasets.text.numbers.MAX_VALUES", 100)
    assert refused("1,2.5\n" * 60) == " holds more than 100 numbers; take fewer rows or columns"
