"""The command that scores anybody's waves."""

import json
from pathlib import Path

import numpy as np
import pytest

from sinegan.schema.scores import Score
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests import in_process
from tests.closure import ROOT
from tests.made_scores import by_key


def score(*words: str) -> in_process.Ended:
    return in_process.run(ROOT, "score", *words)


def test_a_table_a_verdict_and_json(law: Law, tmp_path: Path) -> None:
    waves = draw(law, 120, np.random.default_rng(50)).waves
    np.savetxt(tmp_path / "waves.csv", waves, delimiter=",")
    np.save(tmp_path / "training.npy", waves[:40])
    said = score(
        str(tmp_path / "waves.csv"), "--training", str(tmp_path / "training.npy"), "--out", str(tmp_path / "a.json")
    )
    assert said.returncode == 0, said.stderr
    written = json.loads((tmp_path / "a.json").read_text())
    scores = by_key([Score.model_validate(row) for row in written["scores"]])
    assert scores["quality/valid_share"].value == 1.0
    # 40 copies among 120: each is nearer than any fresh wave, the others win about half: 1/3 + 2/3 / 2.
    assert scores["copying_120/nearer_to_training"].value == pytest.approx(2 / 3, abs=0.1)
    assert "law/coverage" in said.stdout
    assert "(one split)" in said.stdout
    assert "Clean sines" in said.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("1,2\n3\n", r"wave 2 has 1 points, wave 1 has 2"),
        ("x,y\n1,2\n", "line 1: could not convert string to float: 'x'"),
        ("1,2\n" * 200, r"waves have shape (200, 2); expected (n, 50)"),
        ("1,nan\n" * 200, r"wave 1, point 2 is nan"),
    ],
)
def test_bad_files_are_told_in_one_line(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "waves.csv").write_text(content)
    said = score(str(tmp_path / "waves.csv"))
    assert said.returncode == 1
    (complaint,) = [line for line in said.stderr.splitlines() if line.startswith("ERROR: ")]
    assert says in complaint
    assert "Traceback" not in said.stderr
