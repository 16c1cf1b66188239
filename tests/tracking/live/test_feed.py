"""What a training writes to its feed is what the other process reads."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sinegan.io import files, repository
from sinegan.tracking import processes
from sinegan.tracking.live import feed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    return feed.create({"name": "small"})


def test_rows_are_read_with_the_digits_of_the_history(folder: Path) -> None:
    assert feed.read_rows(folder) == []
    before = int(time.time() * 1000)
    feed.append_row(folder, 10, {"loss": float(np.float32(0.1)), "accuracy": 1.0})
    feed.append_row(folder, 20, {"loss": 0.25, "accuracy": 0.5})
    first, second = feed.read_rows(folder)
    assert (first.step, first.values) == (10, {"loss": 0.1, "accuracy": 1.0})
    assert (second.step, second.values) == (20, {"loss": 0.25, "accuracy": 0.5})
    assert before <= first.time <= second.time


def test_an_incomplete_row_is_not_read(folder: Path) -> None:
    feed.append_row(folder, 10, {"loss": 0.5})
    with (folder / feed.ROWS).open("a") as stream:
        stream.write('[20, 17, {"lo')
    assert [row.step for row in feed.read_rows(folder)] == [10]


def test_snapshots_are_taken_once_in_the_order_of_their_steps(folder: Path) -> None:
    for step in (100, 20):
        feed.write_snapshot(folder, step, np.full((2, 3), step, np.float32))
    snapshots = feed.take_snapshots(folder)
    assert list(snapshots) == [20, 100]
    assert snapshots[100].tolist() == [[100.0] * 3] * 2
    assert feed.take_snapshots(folder) == {}


def test_the_end_and_messages_are_read(folder: Path) -> None:
    assert feed.read_end(folder) is None
    assert feed.read_messages(folder) == []
    feed.write_message(folder, "one")
    feed.write_message(folder, "two")
    feed.write_end(folder, "FINISHED")
    assert feed.read_end(folder) == "FINISHED"
    assert feed.read_messages(folder) == ["one", "two"]


@pytest.mark.parametrize(
    ("hours", "process", "remains"),
    [(0, "ended", True), (1, "ended", False), (1, "running", True), (1, "later", False)],
)
def test_only_old_feeds_of_trainings_that_ended_are_removed(
    hours: int, process: str, remains: bool, folder: Path
) -> None:
    """A later process has the id of the training, which ended before it started."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = {"ended": f"{ended.pid}-7", "running": f"{os.getpid()}-{time.time_ns()}", "later": f"{os.getpid()}-7"}
    old = old_feed(names[process], hours)
    feed.create({})
    assert old.exists() == remains


def old_feed(name: str, hours: int) -> Path:
    old = repository.feeds() / name
    old.mkdir()
    (old / feed.ROWS).write_text("")
    modified = time.time() - hours * 3600
    os.utime(old / feed.ROWS, (modified, modified))
    return old


def test_a_file_that_another_process_just_renamed_stops_no_training(folder: Path) -> None:
    old = old_feed("999999999-7", hours=1)
    renamed = old / ".partial-1-end.json"
    renamed.symlink_to("nowhere")  # listed, but there is nothing to look at
    new = feed.create({})
    assert new.exists()
    assert old.exists(), "it is in use"
    renamed.unlink()
    feed.create({})
    assert not old.exists()


def test_a_running_training_is_found_by_its_feed(folder: Path) -> None:
    feed.remove(folder)
    folder = feed.create({"name": "small", "key": "abc"})
    assert feed.running() == [{"name": "small", "key": "abc"}]
    before_this_process = folder.rename(folder.with_name(f"{os.getpid()}-1"))
    assert feed.running() == []  # of an earlier process with the same id
    folder = before_this_process.rename(folder)
    feed.write_end(folder, "FINISHED")
    assert feed.running() == []


def test_a_feed_that_is_just_removed_is_not_running(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found_and_removed(pid: int) -> processes.Process:
        feed.remove(folder)
        return processes.Process(pid, 1)

    monkeypatch.setattr(processes, "find", found_and_removed)
    assert feed.running() == []


def test_a_feed_that_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / feed.ABOUT).write_text("{")
    with pytest.raises(files.FileProblemError, match="is not readable as JSON"):
        feed.running()


def test_messages_contain_no_password(folder: Path) -> None:
    feed.write_message(folder, "no answer from http://user:secret@127.0.0.1:9")
    assert feed.read_messages(folder) == ["no answer from http://127.0.0.1:9"]
