"""The follower logs a training to its MLflow run, once."""

import time
from typing import Any

import pytest

from sinegan.io import repository
from sinegan.tracking import run_lock, store
from sinegan.tracking.live import feed, follower, live_run
from tests.tracking.live.followed import HISTORY, ROWS, history, n_figures, the_run, training

pytestmark = pytest.mark.usefixtures("followed_store")


def test_a_run_has_the_curve_the_figure_and_an_end(key: str) -> None:
    folder = training(key)
    assert follower.main(folder) == 0
    run = the_run(key)
    assert run.info.status == "FINISHED"
    assert run.info.run_name == "small-seed3"
    assert run.data.params == {"recipe": "small", "seed": "3", "networks.generator.hidden": "[200]"}
    assert history(run) == list(enumerate(HISTORY, start=1))
    assert n_figures(run) == 1
    assert run.data.tags["origin"] == "trained"
    assert feed.read_messages(folder) == [f"Logging to MLflow run 'small-seed3' ({store.uri()})"]
    assert not run_lock.is_held(repository.locks(), key)


def test_the_load_of_the_machine_is_logged(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_run, "_SAMPLING", 0.2)
    folder = training(key, status=None)
    log_figure = live_run.LiveRun.log_figure

    def slow(run: live_run.LiveRun, *args: Any) -> None:
        log_figure(run, *args)
        time.sleep(2)
        feed.write_end(folder, "FINISHED")

    monkeypatch.setattr(live_run.LiveRun, "log_figure", slow)
    follower.main(folder)
    assert "system/cpu_utilization_percentage" in the_run(key).data.metrics


def test_a_repeated_training_continues_the_same_run_without_duplicates(key: str) -> None:
    for _ in range(2):
        follower.main(training(key))
    run = the_run(key)
    assert len(history(run)) == len(ROWS)
    assert n_figures(run) == 1


def test_the_same_recipe_under_another_name_continues_its_run(key: str) -> None:
    """The key does not depend on the name, and MLflow's parameters cannot be changed."""
    follower.main(training(key))
    folder = training(key, name="copy")
    assert follower.main(folder) == 0
    assert "WARNING" not in "".join(feed.read_messages(folder))
    run = the_run(key)
    assert (run.data.params["recipe"], run.data.tags["recipe"]) == ("small", "copy")
