"""The commands of the benchmark, from any folder."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sinegan.benchmark import leaderboard, protocol, submission
from sinegan.benchmark.leaderboard import Leaderboard
from sinegan.benchmark.row import Row
from sinegan.classifiers import noise_threshold
from sinegan.schema.headlines import headlines_of
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests.benchmark import rows, submissions
from tests.closure import ROOT
from tests.fixtures import in_process

N = 120
"""Waves of each seed in these tests."""


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch, law: Law) -> np.ndarray:
    """The training waves of a benchmark with fewer waves."""
    waves = [draw(law, n, np.random.default_rng(n)).waves for n in (1_000, N)]
    monkeypatch.setattr(noise_threshold, "LEVELS", (0.0, 0.002, 0.064, 32.768))
    monkeypatch.setattr(protocol, "N_WAVES", N)
    monkeypatch.setattr(protocol, "pool", lambda: waves[0])
    monkeypatch.setattr(protocol, "held_out", lambda: waves[1])
    return waves[0]


@pytest.fixture
def folder(tmp_path: Path, law: Law) -> Path:
    return submissions.write(tmp_path / "mine", law, N)


def test_the_data_are_written(tmp_path: Path, pool: np.ndarray) -> None:
    result = in_process.run(tmp_path, "benchmark", "data", "--out", "data")
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == ["data/pool.npy", "data/law.json", "data/entry.example.yaml"]
    np.testing.assert_array_equal(np.load(tmp_path / "data/pool.npy", allow_pickle=False), pool)


def test_a_row_is_printed_written_and_added(tmp_path: Path, folder: Path, pool: np.ndarray) -> None:
    """With copies of the pool as the waves of one seed, which the scores show."""
    np.save(folder / "seed-1.npy", pool[:N, :, None])
    result = in_process.run(tmp_path, "benchmark", "score", "mine", "--leaderboard", "board.json")
    assert result.returncode == 0, result.stderr
    assert "WARNING: mine/seed-1.npy: (n, 50, 1) is taken as (n, 50)" in result.stderr
    assert "WARNING: memorization of seed-1: these waves are nearer to training waves than fresh ones" in result.stderr
    assert "| Drawn " in result.stdout
    assert "noise_threshold" in result.stdout
    assert "3 seeds: seed-0, seed-1, seed-2" in result.stdout
    assert "row: mine/row.json, and in board.json" in result.stdout
    row = Row.model_validate_json((folder / "row.json").read_bytes())
    assert [seed.seed for seed in row.seeds] == ["seed-0", "seed-1", "seed-2"]
    assert all(set(seed.scores) == set(headlines_of(has_law=True)) for seed in row.seeds)
    assert row.seeds[0].scores["sinad_db"].value == 110.0
    assert row.seeds[1].scores["memorization"].value == pytest.approx(1.0, abs=0.01)
    assert Leaderboard.model_validate_json((tmp_path / "board.json").read_bytes()).entries == [row]


def test_faults_are_told_before_anything_is_computed(
    folder: Path, pool: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sinegan.evaluation.scorecard.evaluate", lambda *_, **__: pytest.fail("computed"))
    np.save(folder / "seed-2.npy", np.ones((N, 49)))
    (folder / "entry.yaml").write_text("name: x\n")
    result = in_process.run(folder.parent, "benchmark", "score", "mine")
    assert result.returncode == 2
    assert "mine/seed-2.npy holds an array (120, 49); give (120, 50)" in result.stderr
    assert "mine/entry.yaml: cores is missing; add it" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "row.json").exists()


def test_the_name_of_a_recipe_is_refused_before_anything_is_computed(
    folder: Path, pool: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sinegan.evaluation.scorecard.evaluate", lambda *_, **__: pytest.fail("computed"))
    leaderboard.write(str(folder / "board.json"), Leaderboard(recipes=[rows.row("Drawn")]))
    result = in_process.run(folder, "benchmark", "score", ".", "--leaderboard", "board.json")
    assert result.returncode == 2
    assert "a recipe of this project is named 'Drawn'" in result.stderr
    assert not (folder / "row.json").exists()


def test_a_row_that_was_added_in_the_meantime_is_kept(
    tmp_path: Path, folder: Path, pool: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = str(tmp_path / "board.json")

    def scored(submitted: submission.Submission, _report: object) -> Row:
        leaderboard.write(board, Leaderboard(entries=[rows.row("Other")]))
        return rows.row("x").model_copy(update={"entry": submitted.entry})

    monkeypatch.setattr("sinegan.benchmark.scoring.score", scored)
    result = in_process.run(tmp_path, "benchmark", "score", "mine", "--leaderboard", board, "--out", "mine.json")
    assert result.returncode == 0, result.stderr
    assert [row.entry.name for row in leaderboard.read(board).entries] == ["Drawn", "Other"]
    assert Row.model_validate_json((tmp_path / "mine.json").read_bytes()).entry.name == "Drawn"


def test_a_leaderboard_that_cannot_take_the_row_is_told_before_anything_is_computed(
    folder: Path, pool: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sinegan.evaluation.scorecard.evaluate", lambda *_, **__: pytest.fail("computed"))
    (folder / "board.json").write_text("{")
    result = in_process.run(folder, "benchmark", "score", ".", "--leaderboard", "board.json")
    assert result.returncode == 1
    assert "board.json is not readable as JSON" in result.stderr


def test_the_worked_example_gives_a_submission(tmp_path: Path) -> None:
    """With NumPy alone."""
    in_process.run(tmp_path, "benchmark", "data", "--out", "data")
    script = ROOT / "benchmarks/entries/pca_gaussian.py"
    subprocess.run([sys.executable, script, "data", "mine"], cwd=tmp_path, check=True)
    values = json.loads((tmp_path / "mine/entry.json").read_text())
    assert values["link"] == str(script.relative_to(ROOT))
    read = submission.read(str(tmp_path / "mine"))
    assert [len(seed.waves) for seed in read.seeds] == [10_000] * 3
    assert read.notes == []
