"""Tables of numbers survive a round trip, and tables with other columns are refused."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.io import files
from tests.io.file_kinds import COLUMNS, READERS, assert_refused


def test_a_table_survives_a_round_trip_bit_for_bit(tmp_path: Path, rng: np.random.Generator) -> None:
    path = tmp_path / "a.csv"
    rows = rng.normal(size=(5, 2)) * 10.0 ** rng.integers(-300, 300, (5, 2))
    files.write_table(str(path), COLUMNS, rows)
    back = files.read_table(str(path), COLUMNS)
    assert list(back) == list(COLUMNS)
    np.testing.assert_array_equal(np.stack(list(back.values()), axis=1), rows, strict=True)
    lines = path.read_bytes().decode().split("\n")
    assert lines[0] == "step,loss,accuracy"
    assert [line.split(",")[0] for line in lines[1:-1]] == ["1", "2", "3", "4", "5"]
    assert lines[-1] == ""


def test_a_table_of_float32_survives_a_round_trip(tmp_path: Path, rng: np.random.Generator) -> None:
    rows = rng.normal(size=(5, 2)).astype(np.float32)
    files.write_table(str(tmp_path / "a.csv"), COLUMNS, rows)
    back = files.read_table(str(tmp_path / "a.csv"))
    np.testing.assert_array_equal(np.stack(list(back.values()), axis=1).astype(np.float32), rows)


def test_one_endless_line_is_refused_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("9" * 200_000)
    assert_refused(READERS["table"], tmp_path / "a.csv")


@pytest.mark.parametrize(
    "text",
    [
        "step,loss,accuracy\n",
        "step,loss\n1,0.5\n",
        "step,loss,loss,accuracy\n1,0.5,0.5,0.5\n",
        "loss,step,accuracy\n0.5,1,0.5\n",
        "loss,accuracy\n0.5,0.5\n",
        "step,loss,accuracy\n1,0.5\n",
        "step,loss,accuracy\n1,0.5,0.5\n2,0.5\n",
        "step,loss,accuracy\n1,0.5,much\n",
        "step,loss,accuracy\n1,0.5,nan\n",
        "step,loss,accuracy\n1,inf,0.5\n",
        "step,loss,accuracy\n1,,0.5\n",
    ],
)
def test_a_table_with_other_columns_or_without_numbers_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    assert_refused(READERS["table"], tmp_path / "a.csv")


def test_a_table_may_have_its_columns_in_any_order_and_more_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("step,more,accuracy,loss\n1,7,0.5,0.25\n2,8,1,0\n")
    table = files.read_table(str(tmp_path / "a.csv"), COLUMNS)
    assert {name: column.tolist() for name, column in table.items()} == {
        "more": [7, 8],
        "accuracy": [0.5, 1],
        "loss": [0.25, 0],
    }
