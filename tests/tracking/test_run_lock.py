"""One process writes a run at a time, and none can keep others out for ever."""

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
GONE = Process(1, 7)
"""Process 1 is there, but began at another time."""


@contextmanager
def held(folder: Path, *training: str) -> Iterator["subprocess.Popen[str]"]:
    """By another process, which may follow a training."""
    words = [sys.executable, "-c", HOLDER, str(folder), *training]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
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


def test_a_second_writer_is_kept_out_until_the_first_one_dies(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        with pytest.raises(Timeout), run_lock.hold(tmp_path, KEY):
            pass
        other.kill()
        other.wait()
        with run_lock.hold(tmp_path, KEY, timeout=5):
            assert run_lock.writer(tmp_path, KEY).process.pid == os.getpid()


def test_publishing_waits_for_one_that_ends_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held(tmp_path, str(GONE)) as other:
        os.kill(other.pid, signal.SIGTERM)
        with run_lock.take_over(tmp_path, KEY):
            assert other.wait(5) == -signal.SIGTERM
    assert capsys.readouterr().out.count("Waiting for process") <= 1


@pytest.mark.parametrize("stopped", [False, True])
def test_publishing_ends_one_that_follows_a_training_which_is_over(
    stopped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_lock, "PATIENCE", 0.5)
    with held(tmp_path, str(GONE)) as other:
        if stopped:
            os.kill(other.pid, signal.SIGSTOP)
        with run_lock.take_over(tmp_path, KEY):
            assert run_lock.writer(tmp_path, KEY).process == processes.current()
        assert other.wait(5) == -signal.SIGKILL
    assert f"Waiting for process {other.pid}" in capsys.readouterr().out


@pytest.mark.parametrize("training", [(), (str(processes.current()),)])
def test_publishing_never_ends_another_publishing_or_a_training_that_goes_on(
    training: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_lock, "PATIENCE", 0.2)
    with held(tmp_path, *training) as other:
        expected = os.getpid() if training else other.pid
        said = f"process {expected} still works on this run"
        with pytest.raises(RunBusyError, match=said), run_lock.take_over(tmp_path, KEY):
            pass
        assert other.poll() is None


def test_a_process_is_told_from_a_later_one_with_its_number() -> None:
    here = processes.current()
    assert here.is_running()
    assert processes.parse(str(here)) == here
    assert here._replace(started=here.started - 1).is_running(), "the clock was set"
    assert not here._replace(started=here.started - 60).is_running()
    for strange in ("", "17", "x@y", "17@", "@17"):
        assert not processes.parse(strange).is_running()


def test_a_zombie_does_not_run() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        until = time.monotonic() + 20
        while processes.find(child.pid).is_running() and time.monotonic() < until:
            time.sleep(0.01)
        assert child.returncode is None, "nobody has asked for its end yet"
        assert not processes.find(child.pid).is_running()
