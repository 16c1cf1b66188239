"""A user's file of waves through the whole pipeline, in a temporary clone. Minutes."""

import json
from pathlib import Path

import mlflow
import numpy as np
import pytest

from sinegan.schema.headlines import headlines_of
from sinegan.schema.scores import Score
from tests.fixtures import in_process, small_pipeline
from tests.fixtures.pipeline_runs import runs
from tests.fixtures.scores import by_key
from tests.fixtures.small_pipeline import run

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
    assert "known: sinad_db, " in (clone / "reports/scores.md").read_text()
    assert "sinad_db" not in (clone / "reports/report.md").read_text()
    assert list(json.loads((clone / "reports/headlines.json").read_text())) == sorted(headlines_of(has_law=False))
    assert sorted(path.stem for path in (clone / "reports/figures").iterdir()) == [
        *("autocorrelation", "histograms", "losses", "maps", "noise_threshold", "side_by_side", "snapshots", "spectra")
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
    assert "of the generated series are near real ones (other real series: " in output


def test_a_change_of_the_file_is_detected(clone: Path) -> None:
    walks = np.loadtxt(clone / SOURCE, delimiter=",")
    assert "data/train.npz" not in run(clone, "dvc", "status", "generate")
    np.savetxt(clone / SOURCE, walks[:-1], delimiter=",")
    assert "user_data" in run(clone, "dvc", "status", "generate")


def test_what_was_understood_is_in_the_run(clone: Path) -> None:
    (published,) = runs(clone)
    words = (clone / "reports/data.md").read_text()
    assert "- 1,000 series of 24 points, values " in words
    assert "- 800 training series; held out: 100 test, 100 reference" in words
    client = mlflow.MlflowClient(f"sqlite:///{clone}/mlflow.db")
    logged = client.download_artifacts(published.info.run_id, "report/data.md")
    assert Path(logged).read_text() == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.5,2,3\n1,2,3\n1,2\n", ", line 3 has 2 cells, the others have 3 (separated by commas); add what is missing"),
        ("a,b,c\n", " has a header in line 1 but no rows below it; add them"),
        ("1,2.5,nan\n", ", line 1, column 3: 'nan' is a missing value; fill it in"),
        ("1,2,3,4,5,6,7,8.5\n", ": 1 series, 1 of them distinct; give at least 200 distinct"),
        ("5,5,5,5,5,5,5,5\n" * 600, ": 600 series, 1 of them distinct"),
        ("1.5,2\n" * 600, ": 600 rows of 2 columns: is this one long record? Set waves.window to {length: L, block"),
        ("", " holds no numbers; give rows of numbers"),
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
    assert result.returncode == 2
    assert result.stderr.startswith(f"ERROR: user_data/invalid.csv{message}")
    assert result.stderr.count("\n") == 1


def test_a_record_with_a_header_times_and_two_channels_goes_all_the_way(clone: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(6)
    phase = rng.normal(0.2, 0.02, 6_000).cumsum()
    load, temp = 200 + 50 * np.sin(phase), 20 + 2 * np.cos(phase / 2)
    times = np.datetime64("2024-01-01T00:00:00") + np.arange(6_000)
    rows = [f"{time},{a:.3f},{b:.3f}" for time, a, b in zip(times, load, temp, strict=True)]
    (clone / "user_data/record.csv").write_text("\n".join(["time,load,temp", *rows]))
    recipe = ["-S", "recipe=modern", "-S", "recipes.modern.steps=6", "-S", "recipes.modern.snapshot_every=2"]
    record = ["-S", "waves.source=user_data/record.csv", "-S", "waves.window={length: 32, block: null}"]
    run(clone, "dvc", "exp", "run", *record, "-S", "waves.scaling=per_channel", *recipe)
    words = (clone / "reports/data.md").read_text()
    assert "- one record of 6,000 points with 2 channels" in words
    assert "- windows of 32 points: 2,856 in 24 training blocks of 150 points, at every offset" in words
    run(clone, "python", "-m", "sinegan.cli", "sample", "--n", "100", "--out", "drawn.csv")
    assert (clone / "drawn.csv").read_text().startswith("series,load,temp\n0,")
    output = run(clone, "python", "-m", "sinegan.cli", "score", "drawn.csv", "--training", "data/train.npz:pool")
    assert "memorization_100/memorization" in output
    run(clone, "git", "checkout", ".")
