"""A training passes its progress on to a process of its own."""

import os
import sys
import threading

import numpy as np
import pytest

from sinegan.io import console, repository
from sinegan.networks.recipe import Recipe
from sinegan.tracking import store
from sinegan.tracking.live import feed, live_log
from sinegan.training import loop
from sinegan.training.batches import from_pool
from tests.tracking.live.logged_training import AT_NORMAL_PRIORITY, IDLE, RECIPE, the_feed, train

pytestmark = [pytest.mark.trains, pytest.mark.usefixtures("training_root")]


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
    monkeypatch.setattr(live_log, "TIMEOUT", 600.0)
    monkeypatch.setattr(live_log, "_COMMAND", AT_NORMAL_PRIORITY)
    train()
    assert "Logging to MLflow run 'small-seed3'" in capsys.readouterr().out
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    assert run.info.status == "FINISHED"
    assert [point.step for point in client.get_metric_history(run.info.run_id, "train/generator_loss")] == [1, 2]
    assert list(repository.feeds().iterdir()) == []
