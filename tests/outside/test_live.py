"""MLflow follows a training, and cannot harm it."""

import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import pytest
from mlflow import MlflowClient
from mlflow.entities import Run

from stages.outside import key, live, live_run, store

pytestmark = pytest.mark.filterwarnings("ignore:.*Any type hint is inferred as AnyType:UserWarning")

RECIPE = {"seed": 3, "generator": {"hidden": [200]}}
WAVES = np.zeros((8, 20), np.float32)
ROWS = [{"generator_loss": float(np.float32(0.1) * epoch)} for epoch in range(1, 6)]
HISTORY = [0.1, 0.2, 0.3, 0.4, 0.5]
"""The same as history.csv has them: as few digits as tell float32 numbers apart."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("root")


@pytest.fixture(autouse=True)
def _store(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[None]:
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "MLFLOW_HTTP_REQUEST_TIMEOUT"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DVC_ROOT", str(root))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(key, "training_key", lambda *_: request.node.name)
    monkeypatch.setattr(live, "_EVERY", 0.1)
    yield
    assert not any(thread.name == "SystemMetricsMonitor" for thread in threading.enumerate())


def train(until: type[BaseException] | None = None) -> None:
    """As much of a training as MLflow sees."""
    with live.following("small", RECIPE, "data/train.npz") as follow:
        for epoch, row in enumerate(ROWS, start=1):
            follow.row(epoch, row)
        follow.picture(5, WAVES)
        if until:
            raise until("in the middle")


def the_run() -> Run:
    client = MlflowClient(store.uri())
    experiment = client.get_experiment_by_name(store.EXPERIMENT)
    (found,) = client.search_runs([experiment.experiment_id], f"tags.key = '{key.training_key({}, '')}'")
    return found


def history(run: Run) -> list[tuple[int, float]]:
    points = MlflowClient(store.uri()).get_metric_history(run.info.run_id, "train/generator_loss")
    return [(point.step, point.value) for point in points]


def pictures(run: Run) -> int:
    return len(
        [a for a in MlflowClient(store.uri()).list_artifacts(run.info.run_id, "images") if a.path.endswith("png")]
    )


def test_a_run_has_the_curve_the_pictures_and_an_end() -> None:
    train()
    run = the_run()
    assert run.info.status == "FINISHED"
    assert run.info.run_name == "small-seed3"
    assert run.data.params == {"train/seed": "3", "train/generator.hidden": "[200]"}
    assert history(run) == list(enumerate(HISTORY, start=1))
    assert pictures(run) == 1
    assert run.data.tags["origin"] == "trained"


def test_the_machine_is_watched_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_run, "_SAMPLING", 0.2)
    with live.following("small", RECIPE, "data/train.npz"):
        time.sleep(2)
    assert "system/cpu_utilization_percentage" in the_run().data.metrics


def test_a_repeated_training_goes_on_in_the_same_run_and_doubles_nothing() -> None:
    train()
    train()
    run = the_run()
    assert len(history(run)) == len(ROWS)
    assert pictures(run) == 1


@pytest.mark.parametrize(("end", "status"), [(ArithmeticError, "FAILED"), (KeyboardInterrupt, "KILLED")])
def test_a_training_that_ends_badly_is_shown_so(end: type[BaseException], status: str) -> None:
    with pytest.raises(end):
        train(until=end)
    assert the_run().info.status == status
    assert len(history(the_run())) == len(ROWS)


def test_a_training_that_was_killed_is_shown_so_afterwards() -> None:
    train()
    client, run = MlflowClient(store.uri()), the_run()
    client.update_run(run.info.run_id, status="RUNNING")
    assert store.runs_killed() == 0  # this process lives
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    client.set_tag(run.info.run_id, store.PROCESS, str(gone.pid))
    assert store.runs_killed() == 1
    assert the_run().info.status == "KILLED"


def warned(capsys: pytest.CaptureFixture[str]) -> str:
    """The only warning."""
    said = capsys.readouterr().out
    assert said.count("WARNING") == 1, said
    return said


@pytest.mark.slow
def test_a_server_that_refuses_costs_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{unused.getsockname()[1]}")
    began = time.monotonic()
    train()
    assert time.monotonic() - began < live._PATIENCE + 5
    assert "make publish" in warned(capsys)


@pytest.mark.slow
def test_a_server_that_hangs_costs_seconds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(live, "_PATIENCE", 1.0)
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "3")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        train()
        assert time.monotonic() - began < 5
        assert "has not answered" in capsys.readouterr().out
        wait_for_threads()


def wait_for_threads() -> None:
    """A follower that was given up must not speak in the next test."""
    for thread in threading.enumerate():
        if thread.name.endswith("(_work)"):
            thread.join(30)


@pytest.mark.parametrize("call", ["log_batch", "log_image", "set_terminated"])
def test_a_store_that_breaks_in_the_middle_costs_a_warning(
    call: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, call, broken)
        train()
    assert "No space left on device" in warned(capsys)


@pytest.mark.slow
def test_a_locked_store_costs_seconds(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    train()
    monkeypatch.setattr(live, "_PATIENCE", 1.0)
    capsys.readouterr()
    with sqlite3.connect(root / "mlflow.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        train()
        assert time.monotonic() - began < 5
        other.execute("ROLLBACK")
    assert "has not answered" in warned(capsys)
    wait_for_threads()


def test_what_the_training_raises_comes_through_a_broken_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "nonsense://")
    with pytest.raises(ArithmeticError, match="in the middle"):
        train(until=ArithmeticError)
    assert mlflow.active_run() is None
