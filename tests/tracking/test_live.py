"""A training hands over what happens, and nothing can hold it up or bring it down."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from sinegan.io import console, repository
from sinegan.networks.recipe import Recipe
from sinegan.provenance import keys
from sinegan.tracking import feed, live, processes, store
from sinegan.training import loop
from sinegan.training.batches import from_pool

RECIPE = {"seed": 3, "generator": {"hidden": [200]}}
IDLE = [sys.executable, "-c", "import sys, time; time.sleep(60)"]


pytestmark = pytest.mark.trains


@pytest.fixture(autouse=True)
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "MLFLOW_HTTP_REQUEST_TIMEOUT"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(keys, "training_key", lambda *_: "abc")


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Of half a second; what is left behind is ended."""
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*words: object, **options: object) -> "subprocess.Popen[bytes]":
        started.append(real(*words, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(live, "PATIENCE", 0.5)
    monkeypatch.setattr(live.subprocess, "Popen", popen)
    yield
    for process in started:
        process.returncode = None
        process.kill()
        process.wait()


def train(until: type[BaseException] | None = None) -> None:
    """As much of a training as the other process sees."""
    with live.following("small", RECIPE, "data/train.npz") as follow:
        for epoch in (1, 2):
            follow.row(epoch, {"generator_loss": 0.5})
        follow.snapshot(2, np.zeros((8, 20), np.float32))
        if until:
            raise until("in the middle")


def the_feed() -> Path:
    (folder,) = repository.feeds().iterdir()
    return folder


KEEPING = [sys.executable, "-c", "raise SystemExit(7)"]
"""It ends at once; the feed stays since it has failed."""


@pytest.mark.parametrize(
    ("until", "status"), [(None, "FINISHED"), (ArithmeticError, "FAILED"), (KeyboardInterrupt, "KILLED")]
)
def test_the_feed_has_what_was_handed_over_and_the_end(
    until: type[BaseException] | None, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_COMMAND", KEEPING)
    if until:
        with pytest.raises(until):
            train(until)
    else:
        train()
    assert [row.epoch for row in feed.read_rows(the_feed())] == [1, 2]
    assert list(feed.take_snapshots(the_feed())) == [2]
    assert feed.read_end(the_feed()) == status


def test_what_the_other_process_says_is_printed_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "_COMMAND", [sys.executable, "-c", ""])
    monkeypatch.setattr(live, "_RELAY_EVERY", 0.0)
    with live.following("small", RECIPE, "data/train.npz") as follow:
        feed.write_message(the_feed(), "one")
        follow.row(1, {"generator_loss": 0.5})
        assert capsys.readouterr().out == "one\n"
        feed.write_message(the_feed(), "two")
    assert capsys.readouterr().out == "two\n"


@pytest.mark.usefixtures("patience")
def test_a_slow_one_is_left_behind_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "_COMMAND", IDLE)
    began = time.monotonic()
    train()
    assert time.monotonic() - began < 3
    assert "still brings this training into MLflow; its files are complete" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["/nowhere/python"], [sys.executable, "-c", "raise SystemExit(7)"]])
def test_one_that_does_not_start_or_fails_costs_a_warning(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "_COMMAND", command)
    train()
    said = capsys.readouterr().out
    assert said.count("WARNING") == 1
    assert "'make publish' completes its run later" in said


def test_a_feed_that_cannot_be_written_costs_one_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(live, "_COMMAND", [sys.executable, "-c", ""])
    monkeypatch.setattr(feed, "append_row", full)
    train()
    said = capsys.readouterr().out
    assert said.count("WARNING") == 1
    assert "No space left on device" in said


def test_ctrl_c_does_not_reach_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_COMMAND", IDLE)
    with live.following("small", RECIPE, "data/train.npz") as follow:
        process = follow._process
        assert process is not None
        assert os.getsid(process.pid) == process.pid != os.getsid(0)
        process.kill()


def test_training_starts_no_thread_that_could_be_cut_off(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_COMMAND", [sys.executable, "-c", ""])
    before = set(threading.enumerate())
    pool = np.zeros((50, 20), np.float32)
    with live.following("small", recipe.model_dump(), "data/train.npz") as follow, console.progress(4, "step") as bar:
        for progress in loop.run(recipe, from_pool(pool), 20):
            bar(progress.step, progress.row)
            follow.row(progress.step, progress.row)
            assert not [thread for thread in set(threading.enumerate()) - before if thread.daemon]


@pytest.mark.slow
def test_the_real_process_opens_the_run_and_closes_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 60.0)
    train()
    assert "MLflow follows in run 'small-seed3'" in capsys.readouterr().out
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    assert run.info.status == "FINISHED"
    assert [point.step for point in client.get_metric_history(run.info.run_id, "train/generator_loss")] == [1, 2]
    assert list(repository.feeds().iterdir()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("fault", ["closed", "silent", "locked"])
def test_a_store_that_does_not_answer_costs_seconds(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store.open_store()
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)  # which MLflow sets
    with (
        socket.socket() as server,
        closing(sqlite3.connect(tmp_path / "mlflow.db", isolation_level=None)) as other,
    ):
        server.bind(("127.0.0.1", 0))
        if fault == "silent":
            server.listen()
        if fault == "locked":
            other.execute("BEGIN EXCLUSIVE")
        else:
            monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{server.getsockname()[1]}")
        began = time.monotonic()
        train()
        assert time.monotonic() - began < 5
    assert "its files are complete" in capsys.readouterr().out


@pytest.mark.slow
def test_a_stopped_process_is_left_behind_and_ends_when_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 1.0)
    with live.following("small", RECIPE, "data/train.npz") as follow:
        process = follow._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        follow.row(1, {"generator_loss": 0.5})
    assert "its files are complete" in capsys.readouterr().out
    os.kill(process.pid, signal.SIGCONT)
    until = time.monotonic() + 60
    while processes.find(process.pid).is_running() and time.monotonic() < until:
        time.sleep(0.1)
    os.waitpid(process.pid, 0)
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    assert run.info.status == "FINISHED"
