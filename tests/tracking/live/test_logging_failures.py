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

from sinegan.io import console
from sinegan.tracking import processes, store
from sinegan.tracking.live import feed, live_log
from tests.fixtures import small_pipeline
from tests.tracking.live.logged_training import AT_NORMAL_PRIORITY, IDLE, RECIPE, the_feed, train

pytestmark = [pytest.mark.trains, pytest.mark.usefixtures("training_root")]


@pytest.mark.usefixtures("short_timeout")
def test_a_slow_logging_process_is_reported_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_log, "_COMMAND", IDLE)
    began = time.monotonic()
    train()
    assert time.monotonic() - began < 30  # IDLE takes 60 seconds
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
    assert feed.read_end(the_feed()) == "FINISHED", "otherwise the logging process would mark the run as killed"


def test_a_closed_stdout_stops_no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: str) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(live_log, "_COMMAND", [sys.executable, "-c", "raise SystemExit(7)"])
    monkeypatch.setattr(live_log, "_RELAY_EVERY", 0.0)
    monkeypatch.setattr(console, "echo", closed)
    with live_log.logging("small", RECIPE, "data/train.npz") as log:
        feed.write_message(the_feed(), "one")
        log.row(1, {"generator_loss": 0.5})
        log.row(2, {"generator_loss": 0.5})
    assert [row.step for row in feed.read_rows(the_feed())] == [1, 2]
    assert feed.read_end(the_feed()) == "FINISHED"


CONTACTING = """
import sys
from pathlib import Path
from sinegan.tracking.live import feed, follower, live_run
folder, open_store = Path(sys.argv[1]), live_run.open_store
def contact():
    feed.write_message(folder, "contacting the store")
    return open_store()
live_run.open_store = contact
sys.exit(follower.main(folder))
"""
"""The logging process; it says when it begins to wait for the store."""


@pytest.mark.slow
@pytest.mark.usefixtures("short_timeout")
@pytest.mark.parametrize("failure", ["closed", "silent", "locked"])
def test_a_store_that_does_not_answer_delays_a_training_by_seconds(
    failure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store.open_store()
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)  # MLflow sets it
    monkeypatch.setattr(live_log, "_COMMAND", [sys.executable, "-c", CONTACTING])
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
        with live_log.logging("small", RECIPE, "data/train.npz") as log:
            small_pipeline.wait_for(the_feed() / feed.MESSAGES)
            began = time.monotonic()
            log.row(1, {"generator_loss": 0.5})
        assert time.monotonic() - began < 30  # without the limit, MLflow tries for minutes
    output = capsys.readouterr().out
    assert "contacting the store" in output
    assert "its files are complete" in output


@pytest.mark.slow
def test_a_stopped_process_is_not_waited_for_and_ends_after_it_continues(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_log, "TIMEOUT", 1.0)
    monkeypatch.setattr(live_log, "_COMMAND", AT_NORMAL_PRIORITY)
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
