"""Waves of one's own through the whole pipeline, in a temporary clone. Minutes."""

import json
from pathlib import Path

import numpy as np
import pytest

from sinegan.schema.scores import Score
from tests import in_process, small_pipeline
from tests.made_scores import by_key
from tests.small_pipeline import run
from tests.test_pipeline import runs

pytestmark = pytest.mark.slow

SOURCE = "own_waves/walks.csv"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trained and scored on 1000 random walks about 100, ten at a time."""
    folder = small_pipeline.clone(tmp_path_factory.mktemp("own"))
    walks = np.random.default_rng(5).normal(0, 3, (1_000, 24)).cumsum(axis=1) + 100
    np.savetxt(folder / SOURCE, walks, delimiter=",")
    run(folder, "dvc", "exp", "run", "-S", f"waves.source={SOURCE}")
    return folder


def test_scores_that_need_a_law_say_that_there_is_none(clone: Path) -> None:
    rows = json.loads((clone / "reports/metrics.json").read_text())["scores"]
    scores = by_key([Score.model_validate(row) for row in rows])
    without = {key for key, score in scores.items() if score.missing == "no law"}
    assert "quality/reference_sinad_median" in without
    assert all((scores[key].value is None) == (key in without) for key in scores)
    report = (clone / "reports/report.md").read_text()
    assert "**No law is known of these waves" in report
    assert "| `law/coverage` | no law |" in report
    assert sorted(path.stem for path in (clone / "reports/figures").iterdir()) == [
        *("article", "film", "ladder", "losses", "spectra", "waves"),
    ]


def test_drawn_waves_have_the_units_of_the_file(clone: Path) -> None:
    run(clone, "python", "-m", "sinegan.cli", "sample", "--n", "500", "--out", "drawn.npy")
    drawn = np.load(clone / "drawn.npy", allow_pickle=False)
    assert drawn.shape == (500, 24)
    assert 50 < drawn.mean() < 150
    (published,) = runs(clone)
    run(
        clone,
        "python",
        "-m",
        "sinegan.cli",
        "sample",
        "--n",
        "500",
        "--out",
        "again.npy",
        "--model",
        published.info.run_id,
    )
    np.testing.assert_allclose(np.load(clone / "again.npy", allow_pickle=False), drawn, rtol=1e-4)


def test_other_waves_are_scored_in_the_same_units(clone: Path) -> None:
    said = run(clone, "python", "-m", "sinegan.cli", "score", SOURCE)
    assert "No law is known of these waves" in said


def test_a_change_of_the_file_is_noticed(clone: Path) -> None:
    walks = np.loadtxt(clone / SOURCE, delimiter=",")
    assert "data/train.npz" not in run(clone, "dvc", "status", "generate")
    np.savetxt(clone / SOURCE, walks[:-1], delimiter=",")
    assert "own_waves" in run(clone, "dvc", "status", "generate")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,2,3\n1,2\n", "wave 2 has 2 points, wave 1 has 3; give equally many"),
        ("a,b,c\n", "give numbers only, without a header"),
        ("1,2,nan\n", "wave 1, point 3 is nan; give finite numbers"),
        ("1,2,3,4,5,6,7,8\n", "1 waves, 1 of them different; give at least 500 different ones"),
        ("5,5,5,5,5,5,5,5\n" * 600, "600 waves, 1 of them different"),
        ("", "holds no wave"),
    ],
)
def test_bad_files_are_told_in_one_line(clone: Path, text: str, said: str) -> None:
    (clone / "own_waves/bad.csv").write_text(text)
    params = (clone / "params.yaml").read_text()
    (clone / "params.yaml").write_text(
        params.replace("source: null", "source: own_waves/bad.csv").replace(SOURCE, "own_waves/bad.csv")
    )
    ended = in_process.run(clone, "generate")
    (clone / "params.yaml").write_text(params)
    assert ended.returncode == 1
    assert ended.stderr.startswith("ERROR: own_waves/bad.csv")
    assert said in ended.stderr
