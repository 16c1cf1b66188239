"""A user's file of waves through the whole pipeline, in a temporary clone. Minutes."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from sinegan.schema.scores import Score
from tests import in_process, small_pipeline
from tests.score_fixtures import by_key
from tests.small_pipeline import run
from tests.test_pipeline import runs

pytestmark = pytest.mark.slow

SOURCE = "user_data/walks.csv"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose GAN was trained and scored on 1000 random walks around 100."""
    folder = small_pipeline.clone(tmp_path_factory.mktemp("user"))
    walks = np.random.default_rng(5).normal(0, 3, (1_000, 24)).cumsum(axis=1) + 100
    np.savetxt(folder / SOURCE, walks, delimiter=",")
    run(folder, "dvc", "exp", "run", "-S", f"waves.source={SOURCE}")
    return folder


def test_scores_that_require_a_law_are_not_applicable(clone: Path) -> None:
    rows = json.loads((clone / "reports/metrics.json").read_text())["scores"]
    scores = by_key([Score.model_validate(row) for row in rows])
    without = {key for key, score in scores.items() if score.missing == "not applicable"}
    assert "quality/sinad_db" in without
    assert all((scores[key].value is None) == (key in without) for key in scores)
    report = (clone / "reports/report.md").read_text()
    assert "The distribution of the real waves is unknown." in report
    assert re.search(r"\| `grid_coverage` +\| +not applicable \|", report)
    assert sorted(path.stem for path in (clone / "reports/figures").iterdir()) == [
        *("article", "losses", "noise_threshold", "snapshots", "spectra", "waves"),
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
    np.testing.assert_allclose(np.load(clone / "again.npy", allow_pickle=False), drawn, rtol=0, atol=2e-4)


def test_other_waves_are_scored_in_the_same_units(clone: Path) -> None:
    output = run(clone, "python", "-m", "sinegan.cli", "score", SOURCE)
    assert "The distribution of the real waves is unknown." in output


def test_a_change_of_the_file_is_detected(clone: Path) -> None:
    walks = np.loadtxt(clone / SOURCE, delimiter=",")
    assert "data/train.npz" not in run(clone, "dvc", "status", "generate")
    np.savetxt(clone / SOURCE, walks[:-1], delimiter=",")
    assert "user_data" in run(clone, "dvc", "status", "generate")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,2,3\n1,2\n", "wave 2 has 2 points, wave 1 has 3; give equally many"),
        ("a,b,c\n", "give numbers only, without a header"),
        ("1,2,nan\n", "wave 1, point 3 is nan; give finite numbers"),
        ("1,2,3,4,5,6,7,8\n", "1 waves, 1 of them distinct; give at least 500 distinct"),
        ("5,5,5,5,5,5,5,5\n" * 600, "600 waves, 1 of them distinct"),
        ("", "holds no waves"),
    ],
)
def test_invalid_files_are_reported_in_one_line(clone: Path, text: str, message: str) -> None:
    (clone / "user_data/invalid.csv").write_text(text)
    params = (clone / "params.yaml").read_text()
    (clone / "params.yaml").write_text(
        params.replace("source: null", "source: user_data/invalid.csv").replace(SOURCE, "user_data/invalid.csv")
    )
    result = in_process.run(clone, "generate")
    (clone / "params.yaml").write_text(params)
    assert result.returncode == 1
    assert result.stderr.startswith("ERROR: user_data/invalid.csv")
    assert message in result.stderr
