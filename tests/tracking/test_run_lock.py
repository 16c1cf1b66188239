"""One process writes a run at a time, and none can block others forever."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import Timeout

from sinegan.io import console
from sinegan.tracking import processes, run_lock
from sinegan.tracking.processes import Process
from sinegan.tracking.run_lock import RunBusyError

KEY = "abc"
HOLDER = """
import sys, time
from pathlib import Path
from sinegan.tracking import processes; from sinegan.tracking import run_lock
training = processes.parse(sys.argv[2]) if len(sys.argv) > 2 else None
with run_lock.hold(Path(sys.argv[1]), "abc", training):
    print("held", flush=True)
    time.sleep(60)
"""
ENDED = Process(1, 7)
"""Process 1 exists, but it started at another time."""


@contextmanager
def held(folder: Path, *training: str) -> Iterator["subprocess.Popen[str]"]:
    """Let another process, which may log a training, hold the lock."""
    command = [sys.executable, "-c", HOLDER, str(folder), *training]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_the_writer_is_known_while_the_lock_is_held(tmp_path: Path) -> None:
    assert not run_lock.is_held(tmp_path, KEY)
    with run_lock.hold(tmp_path, KEY):
        assert run_lock.is_held(tmp_path, KEY)
        assert not run_lock.is_held(tmp_path, "other")
        assert run_lock.writer(tmp_path, KEY) == (processes.current(), processes.current())
    assert not run_lock.is_held(tmp_path, KEY)


def test_a_second_writer_is_refused_until_the_first_one_dies(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        with pytest.raises(Timeout), run_lock.hold(tmp_path, KEY):
            pass
        other.kill()
        other.wait()
        with run_lock.hold(tmp_path, KEY, timeout=5):
            assert run_lock.writer(tmp_path, KEY).process.pid == os.getpid()


def test_publishing_waits_for_a_writer_that_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages: list[str] = []
    with held(tmp_path, str(ENDED)) as other:
        monkeypatch.setattr(console, "echo", lambda text: (messages.append(text), other.terminate()))
        with run_lock.take_over(tmp_path, KEY):
            assert other.wait(5) == -signal.SIGTERM
    assert [message.split(str(other.pid))[0] for message in messages] == ["Waiting for process "]


@pytest.mark.parametrize("stopped", [False, True])
def test_publishing_kills_the_logging_process_of_a_training_that_has_ended(
    stopped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_lock, "TIMEOUT", 0.5)
    with held(tmp_path, str(ENDED)) as other:
        if stopped:
            os.kill(other.pid, signal.SIGSTOP)
        with run_lock.take_over(tmp_path, KEY):
            assert run_lock.writer(tmp_path, KEY).process == processes.current()
        assert other.wait(5) == -signal.SIGKILL
    assert f"Waiting for process {other.pid}" in capsys.readouterr().out


@pytest.mark.parametrize("training", [(), (str(processes.current()),)])
def test_publishing_never_kills_another_publishing_process_or_a_running_training(
    training: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_lock, "TIMEOUT", 0.2)
    with held(tmp_path, *training) as other:
        expected = os.getpid() if training else other.pid
        message = f"process {expected} is still using this run"
        with pytest.raises(RunBusyError, match=message), run_lock.take_over(tmp_path, KEY):
            pass
        assert other.poll() is None


def test_a_process_is_distinguished_from_a_later_one_with_the_same_id() -> None:
    current = processes.current()
    assert current.is_running()
    assert processes.parse(str(current)) == current
    assert current._replace(started=current.started - 1).is_running(), "the clock was set"
    assert not current._replace(started=current.started - 60).is_running()
    for invalid in ("", "17", "x@y", "17@", "@17"):
        assert not processes.parse(invalid).is_running()


@pytest.mark.parametrize(("seconds", "expected"), [(0, True), (-4, True), (-60, False)])
def test_a_process_that_was_there_at_a_time_is_found_after_the_clock_was_set(seconds: int, expected: bool) -> None:
    assert processes.runs_since(os.getpid(), processes.current().started + seconds) == expected


def test_a_zombie_is_not_running() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        until = time.monotonic() + 20
        while processes.find(child.pid).is_running() and time.monotonic() < until:
            time.sleep(0.01)
        assert child.returncode is None, "it has not been waited for"
        assert not processes.find(child.pid).is_running()
