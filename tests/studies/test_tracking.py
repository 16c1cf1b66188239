"""A study in MLflow: a parent, and a child per trial, once."""

from pathlib import Path
from typing import Any

import pytest
from mlflow import MlflowClient

from sinegan.studies import tracking
from sinegan.tracking import run_fields, store
from tests.fixtures import small_recipes


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one store for all tests, each with a different study: creating a store takes seconds."""
    return tmp_path_factory.mktemp("root")


@pytest.fixture(autouse=True)
def _own_store(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DVC_ROOT", str(root))


def _record(seed: int, failure: str | None = None) -> dict[str, Any]:
    recipe = small_recipes.article(seed=seed).model_dump()
    headlines = {} if failure else {"grid_coverage": 0.5, "memorization": None}
    return {
        "key": f"k{seed}",
        "recipe_name": "small",
        "recipe": recipe,
        "headlines": headlines,
        "failure": failure,
        "seconds": {"train": 2.5},
    }


def _parent(study: str) -> Any:
    parent = store.find(*store.open_store(), f"study:{study}")
    assert parent is not None
    return parent


def _children(study: str) -> list[Any]:
    client, experiment = store.open_store()
    return client.search_runs([experiment], f"tags.`mlflow.parentRunId` = '{_parent(study).info.run_id}'")


def test_each_trial_is_one_child_run_and_an_extended_study_adds_only_new_ones(tmp_path: Path) -> None:
    page = tmp_path / "report.md"
    page.write_text("# Study")
    for seeds in ((1,), (1, 2), (1, 2)):
        runs = run_fields.trials("test", {"arm": [_record(seed) for seed in seeds]})
        message = tracking.publish("test", "studies/test", runs, "# Study", [str(page)])
    assert "Logged study 'test' to MLflow with 2 trials, 0 of them new" in message
    children = _children("test")
    assert sorted(run.data.tags["seed"] for run in children) == ["1", "2"]
    assert len({run.data.tags["config_key"] for run in children}) == 1
    assert all(run.data.metrics == {"grid_coverage": 0.5, "train_seconds": 2.5} for run in children)


def test_a_failed_trial_is_a_failed_run() -> None:
    runs = run_fields.trials("bad", {"arm": [_record(1, "DivergenceError: nan")]})
    tracking.publish("bad", "studies/bad", runs, "", [])
    (run,) = _children("bad")
    assert run.info.status == "FAILED"
    assert run.data.tags["failure"] == "DivergenceError: nan"


def test_a_trial_that_was_interrupted_is_logged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = run_fields.trials("cut", {"arm": [_record(1)]})
    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, "log_batch", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(store.TrackingError, match="disk full"):
            tracking.publish("cut", "studies/cut", runs, "", [])
    tracking.publish("cut", "studies/cut", runs, "", [])
    assert [run.info.status for run in _children("cut")] == ["FINISHED"]


def test_trials_that_the_study_no_longer_has_are_not_counted() -> None:
    for seeds in ((1, 2, 3), (3, 4)):
        runs = run_fields.trials("moved on", {"arm": [_record(seed) for seed in seeds]})
        tracking.publish("moved on", "studies/moved_on", runs, "", [])
    assert len(_children("moved on")) == 4
    assert _parent("moved on").data.tags["trials"] == "2"


def test_a_study_of_the_same_name_in_another_folder_is_refused() -> None:
    tracking.publish("twin", "studies/one", run_fields.trials("twin", {"arm": [_record(1)]}), "first", [])
    others = run_fields.trials("twin", {"arm": [_record(2)]})
    message = "has a study 'twin' from studies/one; give the one in studies/two/params.yaml another name"
    with pytest.raises(store.TrackingError, match=message):
        tracking.publish("twin", "studies/two", others, "second", [])
    assert _parent("twin").data.tags[run_fields.DESCRIPTION] == "first"
    tracking.publish("twin", "./studies/one/", others, "third", [])
    assert len(_children("twin")) == 2


def test_a_study_that_was_logged_without_its_folder_is_continued() -> None:
    client, experiment = store.open_store()
    old = client.create_run(experiment, tags={"key": "study:old", "study": "old"})
    tracking.publish("old", "studies/old", run_fields.trials("old", {"arm": [_record(1)]}), "", [])
    assert _parent("old").info.run_id == old.info.run_id
