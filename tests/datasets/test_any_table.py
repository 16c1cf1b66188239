"""Thousands of small tables of random form: each is understood as written, or refused with line, column and fix."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sinegan.datasets import readers
from sinegan.datasets.errors import BadSeriesError
from tests.datasets.any_table import BAD_CELLS, AnyTable, Form, tables

pytestmark = pytest.mark.slow  # a minute

SETTINGS = settings(
    max_examples=1_000, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
AMBIGUOUS = "may be (a header|one number)"


def read(folder: Path, form: Form, text: str) -> np.ndarray | str:
    """The numbers, as rows; or the message without the file's name."""
    path = folder / "table.csv"
    path.write_bytes(text.encode(form.encoding))
    try:
        series = readers.read(str(path))
    except BadSeriesError as error:
        return _short_line(str(error).removeprefix(str(path)))
    return series.values if series.values.ndim > 1 else series.values[:, np.newaxis]


def _short_line(message: str) -> str:
    assert "\n" not in message
    assert len(message) < 600
    return message


def test_a_table_is_understood_as_written_or_refused_as_ambiguous(tmp_path: Path) -> None:
    outcomes = Counter[str]()

    @SETTINGS
    @given(tables())
    def try_one(table: AnyTable) -> None:
        assume((np.diff(table.values[:, 0]) != 1).any())  # numbers that count by chance are taken for an index
        found = read(tmp_path, table.form, table.text())
        outcomes["refused" if isinstance(found, str) else "understood"] += 1
        if isinstance(found, str):
            assert re.match(rf", line \d+: .*{AMBIGUOUS}.*; ", found), table.text()
        else:
            np.testing.assert_array_equal(found, table.values, err_msg=table.text())

    try_one()
    assert outcomes["understood"] > 0.9 * outcomes.total()


@SETTINGS
@given(table=tables(), row=st.integers(0), column=st.integers(0), cell=st.sampled_from(BAD_CELLS))
def test_a_bad_cell_is_refused_with_its_line_and_column(
    tmp_path_factory: pytest.TempPathFactory, table: AnyTable, row: int, column: int, cell: str
) -> None:
    assume(len(table.cells[0]) > 1 or table.form.has_header or row % len(table.values))  # or it would be a header
    changed = table.replaced(row, column, cell)
    found = read(tmp_path_factory.getbasetemp(), table.form, changed.text())
    assert isinstance(found, str), changed.text()
    line, place = changed.place(row, column)
    named = rf", line {line}, column {place}( \('[^']*'\))?: .*(; |missing value)"
    if len(table.cells[0]) == 1 and table.form.decimal == ",":  # or two columns of whole numbers
        line = r"\d+"
    of_columns = rf", line {line} has \d+ cells, the others have \d+ .*; "  # whole numbers with decimal commas
    assert re.match(rf"{named}|{of_columns}|, line \d+: .*{AMBIGUOUS}", found), (found, changed.text())


@SETTINGS
@given(table=tables(min_columns=2), row=st.integers(0), longer=st.booleans())
def test_a_line_of_another_length_is_refused_with_its_number(
    tmp_path_factory: pytest.TempPathFactory, table: AnyTable, row: int, longer: bool
) -> None:
    changed = table.ragged(row, longer=longer)
    found = read(tmp_path_factory.getbasetemp(), table.form, changed.text())
    assert isinstance(found, str), changed.text()
    line, _ = changed.place(row, 0)
    named = rf", line {line} has \d+ cells, the others have \d+ .*; "
    assert re.match(rf"{named}|, line \d+: .*({AMBIGUOUS}|the header has)", found), (found, changed.text())
