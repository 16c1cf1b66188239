"""The real pipeline, by real DVC, in a temporary clone, read back from a real MLflow store. Minutes."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mlflow
import pytest
import requests

from sinegan.schema.scores import Score
from tests import in_process, small_pipeline
from tests.faults import doors
from tests.made_scores import by_key
from tests.small_pipeline import Reproduced, md5s, run

pytestmark = pytest.mark.slow


def open_store(folder: Path) -> mlflow.MlflowClient:
    """A client of a copy of the store as it is now: MLflow holds on to a database file that it has opened once."""
    copy = Path(tempfile.mkdtemp()) / "mlflow.db"
    shutil.copy2(folder / "mlflow.db", copy)
    return mlflow.MlflowClient(f"sqlite:///{copy}")


def runs(folder: Path) -> list[mlflow.entities.Run]:
    client = open_store(folder)
    experiment = client.get_experiment_by_name("sine-gan")
    return client.search_runs([experiment.experiment_id]) if experiment else []


@pytest.fixture(scope="module")
def reproduced(small_result: Reproduced) -> Path:
    """Where it was made, which only this module may change: the runs in MLflow have their files there."""
    return small_result.made


def test_reproducing_leaves_one_finished_run_with_everything(reproduced: Path) -> None:
    (found,) = runs(reproduced)
    client = open_store(reproduced)
    metrics = json.loads((reproduced / "reports/metrics.json").read_text())
    scores = by_key([Score.model_validate(row) for row in metrics["scores"]])
    assert found.info.status == "FINISHED"
    assert found.data.tags["origin"] == "trained"
    assert found.data.params["train/epochs"] == "6"
    assert found.data.metrics["eval/law/coverage"] == scores["law/coverage"].value
    assert found.data.metrics["floor/law/coverage"] == scores["law/coverage"].floor
    assert found.data.metrics["eval/judge_60/sigma_star"] == scores["judge_60/sigma_star"].value
    assert len(client.get_metric_history(found.info.run_id, "train/generator_loss")) == 6
    assert {item.path for item in client.list_artifacts(found.info.run_id, "report/figures")} >= {
        "report/figures/waves.png",
        "report/figures/plane.png",
    }
    assert found.inputs.dataset_inputs
    assert found.outputs.model_outputs
    assert "of the phase-frequency plane" in found.data.tags["mlflow.note.content"]


def test_reproducing_again_does_nothing(reproduced: Path) -> None:
    said = run(reproduced, "dvc", "repro")
    assert said.count("didn't change, skipping") == 6
    assert "up to date" in said
    assert len(runs(reproduced)) == 1


def test_metrics_and_plots_need_no_cache(reproduced: Path, tmp_path: Path) -> None:
    run(tmp_path, "git", "clone", "-q", str(reproduced), "fresh")
    fresh = tmp_path / "fresh"
    assert "reference_sinad_median_db" in run(fresh, "dvc", "metrics", "show")
    run(fresh, "dvc", "plots", "show", "-o", "plots")
    assert (fresh / "plots/index.html").exists()


def test_second_clone_without_cache_and_on_one_core_gives_the_same_bytes(reproduced: Path, tmp_path: Path) -> None:
    run(tmp_path, "git", "clone", "-q", str(reproduced), "second")
    second = tmp_path / "second"
    with small_pipeline.one_core():
        run(second, "dvc", "repro", "-f")
    assert md5s(second) == md5s(reproduced)
    assert len(md5s(second)) >= 13
    assert len(runs(second)) == 1


def start_queue(folder: Path) -> None:
    """DVC forks for each worker, and a fork beside a thread that holds a lock may hang: then once more."""
    try:
        run(folder, "dvc", "queue", "start", "-j", "2", seconds=120)
    except subprocess.TimeoutExpired:
        run(folder, "dvc", "queue", "start", "-j", "2", seconds=120)


@pytest.fixture(scope="module")
def experimented(reproduced: Path) -> Path:
    """With an experiment in a temporary copy, and two by the queue at once: seed-5 and seed-6."""
    run(reproduced, "dvc", "exp", "run", "--temp", "-S", "recipes.article.generator.optimizer.learning_rate=1e-5")
    for seed in (5, 6):
        run(reproduced, "dvc", "exp", "run", "--queue", "-n", f"seed-{seed}", "-S", f"recipes.article.seed={seed}")
    start_queue(reproduced)
    for name in re.findall(r"^(\S{7})\s", run(reproduced, "dvc", "queue", "status"), re.M):
        run(reproduced, "dvc", "queue", "logs", "-f", name)
    return reproduced


def test_experiments_in_temporary_copies_keep_their_runs_and_artifacts(experimented: Path) -> None:
    reproduced, found = experimented, runs(experimented)
    assert len(found) == 1 + 3
    assert {item.data.params["train/generator.optimizer.learning_rate"] for item in found} == {"0.001", "1e-05"}
    client = open_store(reproduced)
    for item in found:
        assert item.info.status == "FINISHED"
        artifacts = client.list_artifacts(item.info.run_id, "report")
        assert "report/report.md" in {artifact.path for artifact in artifacts}
        assert Path(item.info.artifact_uri.removeprefix("file://")).is_relative_to(reproduced / "mlartifacts")
    shown = run(reproduced, "dvc", "exp", "show", "--csv")
    assert "reference_sinad_median_db" in shown


def test_deleted_store_is_filled_again_by_publishing(reproduced: Path) -> None:
    (reproduced / "mlflow.db").unlink()
    assert "up to date" in run(reproduced, "dvc", "repro")
    run(reproduced, "python", "-m", "stages.publish")
    (found,) = runs(reproduced)
    assert found.data.tags["origin"] == "restored"


def test_restored_training_still_ends_in_mlflow(experimented: Path) -> None:
    """Reverting a parameter restores the training from DVC's cache, without running it; a new store gets its run."""
    reproduced = experimented
    run(reproduced, "dvc", "exp", "apply", "seed-5")
    (reproduced / "mlflow.db").unlink()
    run(reproduced, "git", "checkout", "-q", "params.yaml")
    said = run(reproduced, "dvc", "repro")
    assert "Stage 'train' is cached" in said
    (found,) = runs(reproduced)
    assert found.data.tags["seed"] == "0"


def test_a_gate_keeps_a_bad_result_out_and_a_champion_answers_requests(reproduced: Path) -> None:
    assert "article is not registered: coverage is" in run(
        reproduced, "python", "-m", "sinegan.cli", "register", ok=False
    )
    params = reproduced / "params.yaml"
    strict = params.read_text()
    open_gate = re.sub(r"(?m)^  (coverage|valid_share):.*", r"  \1: 0.0", strict)
    params.write_text(re.sub(r"(?m)^  sinad_db:.*", "  sinad_db: -99.0", open_gate))
    try:
        run(reproduced, "python", "-m", "stages.publish")
        assert "hence the champion" in run(reproduced, "python", "-m", "sinegan.cli", "register")
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


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """MLflow's own server of the champion, on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = ["-m", "mlflow", "models", "serve", "-m", "models:/sine-gan@champion", "--env-manager", "local"]
    store = {"MLFLOW_TRACKING_URI": f"sqlite:///{folder / 'mlflow.db'}"}
    with subprocess.Popen(
        [sys.executable, *words, "--host", "127.0.0.1", "--port", port],
        cwd=folder, env=small_pipeline.environment() | store, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:  # fmt: skip
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/ping")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def wait_until_it_answers(address: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            requests.get(address, timeout=5)
        except requests.ConnectionError:
            assert time.monotonic() < deadline, f"{address} does not answer"
            time.sleep(0.5)
        else:
            return


@pytest.mark.parametrize("door", ["generate", "train", "report", "publish"])
def test_a_full_disk_is_told_and_loses_nothing(reproduced: Path, door: str) -> None:
    """One door of each kind of file; make faults fills the disk before all of them, at several sizes."""
    assert doors.trouble(reproduced, door, doors.limited(80_000)) is None


@pytest.mark.parametrize(
    ("door", "spoil", "says"),
    [
        ("train", "data/train.npz", r"data/train\.npz is not readable.*dvc repro"),
        ("evaluate", "data/held_out.npz", r"data/held_out\.npz is not readable.*dvc repro"),
        ("evaluate", "models/generator.weights.h5", r"models/generator\.weights\.h5 does not fit.*dvc repro"),
        ("evaluate", "reports/calibration.json", r"reports/calibration\.json is not readable.*dvc repro"),
        ("report", "models/history.csv", r"models/history\.csv is not readable.*dvc repro"),
        ("publish", "reports/metrics.json", r"reports/metrics\.json is not readable.*dvc repro"),
    ],
)
def test_truncated_file_is_named_with_a_cure(reproduced: Path, door: str, spoil: str, says: str) -> None:
    path = reproduced / spoil
    whole = path.read_bytes()
    path.unlink()  # a link or copy of DVC's cache, which must stay whole
    path.write_bytes(whole[: len(whole) // 2])
    try:
        ended = in_process.run(reproduced, door)
    finally:
        path.write_bytes(whole)
    assert ended.returncode == 1
    assert re.search(says, ended.stderr)
    assert not list(reproduced.rglob(".partial-*"))
