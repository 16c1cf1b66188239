"""What a training writes into its feed is what another process reads there."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sinegan.io import repository
from sinegan.tracking import feed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    return feed.begin({"name": "small"})


def test_rows_come_back_with_the_digits_of_the_history(folder: Path) -> None:
    assert feed.read_rows(folder) == []
    before = int(time.time() * 1000)
    feed.append_row(folder, 10, {"loss": float(np.float32(0.1)), "accuracy": 1.0})
    feed.append_row(folder, 20, {"loss": 0.25, "accuracy": 0.5})
    first, second = feed.read_rows(folder)
    assert (first.epoch, first.numbers) == (10, {"loss": 0.1, "accuracy": 1.0})
    assert (second.epoch, second.numbers) == (20, {"loss": 0.25, "accuracy": 0.5})
    assert before <= first.time <= second.time


def test_a_row_that_is_being_written_is_left_for_later(folder: Path) -> None:
    feed.append_row(folder, 10, {"loss": 0.5})
    with (folder / feed.ROWS).open("a") as stream:
        stream.write('[20, 17, {"lo')
    assert [row.epoch for row in feed.read_rows(folder)] == [10]


def test_snapshots_are_taken_once_in_the_order_of_their_epochs(folder: Path) -> None:
    for epoch in (100, 20):
        feed.write_snapshot(folder, epoch, np.full((2, 3), epoch, np.float32))
    found = feed.take_snapshots(folder)
    assert list(found) == [20, 100]
    assert found[100].tolist() == [[100.0] * 3] * 2
    assert feed.take_snapshots(folder) == {}


def test_the_end_and_messages_come_through(folder: Path) -> None:
    assert feed.read_end(folder) is None
    assert feed.read_messages(folder) == []
    feed.write_message(folder, "one")
    feed.write_message(folder, "two")
    feed.write_end(folder, "FINISHED")
    assert feed.read_end(folder) == "FINISHED"
    assert feed.read_messages(folder) == ["one", "two"]


@pytest.mark.parametrize(("hours", "process", "stays"), [(0, "gone", True), (1, "gone", False), (1, "here", True)])
def test_only_old_feeds_of_trainings_that_are_gone_are_removed(
    hours: int, process: str, stays: bool, folder: Path
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    old = repository.feeds() / f"{gone.pid if process == 'gone' else os.getpid()}-7"
    old.mkdir()
    (old / feed.ROWS).write_text("")
    then = time.time() - hours * 3600
    os.utime(old / feed.ROWS, (then, then))
    feed.begin({})
    assert old.exists() == stays
