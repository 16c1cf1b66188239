"""``sinegan ui``: links that open the runs of model training, and the state of the result."""

import os
from pathlib import Path

import pytest

from sinegan.commands import ui
from sinegan.io import files, lock, paths
from sinegan.provenance import keys
from sinegan.tracking import runs_view, store, ui_server
from sinegan.tracking.live import feed
from tests.commands.ui_links import PAGES, VIEW
from tests.dag.graph import STAGES
from tests.fixtures import small_recipes

BASE = "http://127.0.0.1:5000"


@pytest.fixture(autouse=True)
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """An empty repository; servers are not started but listed."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    calls: list[tuple[str, int]] = []
    monkeypatch.setattr(ui_server, "serve", lambda *call: calls.append(call))
    monkeypatch.setattr(ui_server, "check_port", lambda _: None)
    monkeypatch.setattr(keys, "training_key", lambda *_: "abc")
    return calls


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    ui.ui(5000)
    return capsys.readouterr().out.splitlines()


def finish_training() -> None:
    recipe = small_recipes.article().model_dump()
    files.write_json(paths.RECIPE, {"name": "small", "n_points": 20, "recipe": recipe})
    files.write_text(paths.TRAIN_DATA, "data")


def finish_evaluation() -> None:
    finish_training()
    files.write_text(paths.METRICS, "scores")


def run_with(tags: dict[str, str]) -> str:
    client, experiment = store.open_store()
    return f"{BASE}/#/experiments/{experiment}/runs/{client.create_run(experiment, tags=tags).info.run_id}{PAGES}"


def test_without_a_result_the_link_opens_all_runs(
    capsys: pytest.CaptureFixture[str], served: list[tuple[str, int]], tmp_path: Path
) -> None:
    assert lines(capsys) == [
        "There is no result yet; run 'make repro' first.",
        f"All runs: {BASE}/#/experiments/1/runs{PAGES}{VIEW}",
    ]
    assert served == [(f"sqlite:///{tmp_path}/mlflow.db", 5000)]


def test_the_current_result_has_a_link_to_its_run(capsys: pytest.CaptureFixture[str]) -> None:
    finish_training()
    assert lines(capsys)[0] == "There is no result yet; run 'make repro' first."
    finish_evaluation()
    assert lines(capsys)[0] == "The store lacks the current result: 'make publish' adds it."
    page = run_with({"key": "abc", store.PUBLISHED: keys.md5(paths.METRICS)})
    assert lines(capsys) == [
        f"The store has the current result: {page}",
        f"All runs: {BASE}/#/experiments/1/runs{PAGES}{VIEW}",
    ]


def test_in_a_subfolder_the_lines_are_about_the_repository(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_evaluation()
    Path("docs").mkdir()
    monkeypatch.chdir("docs")
    assert lines(capsys)[0] == "The store lacks the current result: 'make publish' adds it."


def test_after_a_training_on_own_series_the_link_opens_the_view_of_their_headlines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    finish_evaluation()
    recipe = files.read_json(paths.RECIPE)
    files.write_json(paths.RECIPE, recipe | {"scaling": {"low": 0.0, "high": 2.0}})
    assert lines(capsys)[-1].endswith("&viewStateShareKey=own-series")


def test_without_the_saved_view_the_link_does_not_name_it(capsys: pytest.CaptureFixture[str]) -> None:
    """MLflow shows an error for a view that does not exist."""
    client, experiment = store.open_store()
    client.delete_experiment_tag(experiment, runs_view.LAW.tag)
    assert lines(capsys)[-1] == f"All runs: {BASE}/#/experiments/1/runs{PAGES}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_running_stage_is_named_instead_of_advice(stage: str, capsys: pytest.CaptureFixture[str]) -> None:
    """While DVC runs a stage, its outputs are absent; the logging of a training may have failed."""
    with lock.process_lock(stage):
        running = f"The stage '{stage}' is running; its result will be in MLflow after 'publish'."
        assert lines(capsys)[:-1] == [running]
        finish_evaluation()
        assert lines(capsys)[:-1] == [running]
        page = run_with({"key": "abc", store.PUBLISHED: keys.md5(paths.METRICS)})
        assert lines(capsys)[:-1] == [running, f"The store has the current result: {page}"]


def test_a_stage_that_has_ended_is_not_running(capsys: pytest.CaptureFixture[str]) -> None:
    files.write_text(".locks/evaluate.pid", "999999999")
    files.write_text(".locks/report.pid", str(os.getpid()))
    os.utime(".locks/report.pid", (0, 0))  # the process with that id is a later one
    files.write_text(".locks/publish.pid", "")
    assert lines(capsys)[0] == "There is no result yet; run 'make repro' first."


def test_a_running_training_has_a_link_to_its_run(capsys: pytest.CaptureFixture[str]) -> None:
    """DVC removes the outputs of a stage before it runs."""
    folder = feed.create({"name": "small", "key": "live"})
    assert lines(capsys)[0] == "A training is running ('small'): its run will be among all runs within a minute"
    page = run_with({"key": "live"})
    assert lines(capsys)[:-1] == [f"A training is running ('small'): its run is {page}"]
    feed.write_end(folder, "FINISHED")
    assert lines(capsys)[0] == "There is no result yet; run 'make repro' first."


def test_a_training_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    feed.create({"name": "small", "key": "live"})
    with lock.process_lock("train"):
        (line,) = lines(capsys)[:-1]
    assert line.startswith("A training is running ('small')")


def test_links_to_a_server_contain_no_password(
    capsys: pytest.CaptureFixture[str], served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://user:secret@host:5000/prefix/")
    monkeypatch.setattr(store, "runs_killed", lambda: 0)
    monkeypatch.setattr(store, "locate", lambda _: ("7", None))
    monkeypatch.setattr(store, "has_runs_view", lambda _: True)
    assert lines(capsys) == [
        "There is no result yet; run 'make repro' first.",
        f"All runs: https://host:5000/prefix/#/experiments/7/runs{PAGES}{VIEW}",
        "The store is a server, which is already running: open the links.",
    ]
    assert served == []
