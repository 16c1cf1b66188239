"""The command that scores a file of waves."""

import json
from pathlib import Path

import numpy as np
import pytest

from sinegan.benchmark import protocol
from sinegan.classifiers import noise_threshold
from sinegan.commands import score as score_command
from sinegan.schema.scores import Score
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests.closure import ROOT
from tests.fixtures import in_process
from tests.fixtures.scores import by_key


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
    assert "(one draw)" in result.stdout
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


@pytest.fixture
def transposed(law: Law, tmp_path: Path) -> np.ndarray:
    """In ``a.npy``, waves transposed; in ``b.npy``, the same with an axis of length 1."""
    waves = draw(law, 80, np.random.default_rng(51)).waves
    np.save(tmp_path / "a.npy", waves.T)
    np.save(tmp_path / "b.npy", waves[..., None])
    return waves


def test_outside_the_repository_waves_are_compared_with_those_of_the_benchmark(
    transposed: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noise_threshold, "LEVELS", (0.0, 0.002, 0.064, 32.768))
    results = [in_process.run(tmp_path, "score", name, "--out", f"{name}.json") for name in ("a.npy", "b.npy")]
    for result in results:
        assert result.returncode == 0, result.stderr
        assert "WARNING: no params.yaml of this project here: the waves are compared with the benc" in result.stderr
    assert "WARNING: a.npy: (50, n) is taken as (n, 50), transposed" in results[0].stderr
    assert "WARNING: left out: the last axis of (80, 50, 1), of length 1" in results[1].stderr
    assert results[0].stdout == results[1].stdout


def test_the_baselines_outside_are_those_that_the_package_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert score_command._here() == (protocol.WAVES, protocol.calibration())
    (tmp_path / "params.yaml").write_text("train:\n  epochs: 5\n")  # of another project with DVC
    assert score_command._here() == (protocol.WAVES, protocol.calibration())


def test_parameters_of_this_project_with_errors_are_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text("waves:\n  n_points: x\n")
    result = in_process.run(tmp_path, "score", "a.npy")
    assert result.returncode == 2
    assert "params.yaml: waves.n_points = 'x'" in result.stderr


def test_a_wrong_shape_is_told_before_waves_are_drawn(
    transposed: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sinegan.datasets.prepare.draw_sets", lambda _params: pytest.fail("drawn"))
    np.save(tmp_path / "c.npy", transposed[:, :49])
    for arguments in (("c.npy",), ("a.npy", "--training", "c.npy")):
        result = in_process.run(tmp_path, "score", *arguments)
        assert result.returncode == 2
        assert "ERROR: c.npy holds series of 49 points, the real ones have 50; give as many" in result.stderr
