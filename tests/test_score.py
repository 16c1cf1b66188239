"""The command that scores a file of waves."""

import json
from pathlib import Path

import numpy as np
import pytest

from sinegan.schema.scores import Score
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests import in_process
from tests.closure import ROOT
from tests.score_fixtures import by_key


def score(*arguments: str) -> in_process.Result:
    return in_process.run(ROOT, "score", *arguments)


def test_a_table_a_summary_and_json(law: Law, tmp_path: Path) -> None:
    waves = draw(law, 120, np.random.default_rng(50)).waves
    np.savetxt(tmp_path / "waves.csv", waves, delimiter=",")
    np.save(tmp_path / "training.npy", waves[:40])
    result = score(
        str(tmp_path / "waves.csv"), "--training", str(tmp_path / "training.npy"), "--out", str(tmp_path / "a.json")
    )
    assert result.returncode == 0, result.stderr
    written = json.loads((tmp_path / "a.json").read_text())
    scores = by_key([Score.model_validate(row) for row in written["scores"]])
    assert scores["quality/valid_fraction"].value == 1.0
    # 40 of 120 are copies, which are always nearer to the training waves; of the others about half: 1/3 + 2/3 / 2.
    assert scores["memorization_120/memorization"].value == pytest.approx(2 / 3, abs=0.1)
    assert "distribution/grid_coverage" in result.stdout
    assert "(one split)" in result.stdout
    assert "Clean sines" in result.stdout


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("1,2.5\n1,2.5\n3\n", "line 3 has 1 cells, the others have 2 (separated by commas); add what is missing"),
        ("x,y\n1,2\n", "1 rows of 2 columns: give one series per row, of at least 8 points"),
        ("1,2,3,4,5,6,7,8.5\n" * 200, "holds series of 8 points, the real ones have 50; give as many"),
        ("1.5,nan\n" * 200, "line 1, column 2: 'nan' is a missing value"),
    ],
)
def test_invalid_files_are_reported_in_one_line(content: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "waves.csv").write_text(content)
    result = score(str(tmp_path / "waves.csv"))
    assert result.returncode == 2
    (message,) = [line for line in result.stderr.splitlines() if line.startswith("ERROR: ")]
    assert text in message
    assert "Traceback" not in result.stderr
