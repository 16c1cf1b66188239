"""The real pipeline with DVC and an MLflow store, in a temporary clone. Minutes."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import requests
import yaml

from sinegan.schema.scores import Score
from sinegan.tracking import run_fields
from tests.faults import commands
from tests.fixtures import in_process
from tests.fixtures.pipeline_runs import open_store, runs
from tests.fixtures.scores import by_key
from tests.fixtures.served_champion import served
from tests.fixtures.small_pipeline import Reproduced, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reproduced(small_result: Reproduced) -> Path:
    """The original folder, which only this module may change: the runs in MLflow refer to it."""
    return small_result.original


def test_dvc_repro_gives_one_complete_run(reproduced: Path) -> None:
    (single,) = runs(reproduced)
    client = open_store(reproduced)
    metrics = json.loads((reproduced / "reports/metrics.json").read_text())
    scores = by_key([Score.model_validate(row) for row in metrics["scores"]])
    assert single.info.status == "FINISHED"
    assert single.data.tags["origin"] == "trained"
    params = yaml.safe_load((reproduced / "params.yaml").read_text())
    for of_files_alone in ("columns", "window", "scaling"):
        del params["waves"][of_files_alone]
    sections = {name: {name: params[name]} for name in ("waves", "calibrate", "evaluate")}
    recipe = run_fields.params("article", params["recipes"]["article"])
    expected = recipe | {k: v for section in sections.values() for k, v in run_fields.flatten(section).items()}
    assert single.data.params == {name: str(value) for name, value in expected.items()}
    logged = {name: value for name, value in single.data.metrics.items() if not name.startswith(("train/", "system/"))}
    assert logged == {score.name: score.value for score in scores.values() if score.headline}
    assert single.info.run_name == "article-seed0"
    assert single.data.tags["git.dirty"] == "false"
    assert len(client.get_metric_history(single.info.run_id, "train/generator_loss")) == 6
    assert {item.path for item in client.list_artifacts(single.info.run_id, "report/figures")} >= {
        "report/figures/waves.png",
        "report/figures/phase_frequency.png",
    }
    assert {entry.dataset.name for entry in single.inputs.dataset_inputs} == {"pool", "held_out"}
    assert single.outputs.model_outputs
    assert "of the phase-frequency plane" in single.data.tags["mlflow.note.content"]


def test_a_second_dvc_repro_does_nothing(reproduced: Path) -> None:
    output = run(reproduced, "dvc", "repro")
    assert output.count("didn't change, skipping") == 7
    assert "up to date" in output
    assert len(runs(reproduced)) == 1


def start_queue(folder: Path) -> None:
    """Start the queue, again if it hangs: DVC forks for each worker, perhaps while another thread holds a lock."""
    try:
        run(folder, "dvc", "queue", "start", "-j", "2", seconds=120)
    except subprocess.TimeoutExpired:
        run(folder, "dvc", "queue", "start", "-j", "2", seconds=120)


@pytest.fixture(scope="module")
def experimented(reproduced: Path) -> Path:
    """The project after an experiment in a temporary copy and two parallel ones in the queue: seed-5 and seed-6."""
    run(reproduced, "dvc", "exp", "run", "--temp", "-S", "recipes.article.generator.optimizer.learning_rate=1e-5")
    for seed in (5, 6):
        run(reproduced, "dvc", "exp", "run", "--queue", "-n", f"seed-{seed}", "-S", f"recipes.article.seed={seed}")
    start_queue(reproduced)
    for name in re.findall(r"^(\S{7})\s", run(reproduced, "dvc", "queue", "status"), re.M):
        run(reproduced, "dvc", "queue", "logs", "-f", name)
    return reproduced


def test_experiments_in_temporary_copies_keep_their_runs_and_artifacts(experimented: Path) -> None:
    reproduced, all_runs = experimented, runs(experimented)
    assert len(all_runs) == 1 + 3
    assert {item.data.params["networks.generator.optimizer.learning_rate"] for item in all_runs} == {"0.001", "1e-05"}
    client = open_store(reproduced)
    assert {item.info.run_name for item in all_runs} == {
        *("article-seed0", "article-generator.optimizer.learning_rate=1e-05-seed0", "article-seed5", "article-seed6"),
    }  # fmt: skip
    assert {item.data.tags.get("dvc.experiment") for item in all_runs} >= {"seed-5", "seed-6"}
    for item in all_runs:
        assert item.info.status == "FINISHED"
        artifacts = client.list_artifacts(item.info.run_id, "report")
        assert {"report/report.md", "report/report.html"} <= {artifact.path for artifact in artifacts}
        assert Path(item.info.artifact_uri.removeprefix("file://")).is_relative_to(reproduced / "mlartifacts")
    table = run(reproduced, "dvc", "exp", "show", "--csv")
    assert "sinad_db" in table


def test_publishing_restores_a_deleted_store(reproduced: Path) -> None:
    (reproduced / "mlflow.db").unlink()
    assert "up to date" in run(reproduced, "dvc", "repro")
    run(reproduced, "python", "-m", "stages.publish")
    (single,) = runs(reproduced)
    assert single.data.tags["origin"] == "restored"


def test_a_cached_training_is_logged_to_mlflow(experimented: Path) -> None:
    """Reverting a parameter restores the training from DVC's cache without running it; a new store gets its run."""
    reproduced = experimented
    run(reproduced, "dvc", "exp", "apply", "seed-5")
    (reproduced / "mlflow.db").unlink()
    run(reproduced, "git", "checkout", "-q", "params.yaml")
    output = run(reproduced, "dvc", "repro")
    assert "Stage 'train' is cached" in output
    (single,) = runs(reproduced)
    assert single.data.tags["seed"] == "0"


def test_the_gate_refuses_a_bad_model_and_a_champion_can_be_served(reproduced: Path) -> None:
    assert "article is not registered: grid_coverage is" in run(
        reproduced, "python", "-m", "sinegan.cli", "register", ok=False
    )
    params = reproduced / "params.yaml"
    strict = params.read_text()
    open_gate = re.sub(r"(?m)^  (grid_coverage|valid_fraction):.*", r"  \1: 0.0", strict)
    params.write_text(re.sub(r"(?m)^  sinad_db:.*", "  sinad_db: -99.0", open_gate))
    try:
        run(reproduced, "python", "-m", "stages.publish")
        assert "becomes the champion" in run(reproduced, "python", "-m", "sinegan.cli", "register")
    finally:
        params.write_text(strict)
    drawn = run(
        reproduced, "python", "-m", "sinegan.cli", "sample", "--model", "models:/sine-gan@champion", "--out", "w.npy"
    )
    assert "ERROR" not in drawn
    (reproduced / "w.npy").unlink()
    with served(reproduced) as address:
        answer = requests.post(f"{address}/invocations", json={"inputs": [[0.5] * 10] * 3}, timeout=60)
    waves = answer.json()["predictions"]
    assert [len(wave) for wave in waves] == [50] * 3


@pytest.mark.parametrize("command", ["generate", "train", "report", "publish"])
def test_a_full_disk_is_reported_and_loses_no_files(reproduced: Path, command: str) -> None:
    """One stage for each kind of file; make faults tries all stages and several sizes."""
    assert commands.problem(reproduced, command, commands.limit_size(80_000)) is None


@pytest.mark.parametrize(
    ("stage", "truncated", "message"),
    [
        ("train", "data/train.npz", r"data/train\.npz is not readable.*dvc repro"),
        ("evaluate", "data/held_out.npz", r"data/held_out\.npz is not readable.*dvc repro"),
        ("evaluate", "models/generator.weights.h5", r"models/generator\.weights\.h5 does not fit.*dvc repro"),
        ("evaluate", "reports/calibration.json", r"reports/calibration\.json is not readable.*dvc repro"),
        ("report", "models/history.csv", r"models/history\.csv is not readable.*dvc repro"),
        ("publish", "reports/metrics.json", r"reports/metrics\.json is not readable.*dvc repro"),
    ],
)
def test_a_truncated_file_is_reported_with_a_fix(reproduced: Path, stage: str, truncated: str, message: str) -> None:
    path = reproduced / truncated
    content = path.read_bytes()
    path.unlink()  # it may be a link to DVC's cache, which must not change
    path.write_bytes(content[: len(content) // 2])
    try:
        result = in_process.run(reproduced, stage)
    finally:
        path.write_bytes(content)
    assert result.returncode == 1
    assert re.search(message, result.stderr)
    assert not list(reproduced.rglob(".partial-*"))
