"""However a training or its store ends, the run has a status and the follower does not stay."""

import os
import subprocess
import sys
from typing import Any

import pytest
from mlflow import MlflowClient

from sinegan.io import repository
from sinegan.tracking import processes, run_lock, store
from sinegan.tracking.live import feed, follower
from tests.closure import ROOT
from tests.tracking.live.followed import ROWS, ended_pid, history, the_run, training

pytestmark = pytest.mark.usefixtures("followed_store")


@pytest.mark.parametrize("status", ["FAILED", "KILLED"])
def test_a_run_has_the_status_of_a_training_that_failed(status: str, key: str) -> None:
    follower.main(training(key, status))
    assert the_run(key).info.status == status
    assert len(history(the_run(key))) == len(ROWS)


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
