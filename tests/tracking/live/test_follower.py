"""The follower logs a training to its MLflow run, once, with the status at its end."""

import os
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mlflow import MlflowClient
from mlflow.entities import Run

from sinegan.io import repository
from sinegan.tracking import processes, run_lock, store
from sinegan.tracking.live import feed, follower, live_run

ROOT = Path(__file__).resolve().parents[3]
RECIPE = {"seed": 3, "generator": {"hidden": [200]}}
WAVES = np.zeros((8, 20), np.float32)
HISTORY = [0.1, 0.2, 0.3, 0.4, 0.5]
"""With as few digits as identify a float32, as in history.csv."""
ROWS = [{"generator_loss": float(np.float32(value))} for value in HISTORY]


pytestmark = pytest.mark.usefixtures("followed_store")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("root")


@pytest.fixture
def followed_store(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store, and a follower that logs often and has no deadline."""
    monkeypatch.setenv("DVC_ROOT", str(root))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(follower, "LOG_EVERY", 0.1)
    monkeypatch.setattr(follower, "deadline", lambda *_: nullcontext())
    monkeypatch.setattr(follower, "_lower_priority", lambda: None)


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    return str(request.node.name)


def training(key: str, status: str | None = "FINISHED", pid: int | None = None, name: str = "small") -> Path:
    """The feed of a training with a few rows and a snapshot."""
    folder = feed.create({"name": name, "recipe": RECIPE, "key": key, "training": pid or os.getpid()})
    for step, row in enumerate(ROWS, start=1):
        feed.append_row(folder, step, row)
    feed.write_snapshot(folder, 5, WAVES)
    if status:
        feed.write_end(folder, status)
    return folder


def the_run(key: str) -> Run:
    client = MlflowClient(store.uri())
    experiment = client.get_experiment_by_name(store.EXPERIMENT)
    (run,) = client.search_runs([experiment.experiment_id], f"tags.key = '{key}'")
    return run


def history(run: Run) -> list[tuple[int, float]]:
    points = MlflowClient(store.uri()).get_metric_history(run.info.run_id, "train/generator_loss")
    return [(point.step, point.value) for point in points]


def n_figures(run: Run) -> int:
    artifacts = MlflowClient(store.uri()).list_artifacts(run.info.run_id, "images")
    return len([artifact for artifact in artifacts if artifact.path.endswith("png")])


def test_a_run_has_the_curve_the_figure_and_an_end(key: str) -> None:
    folder = training(key)
    assert follower.main(folder) == 0
    run = the_run(key)
    assert run.info.status == "FINISHED"
    assert run.info.run_name == "small-seed3"
    assert run.data.params == {"recipe": "small", "seed": "3", "networks.generator.hidden": "[200]"}
    assert history(run) == list(enumerate(HISTORY, start=1))
    assert n_figures(run) == 1
    assert run.data.tags["origin"] == "trained"
    assert feed.read_messages(folder) == [f"Logging to MLflow run 'small-seed3' ({store.uri()})"]
    assert not run_lock.is_held(repository.locks(), key)


def test_the_load_of_the_machine_is_logged(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_run, "_SAMPLING", 0.2)
    folder = training(key, status=None)
    log_figure = live_run.LiveRun.log_figure

    def slow(run: live_run.LiveRun, *args: Any) -> None:
        log_figure(run, *args)
        time.sleep(2)
        feed.write_end(folder, "FINISHED")

    monkeypatch.setattr(live_run.LiveRun, "log_figure", slow)
    follower.main(folder)
    assert "system/cpu_utilization_percentage" in the_run(key).data.metrics


def test_a_repeated_training_continues_the_same_run_without_duplicates(key: str) -> None:
    for _ in range(2):
        follower.main(training(key))
    run = the_run(key)
    assert len(history(run)) == len(ROWS)
    assert n_figures(run) == 1


@pytest.mark.parametrize("status", ["FAILED", "KILLED"])
def test_a_run_has_the_status_of_a_training_that_failed(status: str, key: str) -> None:
    follower.main(training(key, status))
    assert the_run(key).info.status == status
    assert len(history(the_run(key))) == len(ROWS)


def ended_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_training_whose_process_no_longer_exists_is_marked_as_killed(key: str) -> None:
    folder = training(key, status=None, pid=ended_pid())
    follower.main(folder)
    assert not folder.exists()
    assert the_run(key).info.status == "KILLED"
    assert len(history(the_run(key))) == len(ROWS)


def test_a_run_without_a_writer_is_marked_as_killed_later(key: str) -> None:
    follower.main(training(key))
    client, run = MlflowClient(store.uri()), the_run(key)
    client.update_run(run.info.run_id, status="RUNNING")
    assert store.runs_killed() == 0  # the training's process is running
    client.set_tag(run.info.run_id, store.PROCESS, str(processes.current()._replace(started=7)))
    with run_lock.hold(repository.locks(), key):
        assert store.runs_killed() == 0  # the logging process is running
    assert store.runs_killed() == 1
    assert the_run(key).info.status == "KILLED"


@pytest.mark.parametrize("call", ["log_batch", "log_image", "set_terminated"])
def test_a_store_that_fails_during_the_training_is_reported(
    call: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("No space left on device")

    folder = training(key)
    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, call, broken)
        follower.main(folder)
    assert "No space left on device" in feed.read_messages(folder)[-1]
    assert not run_lock.is_held(repository.locks(), key)


def test_another_process_that_writes_the_run_is_reported(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "_TIMEOUT", 0.1)
    folder = training(key)
    with run_lock.hold(repository.locks(), key):
        follower.main(folder)
    assert f"process {os.getpid()} is writing its run" in feed.read_messages(folder)[-1]


DEADLINE = """
import sys, time
from pathlib import Path
from sinegan.tracking.live import follower; from sinegan.tracking import processes
follower._CHECK_EVERY, follower._TIMEOUT = 0.05, float(sys.argv[3])
with follower.deadline(Path(sys.argv[1]), processes.find(int(sys.argv[2]))):
    time.sleep(4)
"""


@pytest.mark.parametrize(
    ("training_state", "timeout", "code"),
    [("running", 0.0, 0), ("finished", 0.1, 124), ("killed", 0.1, 124), ("finished", 60.0, 0)],
)
def test_it_ends_some_time_after_the_training_even_if_it_is_waiting(
    training_state: str, timeout: float, code: int, key: str
) -> None:
    folder = training(key, status="FINISHED" if training_state == "finished" else None)
    pid = ended_pid() if training_state == "killed" else os.getpid()
    command = [sys.executable, "-c", DEADLINE, str(folder), str(pid), str(timeout)]
    assert subprocess.run(command, cwd=ROOT, timeout=30, check=False).returncode == code


def test_the_same_recipe_under_another_name_continues_its_run(key: str) -> None:
    """The key does not depend on the name, and MLflow's parameters cannot be changed."""
    follower.main(training(key))
    folder = training(key, name="copy")
    assert follower.main(folder) == 0
    assert "WARNING" not in "".join(feed.read_messages(folder))
    run = the_run(key)
    assert (run.data.params["recipe"], run.data.tags["recipe"]) == ("small", "copy")
