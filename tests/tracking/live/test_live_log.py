"""A training passes its progress on, and nothing can delay or stop it."""

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
from sinegan.tracking import processes, store
from sinegan.tracking.live import feed, live_log
from sinegan.training import loop
from sinegan.training.batches import from_pool

RECIPE = {"seed": 3, "generator": {"hidden": [200]}}
IDLE = [sys.executable, "-c", "import sys, time; time.sleep(60)"]


pytestmark = pytest.mark.trains


@pytest.fixture(autouse=True)
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(keys, "training_key", lambda *_: "abc")


@pytest.fixture
def short_timeout(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Half a second; processes that are still running afterwards are killed."""
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*args: object, **options: object) -> "subprocess.Popen[bytes]":
        started.append(real(*args, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(live_log, "TIMEOUT", 0.5)
    monkeypatch.setattr(live_log.subprocess, "Popen", popen)
    yield
    for process in started:
        process.returncode = None
        process.kill()
        process.wait()


def train(until: type[BaseException] | None = None) -> None:
    """The part of a training that the logging process reads."""
    with live_log.logging("small", RECIPE, "data/train.npz") as log:
        for step in (1, 2):
            log.row(step, {"generator_loss": 0.5})
        log.snapshot(2, np.zeros((8, 20), np.float32))
        if until:
            raise until("in the middle")


def the_feed() -> Path:
    (folder,) = repository.feeds().iterdir()
    return folder


FAILING = [sys.executable, "-c", "raise SystemExit(7)"]
"""It ends at once; since it failed, the feed is kept."""


@pytest.mark.parametrize(
    ("until", "status"), [(None, "FINISHED"), (ArithmeticError, "FAILED"), (KeyboardInterrupt, "KILLED")]
)
def test_the_feed_has_rows_snapshots_and_the_end(
    until: type[BaseException] | None, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_log, "_COMMAND", FAILING)
    if until:
        with pytest.raises(until):
            train(until)
    else:
        train()
    assert [row.step for row in feed.read_rows(the_feed())] == [1, 2]
    assert list(feed.take_snapshots(the_feed())) == [2]
    assert feed.read_end(the_feed()) == status


def test_messages_of_the_logging_process_are_printed_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_log, "_COMMAND", [sys.executable, "-c", ""])
    monkeypatch.setattr(live_log, "_RELAY_EVERY", 0.0)
    with live_log.logging("small", RECIPE, "data/train.npz") as log:
        feed.write_message(the_feed(), "one")
        log.row(1, {"generator_loss": 0.5})
        assert capsys.readouterr().out == "one\n"
        feed.write_message(the_feed(), "two")
    assert capsys.readouterr().out == "two\n"


@pytest.mark.usefixtures("short_timeout")
def test_a_slow_logging_process_is_reported_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_log, "_COMMAND", IDLE)
    began = time.monotonic()
    train()
    assert time.monotonic() - began < 3
    assert "is still logging this training to MLflow; its files are complete" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["/nowhere/python"], [sys.executable, "-c", "raise SystemExit(7)"]])
def test_a_logging_process_that_does_not_start_or_fails_gives_a_warning(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_log, "_COMMAND", command)
    train()
    output = capsys.readouterr().out
    assert output.count("WARNING") == 1
    assert "'make publish' completes the run" in output


def test_a_feed_that_cannot_be_written_gives_one_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(live_log, "_COMMAND", [sys.executable, "-c", ""])
    monkeypatch.setattr(feed, "append_row", full)
    train()
    output = capsys.readouterr().out
    assert output.count("WARNING") == 1
    assert "No space left on device" in output


def test_ctrl_c_does_not_reach_the_logging_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_log, "_COMMAND", IDLE)
    with live_log.logging("small", RECIPE, "data/train.npz") as log:
        process = log._process
        assert process is not None
        assert os.getsid(process.pid) == process.pid != os.getsid(0)
        process.kill()


def test_training_starts_no_daemon_thread(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_log, "_COMMAND", [sys.executable, "-c", ""])
    before = set(threading.enumerate())
    pool = np.zeros((50, 20), np.float32)
    with live_log.logging("small", recipe.model_dump(), "data/train.npz") as log, console.progress(4, "step") as bar:
        for update in loop.run(recipe, from_pool(pool), 20):
            bar(update.step, update.row)
            log.row(update.step, update.row)
            assert not [thread for thread in set(threading.enumerate()) - before if thread.daemon]


@pytest.mark.slow
def test_the_real_process_opens_the_run_and_closes_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_log, "TIMEOUT", 60.0)
    train()
    assert "Logging to MLflow run 'small-seed3'" in capsys.readouterr().out
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    assert run.info.status == "FINISHED"
    assert [point.step for point in client.get_metric_history(run.info.run_id, "train/generator_loss")] == [1, 2]
    assert list(repository.feeds().iterdir()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("short_timeout")
@pytest.mark.parametrize("failure", ["closed", "silent", "locked"])
def test_a_store_that_does_not_answer_delays_a_training_by_seconds(
    failure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store.open_store()
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)  # MLflow sets it
    with (
        socket.socket() as server,
        closing(sqlite3.connect(tmp_path / "mlflow.db", isolation_level=None)) as connection,
    ):
        server.bind(("127.0.0.1", 0))
        if failure == "silent":
            server.listen()
        if failure == "locked":
            connection.execute("BEGIN EXCLUSIVE")
        else:
            monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{server.getsockname()[1]}")
        began = time.monotonic()
        train()
        assert time.monotonic() - began < 5
    assert "its files are complete" in capsys.readouterr().out


@pytest.mark.slow
def test_a_stopped_process_is_not_waited_for_and_ends_after_it_continues(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_log, "TIMEOUT", 1.0)
    with live_log.logging("small", RECIPE, "data/train.npz") as log:
        process = log._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        log.row(1, {"generator_loss": 0.5})
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
