"""Whatever happens to its logging process, a training is neither stopped nor delayed."""

import os
import signal
import socket
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sinegan.tracking import processes, store
from sinegan.tracking.live import feed, live_log
from tests.tracking.live.logged_training import IDLE, RECIPE, train

pytestmark = [pytest.mark.trains, pytest.mark.usefixtures("training_root")]


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
